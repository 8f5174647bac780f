"""Pushes as the citizen's pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import get_script_prefix, reverse

from cms.citizens.models import Citizen
from cms.library.labels import language
from cms.library.models import Item
from cms.library.registry import item_models
from cms.pushes.declared import kinds
from cms.pushes.models import Push
from cms.pushes.words import Words, titles_of, words_of


@dataclass(frozen=True)
class Shown:
    """One push with its words, where it stands, and what it opens."""

    push: Push
    words: Words
    url: str
    target: str

    @property
    def is_unread(self) -> bool:
        """Whether it hasn't been seen."""
        return self.push.read_at is None

    @property
    def waits_for_answer(self) -> bool:
        """Whether somebody waits for the citizen's answer."""
        return self.words.kind.wants_answer and self.push.answered_at is None


def shown(pushes: Sequence[Push], citizen: Citizen) -> list[Shown]:
    """The pushes in the page's language, in their order."""
    spoken = language()
    titles = titles_of(pushes, citizen.municipality, spoken)
    targets = _item_targets(pushes, citizen)
    return [
        Shown(
            push,
            words_of(push, spoken, titles),
            reverse("pushes:push", args=[push.public_id]),
            _target(push, targets),
        )
        for push in pushes
    ]


def _target(push: Push, targets: dict[int, str]) -> str:
    """What it opens: its own page, the item's while it is on the shelf, or the declared one."""
    path = push.path or (kinds()[push.kind].opens if push.item_id is None else "")
    if path:
        return get_script_prefix().rstrip("/") + path
    return targets.get(push.item_id or 0, "")


def _item_targets(pushes: Sequence[Push], citizen: Citizen) -> dict[int, str]:
    ids = {push.item_id for push in pushes if push.item_id}
    if not ids:
        return {}
    found = Item.objects.on_shelf_of(citizen.municipality).filter(pk__in=ids)
    declared = item_models()
    return {
        key: reverse("portal:detail", args=[declared[name].declaration.settings.path, slug])
        for key, name, slug in found.values_list("pk", "type_name", "slug")
    }

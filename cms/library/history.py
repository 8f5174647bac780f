"""What the library writes into the history: items through Wagtail's views, shelves by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.databases.alphabet import by
from cms.history.services import Changes, changes_between, declare_action, keep_history_of
from cms.municipalities.models import Municipality

if TYPE_CHECKING:
    from cms.library.models import Item

ACTIONS = {
    "shelf.take": _("Taget ind på hylden"),
    "shelf.leave": _("Valgt fra på hylden"),
    "shelf.follow": _("Følger igen ejerens forslag"),
    "shelf.plan": _("Planlagt på hylden"),
    "shelf.pin": _("Fremhævet på hylden"),
    "shelf.unpin": _("Ikke længere fremhævet"),
    "shelf.move": _("Flyttet blandt de fremhævede"),
    "shelf.undo": _("Fortrudt"),
    "overlay.write": _("Egne ord skrevet"),
    "overlay.merge": _("Egne ord flettet med originalens"),
    "overlay.keep": _("Egne ord beholdt, da originalen blev ændret"),
    "overlay.remove": _("Tilbage til originalens ord"),
    "overlay.undo": _("Egne ord fortrudt"),
    "translation.write": _("Oversættelse skrevet"),
    "translation.show": _("Oversættelse vist for læserne"),
    "translation.hide": _("Oversættelse taget væk fra læserne"),
    "translation.keep": _("Oversættelse set efter, da originalen blev ændret"),
    "translation.remove": _("Oversættelse slettet"),
}
# Entries of Wagtail's that come with a revision that differs from the one before it.
EDITS = frozenset({"wagtail.create", "wagtail.edit", "wagtail.revert"})


def keep() -> None:
    """Register what is kept."""
    from cms.library.models import Item, Overlay, ShelfChoice, Translation

    for model in (Item, ShelfChoice, Overlay, Translation):
        keep_history_of(model)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def changes_of(item: Item, action: str, revision: Revision | None) -> Changes:
    """By declared field, what a revision changed; nothing for entries that change no words."""
    if action not in EDITS or revision is None:
        return {}
    earlier = item.revisions.exclude(pk=revision.pk).order_by("-created_at", "-pk").first()
    return changes_between(_words(item, earlier), _words(item, revision))


def _words(item: Item, revision: Revision | None) -> dict[str, Any]:
    if revision is None:
        return {}
    content = {**revision.content, "lent_to": _lent_to(revision.content)}
    names = ("slug", "owner", "sharing", "lent_to", "expire_at", *item.declaration.fields)
    return {name: _plain(content[name]) for name in names if name in content}


def _lent_to(content: dict[str, Any]) -> str:
    keys = content.get("lent_to") or []
    names = Municipality.objects.filter(pk__in=keys).order_by(by("name")) if keys else ()
    return ", ".join(one.name for one in names)


def _plain(value: Any) -> Any:
    """What JSON has no plain value for is kept as text: blocks, lists, dates."""
    if isinstance(value, str | int | float | bool | None):
        return value
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"')

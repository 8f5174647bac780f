"""The words of a push, in one language: its texts filled with its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.declarations.push_kind import ITEM_VALUE, PushKind
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.specific import own_fields
from cms.municipalities.models import Municipality
from cms.pushes.declared import kinds
from cms.pushes.models import Push

TOLD_BEFORE = "a title that the citizen was told of, whether it is still on the shelf or not"


@dataclass(frozen=True)
class Words:
    """What a citizen reads of one push."""

    kind: PushKind
    title: str
    body: str
    link: str


def words_of(push: Push, language: str, titles: Mapping[int, str]) -> Words:
    """The push's texts in the language; `titles` are the items' by their primary key."""
    kind = kinds()[push.kind]
    values = dict.fromkeys(kind.values, "") | push.values
    values[ITEM_VALUE] = titles.get(push.item_id or 0, "")
    texts = kind.texts
    return Words(
        kind,
        title=texts.title.in_language(language).format(**values),
        body=texts.body.in_language(language).format(**values),
        link=texts.link.in_language(language).format(**values),
    )


def titles_of(pushes: Iterable[Push], municipality: Municipality, language: str) -> dict[int, str]:
    """The items' titles as the municipality's readers of that language meet them."""
    ids = {push.item_id for push in pushes if push.item_id}
    if not ids:
        return {}
    bare = Item.objects.everything(TOLD_BEFORE).filter(pk__in=ids)
    items = own_fields(bare, TOLD_BEFORE)
    return {item.pk: str(item) for item in present(items, municipality, language)}

"""An item's page, part by part, in the declaration's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import strip_tags

from cms.capabilities.registry import capabilities_of
from cms.declarations import FieldDeclaration
from cms.library.around import terms_in
from cms.library.labels import language
from cms.library.models import Item
from cms.library.translations import translatable
from cms.media.models import Video
from cms.media.showing import player
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards, said_better
from cms.portal.drawing import Card
from cms.portal.in_languages import foreign
from cms.portal.values import ICONS, spoken

# Kinds that are one line with a label; all of them become one list, where the first stands.
SHORT = frozenset(
    {"text", "choice", "number", "money", "duration", "date", "date_time", "place", "language"}
)
TEXTS = frozenset({"rich_text", "blocks"})


@dataclass
class Part:
    """A template below `portal/parts/` and what it needs."""

    template: str
    context: dict[str, Any]


def parts(
    item: Item, viewer: Viewer, references: Mapping[str, list[Card]] | None = None
) -> list[Part]:
    """The page's parts; fields without a value have none.

    `references` are cards by field, where they were drawn already.
    """
    made: list[Part] = []
    card = item.declaration.presentation.card
    sentences = translatable(item.declaration)
    elsewhere = {card.title, card.text, *_shown_by_capabilities(item), *said_better(item)}
    for name in item.declaration.presentation.page:
        field = item.declaration.fields[name]
        if field.access != "public" or name in elsewhere:
            continue  # the title and the card's text stand in the page's head
        if field.kind in SHORT:
            _add_fact(made, item, name, field)
        elif part := _part(item, name, field, viewer, references):
            part.context["language"] = foreign(item, name) if name in sentences else ""
            made.append(part)
    _spare_the_only_heading(made)
    return made


def _part(
    item: Item,
    name: str,
    field: FieldDeclaration,
    viewer: Viewer,
    references: Mapping[str, list[Card]] | None,
) -> Part | None:
    if field.kind == "reference" and references is not None:
        return _referred(field, references.get(name, []))
    return MAKERS[field.kind](item, name, field, viewer)


def _shown_by_capabilities(item: Item) -> set[str]:
    return {name for one in capabilities_of(type(item)) for name in one.shown_fields(item)}


def _spare_the_only_heading(made: list[Part]) -> None:
    """A page with one text needs no heading that says "Text"."""
    texts = [part for part in made if part.template in TEXTS]
    if len(texts) == 1:
        texts[0].context["heading"] = ""


def _add_fact(made: list[Part], item: Item, name: str, field: FieldDeclaration) -> None:
    text = spoken(item, name, field)
    if not text:
        return
    facts = next((part for part in made if part.template == "facts"), None)
    if facts is None:
        # One list: two would lie on top of each other beside the text.
        facts = Part("facts", {"definitions": []})
        made.append(facts)
    label = field.label.in_language(language())
    icon = ICONS.get(field.kind, "info")
    facts.context["definitions"].append({"label": label, "text": text, "icon": icon})


def _heading(field: FieldDeclaration) -> str:
    return field.label.in_language(language())


def _html(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    value = _after_lead(getattr(item, name) or "", item)
    return Part("rich_text", {"heading": _heading(field), "value": value}) if value else None


def _after_lead(text: str, item: Item) -> str:
    """The text without a first paragraph that only says what stands in the page's head."""
    field = item.declaration.presentation.card.text
    first, end, rest = text.partition("</p>")
    if not field or not end:
        return text
    return rest if unescape(strip_tags(first)).strip() == getattr(item, field) else text


def _blocks(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    value = getattr(item, name)
    return Part("blocks", {"heading": _heading(field), "value": value}) if value else None


def _terms(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    address = reverse("portal:list", args=[item.declaration.settings.path])
    links = [
        {
            "text": term.label(language()),
            "url": f"{address}?{urlencode({name: term.slug})}" if field.facet else "",
        }
        for term in terms_in(item, name)
    ]
    return Part("terms", {"heading": _heading(field), "links": links}) if links else None


def _video(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    video: Video | None = getattr(item, name)
    return Part("video", {"video": player(video, str(item), language())}) if video else None


def _image(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    image = getattr(item, name)
    return Part("image", {"image": image}) if image else None


def _file(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    document = getattr(item, name)
    return Part("file", {"heading": _heading(field), "document": document}) if document else None


def _link(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    value = getattr(item, name)
    return Part("link", {"heading": _heading(field), "url": value}) if value else None


def _reference(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> Part | None:
    found: Sequence[Item] = list(getattr(item, name).all()) if field.many else _one(item, name)
    return _referred(field, cards(found, viewer))


def _referred(field: FieldDeclaration, shown: list[Card]) -> Part | None:
    return Part("reference", {"heading": _heading(field), "cards": shown}) if shown else None


def _one(item: Item, name: str) -> list[Item]:
    """A single reference, read through the shelf: a foreign key alone would go around it."""
    key = getattr(item, f"{name}_id")
    model = item._meta.get_field(name).related_model
    return list(model.objects.filter(pk=key)) if key else []


def _nothing(item: Item, name: str, field: FieldDeclaration, viewer: Viewer) -> None:
    """The drawing stands in the page's head."""


MAKERS: dict[str, Callable[[Item, str, FieldDeclaration, Viewer], Part | None]] = {
    "rich_text": _html,
    "blocks": _blocks,
    "terms": _terms,
    "video": _video,
    "image": _image,
    "file": _file,
    "link": _link,
    "reference": _reference,
    "drawing": _nothing,
}

"""Reads `widgets/*.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.declarations.attributes import Attribute
from cms.declarations.engine_names import drawing_names, icon_names, source_names
from cms.declarations.findings import Finding, misnamed, read_folder
from cms.declarations.model import ContentType
from cms.declarations.problems import did_you_mean
from cms.declarations.widget import Widget

WIDGETS = "widgets"
# Which keys mean something to which sources; a key not named here goes with every source.
KEYS_OF_SOURCES: dict[str, frozenset[str]] = {
    "types": frozenset({"shelf", "interests", "for_you"}),
    "order": frozenset({"shelf"}),
    "attribute": frozenset({"interests"}),
}
NEEDED_BY_SOURCE = {"shelf": "types", "interests": "attribute"}


@dataclass(frozen=True)
class Nameable:
    """What a widget may name."""

    content_types: Mapping[str, ContentType]
    attributes: Mapping[str, Attribute]


def read_widgets(folder: Path, nameable: Nameable) -> dict[str, Widget]:
    """The widgets declared in a folder by name: those on the page from the start first, in order.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    found = read_folder(folder, WIDGETS, Widget, lambda path, one: _findings(path, one, nameable))
    ordered = sorted(found, key=lambda one: (one.place is None, one.place or 0, one.name))
    return {widget.name: widget for widget in ordered}


def _findings(path: Path, widget: Widget, nameable: Nameable) -> Iterator[Finding]:
    yield from misnamed(path, widget.name)
    yield from _unknown("icon", widget.icon, icon_names(), "icon in themes/base/icons")
    yield from _unknown("drawing", widget.drawing, drawing_names(), "drawing")
    yield from _unknown("source", widget.source, source_names(), "source in cms/my_page/sources")
    for key in sorted(widget.model_fields_set & KEYS_OF_SOURCES.keys()):
        if widget.source not in KEYS_OF_SOURCES[key]:
            kinds = ", ".join(sorted(KEYS_OF_SOURCES[key]))
            reason = f"`{key}` has no meaning for the source {widget.source}"
            yield (key,), reason, f"remove it; it goes with: {kinds}"
    needed = NEEDED_BY_SOURCE.get(widget.source)
    if needed and not getattr(widget, needed):
        yield ("source",), f"the source {widget.source} needs `{needed}`", f"add `{needed}:`"
    for position, name in enumerate(widget.types):
        if name not in nameable.content_types:
            fix = did_you_mean(name, nameable.content_types)
            yield ("types", position), "no such content type", fix
    yield from _about_attribute(widget, nameable)


def _unknown(key: str, word: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if word not in known:
        yield (key,), f"there is no such {what}", did_you_mean(word, known)


def _about_attribute(widget: Widget, nameable: Nameable) -> Iterator[Finding]:
    if widget.attribute is None:
        return
    terms = [name for name, one in nameable.attributes.items() if one.kind == "terms"]
    if widget.attribute not in terms:
        reason = "there is no such question that is answered with terms"
        yield ("attribute",), reason, did_you_mean(widget.attribute, terms)

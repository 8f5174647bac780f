"""In which languages an item can be read, and what a page says where it isn't the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.declarations import ContentType
from cms.library.labels import language
from cms.library.languages import CONTENT_LANGUAGES, LANGUAGE_NAMES, SOURCE_LANGUAGE
from cms.library.models import Item
from cms.library.translations import language_of, languages_shown, plain, translatable, written_in
from cms.personalisation.viewer import Viewer

# Says in which language the item is to be read; the page around it stays in the reader's.
PARAMETER = "tekst"


@dataclass(frozen=True)
class Reading:
    """The language to read in, and every one that there is."""

    language: str
    possible: tuple[str, ...]


def reading_of(request: HttpRequest, item: Item, viewer: Viewer) -> Reading:
    """The language asked for in the address where the item has it, else the page's own."""
    codes = {written_in(item), *languages_shown(item, viewer.here)}
    possible = tuple(code for code in CONTENT_LANGUAGES if code in codes)
    asked = request.GET.get(PARAMETER, "")
    return Reading(asked if asked in possible else viewer.language, possible)


def other_languages(item: Item, possible: tuple[str, ...]) -> list[dict[str, str]]:
    """Links to the item in the other languages that it can be read in."""
    here = language_of(item, item.declaration.title_field)
    return [
        {"code": code, "name": CONTENT_LANGUAGES[code], "url": f"?{urlencode({PARAMETER: code})}"}
        for code in possible
        if code != here
    ]


def foreign(item: Item, name: str) -> str:
    """The language of one field where it is another than the page's, else empty."""
    code = language_of(item, name)
    return "" if code == language() else code


def fallback(item: Item) -> str:
    """What to tell a reader when the item isn't, or not wholly, in the language asked for.

    That is the page's own, or the one that the reader has pressed. Else empty.
    """
    asked = item.translated_to or SOURCE_LANGUAGE
    names = [name for name in _told(item.declaration) if _is_read(item, name)]
    missing = [name for name in names if language_of(item, name) != asked]
    if not missing and not item.half_translated:
        return ""
    said = {"language": _name_of(written_in(item))}
    if len(missing) == len(names):
        return _("Teksten findes ikke på dit sprog endnu. Her er den på %(language)s.") % said
    return _("Noget af teksten er ikke oversat endnu. Det står på %(language)s.") % said


def _told(declaration: ContentType) -> list[str]:
    """The fields that matter: a line with an address or a name is no text to miss."""
    card = declaration.presentation.card
    return [
        name
        for name in translatable(declaration)
        if name in (card.title, card.text) or declaration.fields[name].kind != "text"
    ]


def _is_read(item: Item, name: str) -> bool:
    return item.declaration.fields[name].access == "public" and bool(plain(item, name))


def _name_of(code: str) -> str:
    name: Any = LANGUAGE_NAMES.get(code, code)
    return capfirst(str(name)) if language() == "en" else str(name).lower()

"""The screen where an item is said in another language, field by field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.editor.overlays.marking import Piece, marked, plain
from cms.editor.translations.forms import INSIDE, TranslationForm
from cms.editor.translations.places import Place, address_of, languages_of, place_of
from cms.library.block_texts import texts_of
from cms.library.languages import CONTENT_LANGUAGES, LANGUAGE_NAMES, SOURCE_LANGUAGE
from cms.library.translations import outdated, still_right, write_translation, written_in
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.models import User
from cms.search.texts import bare


@dataclass(frozen=True)
class Card:
    """One text: the original's, with what has changed in it marked, and the field beside it."""

    name: str
    state: str
    original: tuple[Piece, ...]
    theirs: str
    bound: BoundField


def translation(request: HttpRequest, type_name: str, key: int, language: str) -> HttpResponse:
    """Read; save, show or hide; say that a text still holds though the original has changed."""
    place = place_of(request, type_name, key, language)
    if request.method != "POST":
        return _page(request, place)
    done, _space, name = request.POST.get("do", "save").partition(" ")
    if place.translation.is_shown and not place.may_show:
        raise PermissionDenied
    if done == "keep":
        still_right(place.translation, place.item, [name])
        messages.success(request, _("Godt. Oversættelsen passer stadig."))
        return HttpResponseRedirect(place.address)
    form = TranslationForm(
        place.item, place.language, place.translation.values, request.POST.dict()
    )
    if done not in ("save", "show") or (done == "show" and not place.may_show):
        raise PermissionDenied
    return _save(request, place, form, is_shown=done == "show")


def _save(
    request: HttpRequest, place: Place, form: TranslationForm, *, is_shown: bool
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, place, form)
    user = request.user if isinstance(request.user, User) else None
    try:
        done = write_translation(
            place.item,
            place.municipality,
            place.language,
            form.words(),
            is_shown=is_shown,
            user=user,
        )
    except SecondPairOfEyes as error:
        form.add_error(None, str(error))
        return _page(request, place, form)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, place, form)
    if not done.values:
        messages.success(request, _("Oversættelsen er taget væk."))
    elif done.is_shown:
        messages.success(request, _("Gemt. Læserne ser den nu."))
    else:
        messages.success(request, _("Gemt som kladde. Læserne ser den ikke."))
    return HttpResponseRedirect(place.address)


def _page(request: HttpRequest, place: Place, form: TranslationForm | None = None) -> HttpResponse:
    words = place.translation.values
    shown = form or TranslationForm(place.item, place.language, words)
    changed = outdated(place.translation, place.item)
    context = {
        "place": place,
        "item": place.item,
        "form": shown,
        "written_in": str(LANGUAGE_NAMES[written_in(place.item)]).lower(),
        "written_code": written_in(place.item),
        "cards": [_card(place, shown, name, changed) for name in shown.fields],
        "changed": changed,
        "languages": _languages(place),
        "may_write": place.may_show or not place.translation.is_shown,
    }
    return render(request, "editor/translations/screen.html", context)


def _languages(place: Place) -> list[dict[str, Any]]:
    """Ways to the item's other languages; every language that one may add among them."""
    known = languages_of(place.owner)
    refused = {SOURCE_LANGUAGE, written_in(place.item)}
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "address": address_of(place.item, place.owner, code),
            "is_here": code == place.language,
            "is_asked_for": code in known or code == place.language,
        }
        for code in CONTENT_LANGUAGES
        if code not in refused
    ]


def _card(place: Place, form: TranslationForm, field: str, changed: Collection[str]) -> Card:
    name, _inside, at = field.partition(INSIDE)
    now = _readable(form.original(field))
    then = _then(place, name, at) if name in changed else now
    is_changed = then != now
    state = "changed" if is_changed else "said" if form[field].value() else "missing"
    pieces = marked(then, now).second if is_changed else plain(now)
    theirs = place.theirs.values.get(name) if place.theirs else None
    beside = _readable(_said(theirs, at)) if theirs else ""
    return Card(name, state, pieces, beside, form[field])


def _then(place: Place, name: str, at: str) -> str:
    return _readable(_said(place.translation.originals.get(name), at))


def _said(value: Any, at: str) -> str:
    return texts_of(value).get(at, "") if at and value else str(value or "")


def _readable(text: str) -> str:
    return bare(text) if text.startswith("<") else text

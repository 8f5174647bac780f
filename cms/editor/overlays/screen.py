"""The screen where own words stand beside the original, field by field."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.editor.looking_after.panel import desks_for
from cms.editor.overlays.addresses import list_address
from cms.editor.overlays.cards import Cards, proposal, seen
from cms.editor.overlays.forms import OverlayForm, beside
from cms.editor.overlays.places import Place, in_other_languages, place_of
from cms.editor.overlays.undoing import last_done, undo, undoable
from cms.library.labels import language
from cms.library.merging import Merged
from cms.library.overlays import (
    back_to_original,
    keep_mine,
    overlay_of,
    take_theirs,
    write_overlay,
)
from cms.library.translations import written_in
from cms.municipalities.models import User

MERGED = "merged"
DEEDS_WITH_FIELD = frozenset({"keep", "take", "merge"})


def overlay(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Read, write, keep, take, merge, go back, undo."""
    place = place_of(request, type_name, key)
    done, _space, name = request.POST.get("do", "save").partition(" ")
    if request.method != "POST":
        return _page(request, place)
    if done == "undo":
        return _undo(request, place)
    if not place.is_shared:
        return _forget(request, place)
    form = OverlayForm(place.item, request.POST.dict())
    if done in DEEDS_WITH_FIELD and name not in {*form.fields, *_own_words(place)}:
        raise PermissionDenied
    if _has_changed_since(request, place):
        messages.warning(request, _("Der er ændret noget, mens du læste. Se det igennem igen."))
        return _page(request, place, form)
    if done == "save":
        return _save(request, place, form)
    if done == "merge":
        return _propose(request, place, form, name)
    return _decide(request, place, form, done, name)


def _save(request: HttpRequest, place: Place, form: OverlayForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, place, form)
    merged = set(request.POST.getlist(MERGED)) & set(form.fields)
    action = "overlay.merge" if merged else "overlay.write"
    try:
        with undoable(request, place, _("Jeres ord er gemt.")):
            write_overlay(place.item, place.municipality, form.words(), action)
            # What was merged has been looked at, also where the own words came out as they were.
            keep_mine(place.item, place.municipality, merged)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, place, form)
    return HttpResponseRedirect(place.address)


def _propose(request: HttpRequest, place: Place, form: OverlayForm, name: str) -> HttpResponse:
    """The field filled with a proposal, which isn't saved until the editor says so."""
    if place.overlay is None or name not in _own_words(place) or name not in form.fields:
        return HttpResponseRedirect(place.address)
    found = proposal(place.item, place.overlay, name)
    return _page(request, place, form.with_words(**{name: found.text}), {name: found})


def _decide(
    request: HttpRequest, place: Place, form: OverlayForm, done: str, name: str
) -> HttpResponse:
    """Keep or take one field, or go back whole. What else has been typed stays in its field."""
    label = str(form.fields[name].label) if name in form.fields else name
    item, municipality = place.item, place.municipality
    if done == "keep":
        with undoable(request, place, _("%(field)s: jeres ord er beholdt.") % {"field": label}):
            keep_mine(item, municipality, [name])
    elif done == "take":
        with undoable(request, place, _("%(field)s følger originalen.") % {"field": label}):
            take_theirs(item, municipality, [name])
    elif done == "back":
        with undoable(request, place, _("Alt følger originalen igen.")):
            back_to_original(item, municipality)
        return HttpResponseRedirect(place.address)
    else:
        raise PermissionDenied
    return _with_the_rest(request, place, form, name if done == "take" else "")


def _with_the_rest(
    request: HttpRequest, place: Place, form: OverlayForm, taken: str
) -> HttpResponse:
    """Back to the screen; with what was typed elsewhere, which would else be lost."""
    own = overlay_of(place.item, place.municipality)
    typed = form.with_words(**({taken: ""} if taken in form.fields else {}))
    if not beside(typed, own.values if own else {}):
        return HttpResponseRedirect(place.address)
    messages.warning(request, _("Noget af det, du har skrevet, er ikke gemt endnu."))
    now = Place(place.item, place.municipality, own, place.is_shared)
    return _page(request, now, typed)


def _forget(request: HttpRequest, place: Place) -> HttpResponse:
    """Over what is no longer shared, own words can only be taken away."""
    if request.POST.get("do") != "back":
        raise PermissionDenied
    with undoable(request, place, ""):
        back_to_original(place.item, place.municipality)
    messages.success(request, _("Jeres ord er taget væk."))
    return HttpResponseRedirect(list_address(place.municipality))


def _undo(request: HttpRequest, place: Place) -> HttpResponse:
    if undo(request, place):
        messages.success(request, _("Fortrudt. Jeres ord er, som de var før."))
    else:
        messages.warning(request, _("Det kan ikke fortrydes: ordene er ændret siden."))
    return HttpResponseRedirect(place.address)


def _has_changed_since(request: HttpRequest, place: Place) -> bool:
    known = request.POST.get("seen")
    return known is not None and known != seen(place.item, place.overlay)


def _page(
    request: HttpRequest,
    place: Place,
    form: OverlayForm | None = None,
    merges: dict[str, Merged] | None = None,
) -> HttpResponse:
    if not place.is_shared:
        return render(request, "editor/overlays/not_shared.html", _of_not_shared(place))
    shown = form or OverlayForm(place.item, initial=_own_words(place))
    cards = Cards(place.item, place.overlay, shown, merges or {}).all()
    context = {
        "place": place,
        "item": place.item,
        "municipality": place.municipality,
        "form": shown,
        "cards": cards,
        "changed": [card.label for card in cards if card.state == "changed"],
        "seen": seen(place.item, place.overlay),
        "languages": in_other_languages(place),
        "written_code": written_in(place.item),
        "last_done": last_done(request, place),
        "asleep": _asleep(place),
        "side": place.portal_path,
        "desks": desks_for(place.item, cast("User", request.user)),
    }
    return render(request, "editor/overlays/screen.html", context)


def _own_words(place: Place) -> dict[str, Any]:
    return place.overlay.values if place.overlay else {}


def _asleep(place: Place) -> list[tuple[str, Any]]:
    """Own words for fields that can't have any now: kept, but not shown."""
    overridable = place.item.declaration.overridable
    return [(name, text) for name, text in _own_words(place).items() if name not in overridable]


def _of_not_shared(place: Place) -> dict[str, Any]:
    fields = place.item.declaration.fields
    words = [
        (fields[name].label.in_language(language()) if name in fields else name, text)
        for name, text in _own_words(place).items()
    ]
    return {"place": place, "municipality": place.municipality, "words": words}

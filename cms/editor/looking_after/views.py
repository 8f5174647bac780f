"""The desk of one capability of one item."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.capabilities.base import Capability, UnknownAction, UnknownPage
from cms.capabilities.registry import capabilities_of
from cms.exchange.desk_files import as_file
from cms.library.models import Item
from cms.library.registry import UnknownType, item_model
from cms.municipalities.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, type_name: str, key: int, capability: str) -> HttpResponse:
    """Shown to those who may do the capability's `desk_action` with the item's owner."""
    user = cast("User", request.user)
    item, found = _asked(user, type_name, key, capability)
    if request.method == "POST":
        return _done(request, item, found, user)
    if "fil" in request.GET:
        return _file(item, found, user)
    shown = found.desk(item, user)
    if shown is None:
        raise Http404(capability)
    context = {**shown.context, "desk": shown, "item": item}
    return render(request, "editor/looking_after/desk.html", context)


@never_cache
@require_safe
def desk_page(
    request: HttpRequest, type_name: str, key: int, capability: str, rest: str
) -> HttpResponse:
    """A file below the desk, for the same people."""
    user = cast("User", request.user)
    item, found = _asked(user, type_name, key, capability)
    try:
        return found.desk_page(item, user, rest)
    except UnknownPage as error:
        raise Http404(str(error)) from error


def _file(item: Item, found: Capability, user: User) -> HttpResponse:
    sheet = found.desk_sheet(item, user)
    if sheet is None:
        raise PermissionDenied
    return as_file(sheet)


def _done(request: HttpRequest, item: Item, found: Capability, user: User) -> HttpResponse:
    try:
        outcome = found.look_after(item, user, request.POST)
    except UnknownAction as error:
        raise Http404(str(error)) from error
    level = messages.SUCCESS if outcome.succeeded else messages.WARNING
    messages.add_message(request, level, outcome.message)
    return HttpResponseRedirect(request.get_full_path())


def _asked(user: User, type_name: str, key: int, name: str) -> tuple[Item, Capability]:
    """Not visible is not there (404); visible but another's is refused (403)."""
    try:
        model = item_model(type_name)
    except UnknownType as error:
        raise Http404(type_name) from error
    item = model.objects.visible_to_editor(user).filter(pk=key).first()
    found = next((one for one in capabilities_of(model) if one.name == name), None)
    if item is None or found is None:
        raise Http404(name)
    if not found.may_look_after(item, user):
        raise PermissionDenied
    return item, found

"""What citizens do with a partner's own item: who comes, which times are taken."""

from __future__ import annotations

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
from cms.municipalities.roles import may
from cms.partners.access import for_partners, item_of, user_of


@never_cache
@require_http_methods(["GET", "POST"])
@for_partners
def desk(request: HttpRequest, type_name: str, key: int, capability: str) -> HttpResponse:
    """The same desk as the editors', in this door's frame."""
    item = item_of(request, type_name, key)
    found, user = _capability(item, capability), user_of(request)
    if not may(user, found.desk_action, item.owner_id):
        raise PermissionDenied
    if request.method == "POST":
        return _done(request, item, found)
    if "fil" in request.GET:
        sheet = found.desk_sheet(item, user)
        if sheet is None:
            raise PermissionDenied
        return as_file(sheet)
    shown = found.desk(item, user)
    if shown is None:
        raise Http404(capability)
    return render(request, "partners/desk.html", {**shown.context, "desk": shown, "item": item})


@never_cache
@require_safe
@for_partners
def desk_page(
    request: HttpRequest, type_name: str, key: int, capability: str, rest: str
) -> HttpResponse:
    """A file below the desk, for the same people."""
    item = item_of(request, type_name, key)
    found, user = _capability(item, capability), user_of(request)
    if not may(user, found.desk_action, item.owner_id):
        raise PermissionDenied
    try:
        return found.desk_page(item, user, rest)
    except UnknownPage as error:
        raise Http404(str(error)) from error


def _capability(item: Item, name: str) -> Capability:
    found = next((one for one in capabilities_of(type(item)) if one.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def _done(request: HttpRequest, item: Item, found: Capability) -> HttpResponse:
    try:
        outcome = found.look_after(item, user_of(request), request.POST)
    except UnknownAction as error:
        raise Http404(str(error)) from error
    level = messages.SUCCESS if outcome.succeeded else messages.WARNING
    messages.add_message(request, level, outcome.message)
    return HttpResponseRedirect(request.get_full_path())

"""An item as the portal would show it, from an editor's unsaved form."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_script_prefix, set_urlconf

from cms.library.models import Item
from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids
from cms.personalisation.viewer import Viewer
from cms.portal.rooms import room_by_name
from cms.portal.views.items import detail_context


def preview(request: HttpRequest, item: Item) -> HttpResponse:
    """The item's page in the look of the owner, or of a municipality that the editor works for."""
    municipality = _municipality(request.user, item)
    if municipality is None:
        return render(request, "portal/preview_impossible.html", status=409)
    stand_in(request, municipality)
    room = room_by_name(item.declaration.settings.room)
    with active(Shelf(municipality)):
        context = detail_context(item, Viewer(municipality=municipality), room, request)
        return render(request, "portal/detail.html", context)


def _municipality(user: object, item: Item) -> Municipality | None:
    """Whose look: the owner's, else the editor's own, else the first there is."""
    everyone = Municipality.objects.all()
    own = everyone.filter(pk=item.owner_id).first()
    if own is None and isinstance(user, User):
        own = everyone.filter(pk__in=owner_ids(user, Action.READ)).first()
    return own or everyone.first()


def stand_in(request: HttpRequest, municipality: Municipality) -> None:
    """Make the editors' request look like a citizen's to the frame and to `reverse`."""
    request.municipality = municipality  # type: ignore[attr-defined]
    request.path_info = "/"
    set_urlconf(settings.ROOT_URLCONF)
    set_script_prefix(f"/{municipality.slug}/")

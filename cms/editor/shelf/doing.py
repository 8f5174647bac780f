"""What every deed on the shelf needs: which items, what to undo, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import get_active_log_context

from cms.editor.shelf.offers import offered_to
from cms.library.choices import Mandatory
from cms.library.models import Item
from cms.municipalities.models import Municipality

LAST = "shelf_last_done"


def wanted(municipality: Municipality, keys: Sequence[str]) -> Sequence[Item]:
    """The items that somebody points at. Raises PermissionDenied for what isn't on offer."""
    if not keys or not all(key.isdecimal() for key in keys):
        raise PermissionDenied
    items = list(offered_to(municipality).filter(pk__in=keys))
    if len(items) != len(set(keys)):
        raise PermissionDenied
    return items


def remember(request: HttpRequest, items: Sequence[Item]) -> None:
    """Keep what was done last, so that it can be undone."""
    text = items[0].listed_title
    if len(items) > 1:
        text = ngettext("%(count)s valgt", "%(count)s valgte", len(items)) % {"count": len(items)}
    batch = get_active_log_context().uuid
    request.session[LAST] = {"batch": str(batch), "text": text}


def tell_mandatory(request: HttpRequest, refused: Mandatory) -> None:
    """Say why nothing was done."""
    text = _("»%(title)s« skal vises i alle kommuner og kan ikke vælges fra. Intet er ændret.")
    messages.error(request, text % {"title": refused.item.listed_title})


def back(request: HttpRequest) -> HttpResponse:
    """To the shelf with the filters that were on."""
    query = urlsplit(request.POST.get("address", "")).query
    return HttpResponseRedirect(f"{reverse('editor_shelf')}?{query}")

"""The shelf screen's pages: everything on offer, and what one does with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import get_active_log_context

from cms.editor.shelf.offers import ORDERS, STATES, Asked, Offers, offered_to
from cms.editor.shelf.rows import rows
from cms.editor.shelf.visits import seen_until
from cms.editor.whose import municipality_for
from cms.library.choices import Decision, Mandatory, decide, move, pinned_choices, undo
from cms.library.labels import language, term_labels
from cms.library.models import Item
from cms.library.registry import declarations
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind, User

PAGE_SIZE = 30
LAST = "shelf_last_done"
MOVES = {"up": -1, "down": 1}


def shelf(request: HttpRequest) -> HttpResponse:
    """Everything that others share, with filters, counts, and what is put first."""
    municipality = municipality_for(request, Action.CURATE)
    asked = Asked.of(request.GET)
    since = seen_until(cast("User", request.user), municipality)
    offers = Offers(municipality, since)
    page = Paginator(offers.found(asked), PAGE_SIZE).get_page(request.GET.get("p"))
    counts = offers.counts(asked)
    context = {
        "municipality": municipality,
        "asked": asked,
        "page": page,
        "rows": rows(list(page), municipality, since),
        "pinned": list(pinned_choices(municipality)),
        "states": _chips(request, "vis", asked.state, STATES, counts["states"]),
        "types": _chips(request, "type", asked.type_name, _type_labels(), counts["types"]),
        "orders": list(ORDERS.items()),
        "owner_kinds": OwnerKind.choices,
        "topics": term_labels("topics", language()),
        "last_done": request.session.get(LAST),
        "address": _address(request),
    }
    return render(request, "editor/shelf.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Do one thing with one row, or with all that are ticked. All or none."""
    municipality = municipality_for(request, Action.CURATE)
    done, items = _wanted(request)
    if done in MOVES:
        move(items[0], municipality, MOVES[done])
    else:
        try:
            decide(items, municipality, Decision(done))
        except Mandatory as refused:
            messages.error(request, _mandatory(refused))
            return _back(request)
        except ValueError as unknown:
            raise PermissionDenied from unknown
    _remember(request, items)
    return _back(request)


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo what was done last."""
    last = request.session.pop(LAST, None)
    if last:
        user = cast("User", request.user)
        count = undo(UUID(last["batch"]), municipality_for(request, Action.CURATE), user)
        messages.success(request, _("Fortrudt: %(count)s") % {"count": count})
    return _back(request)


def _wanted(request: HttpRequest) -> tuple[str, Sequence[Item]]:
    """What to do, and with which items. Raises PermissionDenied for what isn't on offer."""
    done, _space, one = request.POST.get("do", "").partition(" ")
    keys = [one] if one else request.POST.getlist("items")
    if not keys or not all(key.isdecimal() for key in keys):
        raise PermissionDenied
    items = list(offered_to(municipality_for(request, Action.CURATE)).filter(pk__in=keys))
    if len(items) != len(set(keys)):
        raise PermissionDenied
    return done, items


def _remember(request: HttpRequest, items: Sequence[Item]) -> None:
    text = items[0].listed_title
    if len(items) > 1:
        text = ngettext("%(count)s valgt", "%(count)s valgte", len(items)) % {"count": len(items)}
    batch = get_active_log_context().uuid
    request.session[LAST] = {"batch": str(batch), "text": text}


def _mandatory(refused: Mandatory) -> str:
    return _("»%(title)s« skal vises i alle kommuner og kan ikke vælges fra. Intet er ændret.") % {
        "title": refused.item.listed_title
    }


def _back(request: HttpRequest) -> HttpResponse:
    """To the same page with the same filters; only the query comes from outside."""
    query = urlsplit(request.POST.get("address", "")).query
    return HttpResponseRedirect(f"{reverse('editor_shelf')}?{query}")


def _address(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}"


def _type_labels() -> dict[str, str]:
    types = declarations().items()
    return {name: one.labels.in_language(language()).many.capitalize() for name, one in types}


def _chips(
    request: HttpRequest,
    parameter: str,
    chosen: str,
    labels: Mapping[str, Any],
    counts: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Filters to press, each with its address; the chosen one's address takes it away again."""
    chips = []
    for value, label in labels.items():
        query = request.GET.copy()
        query.pop("p", None)
        query.pop(parameter, None)
        if value != chosen:
            query[parameter] = value
        count = counts.get(value, 0)
        if count or value == chosen:
            url = f"?{query.urlencode()}"
            chips.append({"label": label, "count": count, "chosen": value == chosen, "url": url})
    return chips

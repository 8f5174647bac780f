"""The shelf screen's pages: everything on offer, and what one does with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.editor.shelf.doing import LAST, back, remember, tell_mandatory, wanted
from cms.editor.shelf.offers import ORDERS, STATES, Asked, Offers
from cms.editor.shelf.planning import plan_address
from cms.editor.shelf.rows import rows
from cms.editor.shelf.visits import seen_until
from cms.editor.whose import municipality_for
from cms.library.choices import Decision, Mandatory, decide, move, pinned_choices, undo
from cms.library.labels import language, term_labels
from cms.library.models import Item
from cms.library.registry import declarations
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, OwnerKind, User

PAGE_SIZE = 30
PLAN = "plan"
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
        "rows": rows(list(page), municipality, since, offers.own_words),
        "pinned": list(pinned_choices(municipality)),
        "states": _chips(request, "vis", asked.state, STATES, counts["states"]),
        "types": _chips(request, "type", asked.type_name, _type_labels(), counts["types"]),
        "orders": list(ORDERS.items()),
        "owner_kinds": OwnerKind.choices,
        "topics": term_labels("topics", language()),
        "last_done": request.session.get(LAST),
        "address": _address(request),
        "whose": f"?kommune={municipality.slug}",
    }
    return render(request, "editor/shelf.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Do one thing with one row, or with all that are ticked. All or none."""
    municipality = municipality_for(request, Action.CURATE)
    done, items = _wanted(request, municipality)
    if done == PLAN:
        return HttpResponseRedirect(plan_address(request, municipality, items))
    if done in MOVES:
        move(items[0], municipality, MOVES[done])
    else:
        try:
            decide(items, municipality, Decision(done))
        except Mandatory as refused:
            tell_mandatory(request, refused)
            return back(request)
        except ValueError as unknown:
            raise PermissionDenied from unknown
    remember(request, items)
    return back(request)


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo what was done last."""
    last = request.session.pop(LAST, None)
    if last:
        user = cast("User", request.user)
        count = undo(UUID(last["batch"]), municipality_for(request, Action.CURATE), user)
        messages.success(request, _("Fortrudt: %(count)s") % {"count": count})
    return back(request)


def _wanted(request: HttpRequest, municipality: Municipality) -> tuple[str, Sequence[Item]]:
    """What to do, and with which items. Raises PermissionDenied for what isn't on offer."""
    done, _space, one = request.POST.get("do", "").partition(" ")
    return done, wanted(municipality, [one] if one else request.POST.getlist("items"))


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

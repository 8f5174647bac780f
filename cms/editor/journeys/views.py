"""The list of what waits for a decision, and the decision."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.editor.journeys.rows import asked
from cms.journeys.deciding import (
    AlreadyDecided,
    NoCompanion,
    confirm,
    decline,
    open_proposals,
    possible_companions,
)
from cms.municipalities.models import User
from cms.rights import looks
from cms.rights.access import municipalities_of

SHOWN = 50
LOOK = "proposals"


@never_cache
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a decision about one's own citizens, the oldest first. Looks are noted."""
    person = _person(request)
    with transaction.atomic():
        waiting = list(open_proposals(person)[:SHOWN])
        citizens = {one.citizen_id: one.citizen for one in waiting}
        looks.note_list(person, citizens.values(), LOOK)
        context = {"rows": asked(waiting), "count": open_proposals(person).count()}
        return render(request, "editor/journeys/proposals.html", context)


@never_cache
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Yes or no; another municipality's proposal is as if there were none."""
    person = _person(request)
    proposal = get_object_or_404(open_proposals(person), pk=key)
    note = request.POST.get("note", "").strip()[:500]
    try:
        if request.POST.get("answer") == "yes":
            chosen = request.POST.get("companion", "")
            people = possible_companions(proposal)
            companion = people.filter(pk=chosen).first() if chosen.isdecimal() else None
            confirm(proposal, person, companion=companion, note=note)
            messages.success(request, _("Det er besluttet. Borgeren kan se det og hvorfor."))
        else:
            decline(proposal, person, note=note)
            messages.success(request, _("Forslaget er sagt nej til. Der sker ikke mere."))
    except AlreadyDecided:
        messages.warning(request, _("Forslaget er allerede afgjort."))
    except NoCompanion:
        messages.error(request, _("Vælg, hvem der skal følge borgeren. Så kan du sige ja."))
    return redirect("editor_proposals")


def _person(request: HttpRequest) -> User:
    if not municipalities_of(request.user).exists():
        raise PermissionDenied
    return cast("User", request.user)

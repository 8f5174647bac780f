"""Writing in a citizen's plan, and answering what the citizen has written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.citizens.models import Citizen
from cms.editor.citizens.rows import shown_name
from cms.editor.plans.forms import StepForm
from cms.municipalities.models import User
from cms.plans import services as plan
from cms.plans.actors import Actor, by_staff
from cms.plans.models import LONGEST_TEXT, OPEN_STATES, Activity
from cms.rights import looks
from cms.rights.access import citizens_for

Deed = Callable[[Activity, Actor], Activity]
DEEDS: Mapping[str, Deed] = {"done": plan.finish, "drop": plan.drop}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, key: int) -> HttpResponse:
    """A new step in the plan of one's own citizen; everybody else's is as if there were none."""
    user, whom = _asked(request, key)
    form = StepForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        if form.is_valid():
            plan.add(whom, form.written(), by_staff(user))
            messages.success(request, _("Det står i planen nu. Borgeren kan se, at du skrev det."))
            return _to_plan(whom)
        looks.note(user, whom, [looks.UNNAMED if whom.protected_name else "name"])
        context = {"form": form, "citizen": whom, "name": shown_name(whom)}
        return render(request, "editor/plans/write.html", context)


@require_POST
def answer(request: HttpRequest, key: int, step: int) -> HttpResponse:
    """Agree to a step, or say that it is done or dropped."""
    user, whom = _asked(request, key)
    found = get_object_or_404(whom.plan_activities, pk=step)
    if found.state not in OPEN_STATES:
        messages.warning(request, _("Det er klaret eller droppet imens. Intet er ændret."))
        return _to_plan(whom)
    deed, actor = DEEDS.get(request.POST.get("answer", "")), by_staff(user)
    if deed is not None:
        deed(found, actor)
    else:
        plan.agree(found, actor, request.POST.get("agreement", "")[:LONGEST_TEXT])
    messages.success(request, _("Planen er rettet. Borgeren kan se, hvem der gjorde det."))
    return _to_plan(whom)


def _asked(request: HttpRequest, key: int) -> tuple[User, Citizen]:
    user = cast("User", request.user)
    return user, get_object_or_404(citizens_for(user).select_related("municipality"), pk=key)


def _to_plan(whom: Citizen) -> HttpResponse:
    return redirect("editor_citizen", whom.pk)

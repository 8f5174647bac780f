"""The list of a municipality's citizens, and the page of one. What is shown is noted."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.citizens.models import Citizen
from cms.editor.citizens.finding import LONGEST, STATES, Sought, found
from cms.editor.citizens.rows import known_to, shown_name
from cms.municipalities.models import Municipality, User
from cms.rights import looks
from cms.rights.access import citizens_for, municipalities_of
from cms.rights.civil_numbers import InvalidCivilNumber
from cms.rights.panels import panels_for

ON_A_PAGE = 25


@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def citizens(request: HttpRequest) -> HttpResponse:
    """The list. A search is posted, so that no name or number stands in an address or a log."""
    municipality = _municipality(request)
    sought, problem = _sought(request), ""
    try:
        rows = found(municipality, sought)
    except InvalidCivilNumber:
        rows, problem = Citizen.objects.none(), _("Det CPR-nummer findes ikke. Se tallene efter.")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    with transaction.atomic():
        looks.note_list(_user(request), page.object_list)
        context = {
            "municipality": municipality,
            "municipalities": municipalities_of(request.user),
            "sought": sought,
            "states": STATES.items(),
            "problem": problem,
            "page": page,
            "rows": [(one, shown_name(one)) for one in page.object_list],
        }
        return render(request, "editor/citizens/list.html", context)


@never_cache
@require_safe
def citizen(request: HttpRequest, key: int) -> HttpResponse:
    """One citizen of one's own municipality; everybody else's is as if there were none."""
    user = _user(request)
    with transaction.atomic():
        whom = get_object_or_404(citizens_for(user).select_related("municipality"), pk=key)
        known, panels = known_to(user, whom), panels_for(user, whom)
        name = [] if whom.protected_name else ["name"]
        shown = [*name, "last_seen", *(one.name for one in known)]
        looks.note(user, whom, [*shown, *(panel.name for panel, _contents in panels)])
        context = {
            "citizen": whom,
            "name": shown_name(whom),
            "known": known,
            "panels": panels,
        }
        return render(request, "editor/citizens/citizen.html", context)


def _municipality(request: HttpRequest) -> Municipality:
    """The one that `?kommune=` names, else the first of one's own. Raises PermissionDenied."""
    mine = municipalities_of(request.user)
    slug = request.GET.get("kommune", "")
    wanted = mine.filter(slug=slug).first() if slug else mine.first()
    if wanted is None:
        raise PermissionDenied
    return wanted


def _sought(request: HttpRequest) -> Sought:
    state = request.GET.get("vis", "")
    return Sought(
        state=state if state in STATES else "alle",
        words=request.POST.get("words", "").strip()[:LONGEST],
    )


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)

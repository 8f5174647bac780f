"""Who has seen my data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.rights.looks import roles_in_words, what_in_words
from cms.rights.models import Look

ON_A_PAGE = 50


@dataclass(frozen=True)
class Seen:
    """One look in the citizen's words."""

    when: datetime
    who: str
    roles: str
    municipality: str
    what: list[str]


@require_GET
@for_citizens
def looks(request: CitizenRequest) -> HttpResponse:
    """Every look, the newest first."""
    found = request.citizen.looks.select_related("municipality")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("side"))
    language = language_of_page()
    context = {"page": page, "looks": [_seen(look, language) for look in page]}
    return render(request, "rights/looks.html", context)


def _seen(look: Look, language: str) -> Seen:
    return Seen(
        when=look.looked_at,
        who=look.person_name,
        roles=", ".join(roles_in_words(look.roles)),
        municipality=look.municipality.name,
        what=what_in_words(look.what, language),
    )

"""The list of companies and vendors, each with its CVR number to enter or correct."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.municipalities.models import Owner, User, compact_cvr
from cms.staff.company_numbers import (
    looks_after_numbers,
    numbered,
    numbered_by,
    others_with,
    write_number,
)

ON_A_PAGE = 25
LONGEST = 60


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """All whose number one may write; `?q=` narrows by name or number."""
    return _shown(request)


@require_POST
def write(request: HttpRequest, key: int) -> HttpResponse:
    """Write one number. What is wrong stands at its field, with what was written."""
    person = cast("User", request.user)
    owner = get_object_or_404(numbered_by(person), pk=key)
    written = request.POST.get("cvr", "")[:LONGEST]
    try:
        number = write_number(owner, written, person)
    except ValidationError as error:
        return _shown(request, wrong={owner.pk: (written, error.messages[0])})
    said = _("CVR-nummeret er gemt. Den, der logger ind for det, kommer ind hos %(name)s.")
    if not number:
        said = _("CVR-nummeret er fjernet. Ingen kommer ind hos %(name)s med MitID Erhverv.")
    messages.success(request, said % {"name": owner.name})
    if also := others_with(number, owner):
        names = ", ".join(one.name for one in also)
        messages.warning(
            request, _("Det samme nummer står også hos: %(names)s.") % {"names": names}
        )
    return redirect("editor_companies")


def _shown(request: HttpRequest, wrong: dict[int, tuple[str, str]] | None = None) -> HttpResponse:
    person = cast("User", request.user)
    found, words = numbered_by(person), request.GET.get("q", "").strip()[:LONGEST]
    if not looks_after_numbers(person):
        raise PermissionDenied
    if words:
        named = Q(name__icontains=words)
        number = compact_cvr(words)
        found = found.filter(named | Q(company__cvr=number) | Q(vendor__cvr=number))
    if wrong:
        found = found.filter(pk__in=wrong)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "words": words,
        "rows": [_row(one, (wrong or {}).get(one.pk)) for one in page.object_list],
    }
    return render(request, "editor/companies/list.html", context, status=400 if wrong else 200)


def _row(owner: Owner, wrong: tuple[str, str] | None) -> dict[str, Any]:
    written, problem = wrong or (numbered(owner).cvr, "")
    return {"owner": owner, "cvr": written, "problem": problem}

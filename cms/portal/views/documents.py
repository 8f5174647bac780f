"""Mine dokumenter: what the citizen keeps, and the certificates that the platform has given."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.capabilities.registry import all_capabilities
from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.documents.models import DocumentKind
from cms.documents.rules import Usage
from cms.documents.services import (
    NoSuchDocument,
    content_of,
    document_of,
    documents_of,
    keep,
    remove,
    rename,
)
from cms.shared.files import ACCEPTED, MEGABYTE, MOST, file_answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def documents(request: CitizenRequest) -> HttpResponse:
    """The list; posted to, it takes one more."""
    return _added(request) if request.method == "POST" else _page(request)


def _page(request: CitizenRequest, problem: str = "", status: int = 200) -> HttpResponse:
    request.room = "overview"  # type: ignore[attr-defined]
    rows = list(documents_of(request.citizen))
    context: dict[str, Any] = {
        "breadcrumb": [
            {"text": _("Mit overblik"), "url": reverse("portal:overview")},
            {"text": _("Mine dokumenter")},
        ],
        "documents": rows,
        "papers": [
            one for each in all_capabilities().values() for one in each.papers(request.citizen)
        ],
        "usage": Usage(len(rows), sum(row.size for row in rows)),
        "kinds": DocumentKind.choices,
        "most": MOST // MEGABYTE,
        "accepted": ACCEPTED,
        "problem": problem,
        "written": request.POST if problem else {},
        "once": uuid4().hex,
    }
    return render(request, "portal/documents.html", context, status=status)


def _added(request: CitizenRequest) -> HttpResponse:
    """Keep what was sent; a second press of the same button keeps nothing twice."""
    file = request.FILES.get("file")
    if file is None:
        return _page(request, _("Vælg en fil først."), 422)
    said = request.POST
    try:
        made = keep(
            request.citizen, file, said.get("name", ""), said.get("kind", ""), _once(request)
        )
    except ValidationError as error:
        return _page(request, " ".join(error.messages), 422)
    messages.success(
        request, _("“%(name)s” ligger her nu. Kun du kan se det.") % {"name": made.name}
    )
    return _back()


def _once(request: CitizenRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:documents"))


@require_POST
@for_citizens
def document(request: CitizenRequest, key: UUID) -> HttpResponse:
    """Call one something else, or delete it."""
    match request.POST.get("do"):
        case "rename":
            _renamed(request, key)
        case "delete":
            remove(request.citizen, key)
            messages.success(request, _("Dokumentet er slettet for altid."))
        case other:
            raise Http404(other or "")
    return _back()


def _renamed(request: CitizenRequest, key: UUID) -> None:
    """Raises Http404."""
    try:
        rename(request.citizen, key, request.POST.get("name", ""), request.POST.get("kind"))
    except NoSuchDocument as error:
        raise Http404("document") from error
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Det er gemt."))


@require_safe
@for_citizens
def file(request: CitizenRequest, key: UUID) -> HttpResponse:
    """The paper itself, to its own citizen only. Raises Http404."""
    try:
        found = document_of(request.citizen, key)
    except NoSuchDocument as error:
        raise Http404("document") from error
    return file_answer(content_of(found), found.file_name, found.media_type)

"""All that is kept about me: to read, to take along as a file, and to have erased."""

from __future__ import annotations

import importlib
import importlib.util

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_GET, require_http_methods

from cms.citizens import personal_data
from cms.citizens.identity import session
from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.rights import erasing
from cms.rights.overview import parts

PRINTER = "weasyprint"


@require_GET
@for_citizens
def everything(request: CitizenRequest) -> HttpResponse:
    """All that is kept, by purpose, with retention and who may see."""
    return render(request, "rights/everything.html", {"parts": _parts(request)})


@require_GET
@for_citizens
def export(request: CitizenRequest) -> HttpResponse:
    """Everything known about the citizen as a JSON file."""
    content = personal_data.export(request.citizen, language_of_page())
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mine-oplysninger.json"'
    return response


@require_GET
@for_citizens
def readable(request: CitizenRequest) -> HttpResponse:
    """The same to read: a PDF where the installation can make one, else a page to print."""
    page = render_to_string("rights/readable.html", _readable(request), request)
    if importlib.util.find_spec(PRINTER) is None:
        response = HttpResponse(page)
        response["Content-Disposition"] = 'attachment; filename="mine-oplysninger.html"'
        return response
    document = importlib.import_module(PRINTER).HTML(string=page).write_pdf()
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="mine-oplysninger.pdf"'
    return response


@require_http_methods(["GET", "POST"])
@for_citizens
def erase(request: CitizenRequest) -> HttpResponse:
    """Ask first, and say what stays; then erase everything, log out and give a receipt."""
    citizen = request.citizen
    if request.method == "GET":
        context = {
            "looks": citizen.looks.count(),
            "consents": citizen.consents.count(),
            "kept_until": erasing.kept_until(),
        }
        return render(request, "rights/erase.html", context)
    erasure = erasing.erase(citizen)
    session.log_out(request)
    context = {"erasure": erasure, "erased_at": timezone.now()}
    return render(request, "rights/erased.html", context)


def _readable(request: CitizenRequest) -> dict[str, object]:
    return {
        "parts": _parts(request),
        "municipality": request.municipality,
        "made_at": timezone.now(),
        "language": language_of_page(),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _parts(request: CitizenRequest) -> list[object]:
    return list(parts(request.citizen, language_of_page()))

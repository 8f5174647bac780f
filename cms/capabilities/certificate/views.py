"""A certificate's own addresses: whoever has the link may look whether it holds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.capabilities.certificate import badges
from cms.capabilities.certificate.keys import signing_keys
from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.paper import pdf_of
from cms.capabilities.certificate.services import holder_name, share_name
from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality

JWT = "application/vc+jwt"


def origin_of(request: HttpRequest) -> str:
    """Where the municipality's portal lives."""
    return request.build_absolute_uri("/").rstrip("/")


def _here(request: HttpRequest) -> Municipality:
    here: Municipality | None = getattr(request, "municipality", None)
    if here is None:
        raise Http404(request.path)
    return here


def _reader(request: HttpRequest) -> Citizen | None:
    """The citizen who is logged in, if one is."""
    reader: Citizen | None = getattr(request, "citizen", None)
    return reader


def _found(request: HttpRequest, token: str) -> Certificate:
    """The certificate, where its holder's municipality lives. Raises Http404."""
    known = Certificate.objects.select_related("citizen__municipality", "item")
    found = known.filter(token=token, citizen__municipality=_here(request)).first()
    if found is None:
        raise Http404("certificate")
    return found


def _context(request: HttpRequest, found: Certificate) -> dict[str, Any]:
    citizen = _reader(request)
    is_holder = citizen is not None and citizen.pk == found.citizen_id
    return {
        "certificate": found,
        "is_holder": is_holder,
        "own_name": holder_name(found) if is_holder else "",
        "name": holder_name(found) if found.shows_name or is_holder else "",
        "municipality": found.citizen.municipality,
        "link": f"{origin_of(request)}{reverse('certificate:page', args=[found.token])}",
        "has_badge": bool(signing_keys()),
    }


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Whether it holds, for what, when and by whom; the holder shares from here."""
    try:
        found = _found(request, token)
    except Http404:
        return render(request, "certificate/unknown.html", status=404)
    answered = render(request, "certificate/page.html", _context(request, found))
    answered.headers["X-Robots-Tag"] = "noindex"
    answered.headers["Referrer-Policy"] = "no-referrer"
    return answered


@never_cache
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF; the name stands on it for the holder, and for others when it is shared."""
    found = _found(request, token)
    if not found.is_valid:
        raise Http404("certificate")
    content = pdf_of(_context(request, found))
    return _file(content, "application/pdf", f"bevis-{found.number}.pdf")


@never_cache
@require_safe
def badge(request: HttpRequest, token: str) -> HttpResponse:
    """The Open Badge, as a signed JWT."""
    found = _found(request, token)
    signed = badges.badge(found, origin_of(request))
    if signed is None:
        raise Http404("badge")
    return _file(signed.encode(), JWT, f"badge-{found.number}.jwt")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answered = HttpResponse(content, content_type=kind)
    answered.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answered.headers["X-Robots-Tag"] = "noindex"
    return answered


@never_cache
@require_POST
def share(request: HttpRequest, token: str) -> HttpResponse:
    """The holder chooses whether the link shows the name."""
    found, citizen = _found(request, token), _reader(request)
    if citizen is None or citizen.pk != found.citizen_id:
        raise Http404("certificate")
    share_name(found, shows_name=request.POST.get("shows_name") == "1")
    return HttpResponseRedirect(reverse("certificate:page", args=[token]))


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """The issuer's profile."""
    return JsonResponse(badges.profile(origin_of(request), _here(request).full_name))


@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The issuer's public keys."""
    _here(request)
    return JsonResponse(badges.did_document(origin_of(request)), content_type="application/json")


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """Which badges no longer hold."""
    first = number * badges.LIST_SIZE
    valid = Certificate.objects.filter(
        citizen__municipality=_here(request),
        revoked_at=None,
        pk__gte=first,
        pk__lt=first + badges.LIST_SIZE,
    ).order_by()
    signed = badges.status_list(origin_of(request), number, valid.values_list("pk", flat=True))
    if signed is None:
        raise Http404("status")
    answered = HttpResponse(signed, content_type=JWT)
    answered.headers["Cache-Control"] = "public, max-age=60"
    return answered

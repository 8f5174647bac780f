"""Small pages and files of the portal: help, statements, look, switches."""

from __future__ import annotations

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.citizens.reasons import turn_reason_off
from cms.library.labels import language
from cms.municipalities.models import Municipality
from cms.portal.context import RIGHT_TO_LEFT
from cms.portal.guessing import proposals
from cms.portal.rooms import ROOMS
from cms.portal.site_details import site_details
from cms.portal.themes import theme_of
from cms.sites.redirects import target_of
from cms.theming import Role, Theme, css, drawings, painted

FOR_EVER = "public, max-age=31536000, immutable"


def theme_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The custom properties of the municipality's theme; the address names the content."""
    response = HttpResponse(css(theme_of(request.municipality)), content_type="text/css")  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = FOR_EVER
    return response


def icon(request: HttpRequest) -> HttpResponse:
    """The municipality's mark as a favicon."""
    return _drawn(_mark(request))


def app_icon(request: HttpRequest) -> HttpResponse:
    """The mark with room around it, which a phone may cut to its own shape."""
    theme = theme_of(request.municipality)  # type: ignore[attr-defined]
    field = f'<rect width="100" height="100" fill="{theme.colours[Role.PRIMARY]}"/>'
    # A phone may cut off all that lies outside the middle four fifths.
    mark = _mark(request).replace("<svg ", '<svg x="20" y="20" width="60" height="60" ', 1)
    opening = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    return _drawn(f"{opening}{field}{mark}</svg>")


def _mark(request: HttpRequest) -> str:
    theme = theme_of(request.municipality)  # type: ignore[attr-defined]
    return painted(theme.mark.read_text(encoding="utf-8"), theme)


def _drawn(picture: str) -> HttpResponse:
    return HttpResponse(picture, content_type="image/svg+xml")


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look that haven't read the page."""
    return HttpResponsePermanentRedirect(reverse("portal:icon"))


def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install the portal, in the reader's language."""
    municipality: Municipality = request.municipality  # type: ignore[attr-defined]
    theme = theme_of(municipality)
    home, code = reverse("portal:home"), language()
    return JsonResponse(
        {
            "name": f"{municipality.full_name} – {_('Virtuelt Jobunivers')}",
            "short_name": municipality.name,
            "description": _("Vejledning, kurser og aktiviteter til dig, der søger job."),
            "id": home,
            "start_url": home,
            "scope": home,
            "display": "standalone",
            "lang": code,
            "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr",
            **_app_look(theme),
        },
        content_type="application/manifest+json",
    )


def _app_look(theme: Theme) -> dict[str, object]:
    picture = {"sizes": "any", "type": "image/svg+xml"}
    return {
        "theme_color": theme.colours[Role.PRIMARY],
        "background_color": theme.colours[Role.SURFACE],
        "icons": [
            {"src": reverse("portal:icon"), "purpose": "any", **picture},
            {"src": reverse("portal:app_icon"), "purpose": "maskable", **picture},
        ],
    }


def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, and how the portal works."""
    request.room = "help"  # type: ignore[attr-defined]
    return render(request, "portal/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law demands of each website."""
    return render(request, "portal/accessibility.html", {"details": site_details(request)})


def statement_address(request: HttpRequest) -> HttpResponse:
    """`/was`, where the law wants the statement: at the authority, or else here."""
    details = site_details(request)
    official = details.official_address if details else ""
    return HttpResponseRedirect(official or reverse("portal:accessibility"))


def privacy(request: HttpRequest) -> HttpResponse:
    """What the platform knows and why."""
    return render(request, "portal/privacy.html", {"details": site_details(request)})


@require_POST
def reason_off(request: HttpRequest, key: str) -> HttpResponse:
    """Turn a reason off; one comes back to the page one was on."""
    citizen = getattr(request, "citizen", None)
    if citizen is None:
        return HttpResponseRedirect(reverse("citizens:login"))
    turn_reason_off(citizen, key)
    messages.success(request, _("Grunden er slået fra. Du kan slå den til igen under Min profil."))
    return HttpResponseRedirect(back(request))


def simple_view(request: HttpRequest) -> HttpResponse:
    """Switch the simpler view on or off."""
    response = HttpResponseRedirect(back(request))
    if request.COOKIES.get("simple_view") == "1":
        response.delete_cookie("simple_view")
    else:
        response.set_cookie("simple_view", "1", samesite="Lax", httponly=True)
    return response


def back(request: HttpRequest) -> str:
    """Where the reader came from, if it is on this site; else the front page."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else reverse("portal:home")


def national_home(request: HttpRequest) -> HttpResponse:
    """The common front: which municipality is yours?"""
    context = {"municipalities": Municipality.objects.all(), "drawing": drawings.drawing("map")}
    return render(request, "municipalities/choose.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """To where the page was moved; else a 404 that helps on with a search and proposals."""
    if getattr(request, "municipality", None) is None:
        context = {"municipalities": Municipality.objects.all(), "host": ""}
        return render(request, "municipalities/not_found.html", context, status=404)
    target = target_of(request.municipality, request.path_info)  # type: ignore[attr-defined]
    if target is not None and request.method in ("GET", "HEAD"):
        # Within the municipality's own prefix, so that it can't lead anywhere else.
        return HttpResponsePermanentRedirect(get_script_prefix().rstrip("/") + target)
    context = {"cards": proposals(request), "rooms": ROOMS}
    return render(request, "portal/not_found.html", context, status=404)


def health(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")

"""Small pages and files of the portal: help, statements, look, switches."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.citizens.reasons import turn_reason_off
from cms.municipalities.models import Municipality
from cms.portal.themes import css_digest, file_picture, icon_of, icon_type, theme_of
from cms.theming import Role, css, drawings
from cms.theming.pictures import CONTENT_TYPES

FOR_EVER = "public, max-age=31536000, immutable"


def theme_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The custom properties of the municipality's theme; the address names the content."""
    content = css(theme_of(request.municipality))  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type="text/css")
    # An older page asks for a look that has been replaced: it gets today's, but not for ever.
    is_named = digest == css_digest(content)
    response.headers["Cache-Control"] = FOR_EVER if is_named else "no-store"
    return response


def theme_picture(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A mark or hero with colours of its own, of a theme from files."""
    file = file_picture(slug, name)
    if file is None:
        raise Http404(name)
    return HttpResponse(file.read_bytes(), content_type=CONTENT_TYPES[file.suffix])


def icon(request: HttpRequest) -> HttpResponse:
    """The municipality's mark as a favicon."""
    content, content_type = icon_of(theme_of(request.municipality))  # type: ignore[attr-defined]
    return HttpResponse(content, content_type=content_type)


def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install the portal."""
    municipality: Municipality = request.municipality  # type: ignore[attr-defined]
    theme = theme_of(municipality)
    home = reverse("portal:home")
    return JsonResponse(
        {
            "name": f"{municipality.full_name} – {_('Virtuelt Jobunivers')}",
            "short_name": municipality.name,
            "start_url": home,
            "scope": home,
            "display": "standalone",
            "lang": "da",
            "theme_color": theme.colours[Role.PRIMARY],
            "background_color": theme.colours[Role.SURFACE],
            "icons": [{"src": reverse("portal:icon"), "sizes": "any", "type": icon_type(theme)}],
        },
        content_type="application/manifest+json",
    )


def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, and how the portal works."""
    request.room = "help"  # type: ignore[attr-defined]
    return render(request, "portal/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law demands of each website."""
    return render(request, "portal/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What the platform knows and why."""
    return render(request, "portal/privacy.html")


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
    """A 404 that helps on."""
    if getattr(request, "municipality", None) is None:
        context = {"municipalities": Municipality.objects.all(), "host": ""}
        return render(request, "municipalities/not_found.html", context, status=404)
    return render(request, "portal/not_found.html", status=404)


def health(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")

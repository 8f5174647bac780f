"""Small pages and files of the portal: help, statements, look, switches."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
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

from cms.citizens.reasons import turn_reason_off, turn_reason_on
from cms.events.services import record
from cms.library.labels import language
from cms.municipalities.models import Municipality
from cms.my_page.services import choose_simple_view, sees_simple_view
from cms.personalisation.reasons import reasons_turned_off
from cms.personalisation.viewer import viewer_of
from cms.portal import styles
from cms.portal.context import RIGHT_TO_LEFT
from cms.portal.guessing import proposals
from cms.portal.rooms import ROOMS
from cms.portal.site_details import site_details
from cms.portal.themes import css_digest, file_picture, icon_of, icon_type, theme_of
from cms.sites.redirects import target_of
from cms.theming import Role, Theme, css, drawings
from cms.theming.pictures import CONTENT_TYPES, is_drawing

FOR_EVER = "public, max-age=31536000, immutable"


def theme_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The custom properties of the municipality's theme; the address names the content."""
    return _rules(css(theme_of(request.municipality)), digest)  # type: ignore[attr-defined]


def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The rules that every theme shares; the address names the content."""
    return _rules(styles.stylesheet(), digest)


def _rules(content: str, digest: str) -> HttpResponse:
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


def app_icon(request: HttpRequest) -> HttpResponse:
    """The mark with room around it, which a phone may cut to its own shape."""
    theme = theme_of(request.municipality)  # type: ignore[attr-defined]
    field = f'<rect width="100" height="100" fill="{theme.colours[Role.PRIMARY]}"/>'
    opening = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    picture = f"{opening}{field}{_mark(theme)}</svg>"
    return HttpResponse(picture, content_type="image/svg+xml")


def _mark(theme: Theme) -> str:
    """The mark in the middle four fifths: a phone may cut off all that lies outside."""
    content, content_type = icon_of(theme)
    place = 'x="20" y="20" width="60" height="60"'
    if is_drawing(theme.mark):
        return content.decode().replace("<svg ", f"<svg {place} ", 1)
    data = b64encode(content).decode()
    return f'<image {place} href="data:{content_type};base64,{data}"/>'


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
    return {
        "theme_color": theme.colours[Role.PRIMARY],
        "background_color": theme.colours[Role.SURFACE],
        "icons": [
            _icon("portal:icon", "any", icon_type(theme)),
            _icon("portal:app_icon", "maskable", "image/svg+xml"),
        ],
    }


def _icon(view: str, purpose: str, content_type: str) -> dict[str, str]:
    return {"src": reverse(view), "purpose": purpose, "sizes": "any", "type": content_type}


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
    record(citizen, "reason_off")
    messages.success(request, _("Grunden er slået fra. Du kan slå den til igen under Min profil."))
    return HttpResponseRedirect(back(request))


@require_POST
def reason_on(request: HttpRequest, key: str) -> HttpResponse:
    """Turn a reason on again."""
    citizen = getattr(request, "citizen", None)
    if citizen is None:
        return HttpResponseRedirect(reverse("citizens:login"))
    turn_reason_on(citizen, key)
    messages.success(request, _("Grunden er slået til igen."))
    return HttpResponseRedirect(reverse("portal:reasons_off"))


def reasons_off(request: HttpRequest) -> HttpResponse:
    """The reasons that one has turned off."""
    if getattr(request, "citizen", None) is None:
        return HttpResponseRedirect(reverse("citizens:login"))
    context = {"reasons": reasons_turned_off(viewer_of(request))}
    return render(request, "portal/reasons_off.html", context)


def simple_view(request: HttpRequest) -> HttpResponse:
    """Switch the simpler view on or off: kept with the citizen, or in a visitor's browser.

    What is kept with a citizen is changed by a form only; a link from elsewhere changes nothing.
    """
    response = HttpResponseRedirect(back(request))
    citizen = getattr(request, "citizen", None)
    if citizen is not None:
        if request.method == "POST":
            choose_simple_view(citizen, not sees_simple_view(citizen))
        return response
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
    # An address that isn't there is nowhere to come back to.
    helps: dict[str, Any] = {"cards": proposals(request), "rooms": ROOMS, "lost": True}
    return render(request, "portal/not_found.html", helps, status=404)


def health(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")

"""What every portal page knows: the frame around it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality
from cms.my_page.services import sees_simple_view
from cms.pages.models import MenuPlace
from cms.pages.showing import listed_pages, pages_in
from cms.portal.addresses import address_to
from cms.portal.display import Display, display_of
from cms.portal.page_links import page_links
from cms.portal.rooms import menu
from cms.portal.site_details import is_closed_to, languages_of, sees_closed_site
from cms.portal.styles import stylesheet_url
from cms.portal.themes import is_on_trial, theme_css_url, theme_of

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
EDITORS_DOOR = "/admin/"


def portal(request: HttpRequest) -> dict[str, Any]:
    """The frame's values as `portal`.

    The editors' door has a frame of its own, but for those it refuses: their page is the portal's.
    """
    is_refused = getattr(request, "has_portal_frame", False)
    if request.path_info.startswith(EDITORS_DOOR) and not is_refused:
        return {}
    municipality: Municipality | None = getattr(request, "municipality", None)
    frame = {
        "municipality": municipality,
        "theme": theme_of(municipality),
        "theme_css_url": theme_css_url(municipality),
        "stylesheet_url": stylesheet_url(),
        "display": shown_display(request),
        "language": _language(),
        "languages": _languages(request),
        "page_url": request.build_absolute_uri(request.path),
        "is_one_page": not set(request.GET) - {"sprog"},
    }
    if municipality is None:
        frame |= _of_nation()
    elif is_closed_to(request):
        frame |= _of_closed_site(municipality)
    else:
        frame |= _of_municipality(request, municipality)
    return {"portal": frame}


def shown_display(request: HttpRequest) -> Display:
    """What the page asks for, else the reader; a theme on trial is seen as it was written."""
    asked: Display | None = getattr(request, "display", None)
    return asked or (Display(look="light") if is_on_trial() else display_of(request))


def _of_nation() -> dict[str, Any]:
    home = address_to("national:home")
    return {"municipality_name": _("Hele landet"), "home_url": home, "help_url": home, "rooms": []}


def _of_closed_site(municipality: Municipality) -> dict[str, Any]:
    """Only the look and the name: nothing of what stands inside."""
    return {
        "municipality_name": municipality.full_name,
        "home_url": address_to("portal:home"),
        "icon_url": address_to("portal:icon"),
        "rooms": [],
        "is_closed": True,
        "foot": {"text": municipality.full_name, "links": []},
    }


def _of_municipality(request: HttpRequest, municipality: Municipality) -> dict[str, Any]:
    pages = listed_pages(municipality)
    return {
        "municipality_name": municipality.full_name,
        "home_url": address_to("portal:home"),
        "search_url": address_to("portal:search"),
        "search_text": request.GET.get("q", "") if _is_search(request) else "",
        "help_url": address_to("portal:help"),
        "rooms": menu(request, page_links(pages_in(MenuPlace.MENU, pages))),
        "profile": _profile(request),
        "login_url": address_to("citizens:login"),
        "icon_url": address_to("portal:icon"),
        "manifest_url": address_to("portal:manifest"),
        "simple_view": _simple_view(request),
        "foot": _foot(municipality, page_links(pages_in(MenuPlace.FOOT, pages))),
        "is_seen_before_opening": sees_closed_site(request),
        "example": getattr(request, "example", None),
    }


def _simple_view(request: HttpRequest) -> bool:
    citizen = getattr(request, "citizen", None)
    if citizen is not None:
        return sees_simple_view(citizen)
    return request.COOKIES.get("simple_view") == "1"


def _is_search(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "search"


def _foot(municipality: Municipality, own: list[dict[str, Any]]) -> dict[str, Any]:
    links = [
        *own,
        {"label": _("Kontakt"), "url": address_to("portal:room", "min-kommune")},
        {"label": _("Hjælp"), "url": address_to("portal:help")},
        {"label": _("Tekst og farver"), "url": address_to("portal:display")},
        {"label": _("Tilgængelighedserklæring"), "url": address_to("portal:accessibility")},
        {"label": _("Dine oplysninger"), "url": address_to("portal:privacy")},
    ]
    return {"text": municipality.full_name, "links": links}


def _profile(request: HttpRequest) -> dict[str, Any] | None:
    citizen = getattr(request, "citizen", None)
    if citizen is None:
        return None
    return {
        "name": citizen.first_name or _("Min profil"),
        "url": address_to("citizens:profile"),
        "logout_url": address_to("citizens:logout"),
        "links": [
            {"label": _("Gemt"), "url": address_to("portal:saved"), "icon": "heart"},
            {"label": _("Det følger du"), "url": address_to("portal:follows"), "icon": "bell"},
        ],
    }


def _language() -> dict[str, str]:
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    return {"code": code, "direction": "rtl" if code in RIGHT_TO_LEFT else "ltr"}


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The language menu; a site that speaks only one has none."""
    active, example = _language()["code"], getattr(request, "example", None)
    query = request.GET.copy()
    links = []
    spoken = languages_of(request)
    for code, label in spoken if len(spoken) > 1 else []:
        query["sprog"] = code
        url = f"?{query.urlencode()}"
        if example is not None:
            # The language stands in the example's own address: no cookie keeps it.
            url = example.url_in(code, request.GET.urlencode())
        links.append({"code": code, "label": label, "url": url, "current": code == active})
    return links

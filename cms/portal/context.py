"""What every portal page knows: the frame around it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality
from cms.portal.rooms import menu
from cms.portal.themes import theme_css_url, theme_of

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
EDITORS_DOOR = "/admin/"


def portal(request: HttpRequest) -> dict[str, Any]:
    """The frame's values as `portal`. The editors' door has a frame of its own."""
    if request.path_info.startswith(EDITORS_DOOR):
        return {}
    municipality: Municipality | None = getattr(request, "municipality", None)
    frame = {
        "municipality": municipality,
        "theme": theme_of(municipality),
        "theme_css_url": theme_css_url(municipality),
        "language": _language(),
        "languages": _languages(request),
    }
    frame |= _of_municipality(request, municipality) if municipality else _of_nation()
    return {"portal": frame}


def _of_nation() -> dict[str, Any]:
    home = reverse("national:home")
    return {"municipality_name": _("Hele landet"), "home_url": home, "help_url": home, "rooms": []}


def _of_municipality(request: HttpRequest, municipality: Municipality) -> dict[str, Any]:
    return {
        "municipality_name": municipality.full_name,
        "home_url": reverse("portal:home"),
        "search_url": reverse("portal:search"),
        "search_text": request.GET.get("q", "") if _is_search(request) else "",
        "help_url": reverse("portal:help"),
        "rooms": menu(request),
        "profile": _profile(request),
        "login_url": reverse("citizens:login"),
        "icon_url": reverse("portal:icon"),
        "manifest_url": reverse("portal:manifest"),
        "simple_view": request.COOKIES.get("simple_view") == "1",
        "foot": _foot(municipality),
    }


def _is_search(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "search"


def _foot(municipality: Municipality) -> dict[str, Any]:
    links = [
        {"label": _("Kontakt"), "url": reverse("portal:room", args=["min-kommune"])},
        {"label": _("Hjælp"), "url": reverse("portal:help")},
        {"label": _("Tilgængelighed"), "url": reverse("portal:accessibility")},
        {"label": _("Dine oplysninger"), "url": reverse("portal:privacy")},
    ]
    return {"text": municipality.full_name, "links": links}


def _profile(request: HttpRequest) -> dict[str, Any] | None:
    citizen = getattr(request, "citizen", None)
    if citizen is None:
        return None
    return {
        "name": citizen.first_name or _("Min profil"),
        "url": reverse("citizens:profile"),
        "logout_url": reverse("citizens:logout"),
        "links": [],
    }


def _language() -> dict[str, str]:
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    return {"code": code, "direction": "rtl" if code in RIGHT_TO_LEFT else "ltr"}


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    active = _language()["code"]
    query = request.GET.copy()
    links = []
    for code, label in settings.LANGUAGES:
        query["sprog"] = code
        url = f"?{query.urlencode()}"
        links.append({"code": code, "label": label, "url": url, "current": code == active})
    return links

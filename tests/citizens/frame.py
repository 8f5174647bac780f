"""What the frame around every page needs, as the portal would give it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from cms.theming import ThemeStore

themes = ThemeStore()


def portal(request: HttpRequest) -> dict[str, Any]:
    municipality = getattr(request, "municipality", None)
    code = municipality.slug if municipality else "national"
    prefix = getattr(request, "path_prefix", "")
    citizen = getattr(request, "citizen", None)
    profile = {"name": citizen.first_name, "url": f"{prefix}/min-profil/"} if citizen else None
    direction = "rtl" if get_language_bidi() else "ltr"
    return {
        "portal": {
            "theme": themes.theme_for(code, "0787", "Thisted"),
            "municipality_name": f"{municipality} Kommune",
            "language": {"code": get_language(), "direction": direction},
            "home_url": f"{prefix}/",
            "search_url": f"{prefix}/soeg/",
            "login_url": f"{prefix}/log-ind/",
            "help_url": f"{prefix}/hjaelp/",
            "profile": profile and profile | {"logout_url": f"{prefix}/log-ud/"},
        }
    }

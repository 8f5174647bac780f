"""How the portal looks on one device: light or dark, and how large its letters are.

It is about the screen and not about the person, so a cookie keeps it, for visitors and citizens
alike: only what was chosen, and nothing until something is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "visning"
_YEAR = 365 * 24 * 60 * 60
AS_THE_DEVICE, NORMAL = "device", "normal"
LOOKS: Mapping[str, Promise] = {
    AS_THE_DEVICE: _("Som min telefon eller computer"),
    "light": _("Lyst"),
    "dark": _("Mørkt"),
}
TEXTS: Mapping[str, Promise] = {
    NORMAL: _("Almindelige bogstaver"),
    "large": _("Større bogstaver"),
    "largest": _("Meget store bogstaver"),
}


@dataclass(frozen=True)
class Display:
    """One of `LOOKS` and one of `TEXTS`."""

    look: str = AS_THE_DEVICE
    text: str = NORMAL


def checked(look: str, text: str) -> Display:
    """What was asked for; what there isn't is as nothing chosen."""
    return Display(
        look if look in LOOKS else AS_THE_DEVICE,
        text if text in TEXTS else NORMAL,
    )


def display_of(request: HttpRequest) -> Display:
    """What the reader has chosen on this device."""
    look, _dot, text = request.COOKIES.get(COOKIE, "").partition(".")
    return checked(look, text)


def keep(response: HttpResponse, display: Display, *, secure: bool) -> None:
    """Remember it for a year; as it was from the start, nothing is kept."""
    if display == Display():
        response.delete_cookie(COOKIE)
        return
    value = f"{display.look}.{display.text}"
    response.set_cookie(COOKIE, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)

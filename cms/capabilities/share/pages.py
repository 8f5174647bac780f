"""Ways to hand an item on without anybody's scripts: its address, a mail, a QR code, a note."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from cms.library.models import Item

WAYS, NOTE, CODE = "del", "seddel", "qr.svg"
A_DAY = 24 * 60 * 60


def address_of(request: HttpRequest, item: Item) -> str:
    """The item's whole address, as a mail or a code needs it."""
    return request.build_absolute_uri(_path(item))


def _path(item: Item) -> str:
    return reverse("portal:detail", args=[item.declaration.settings.path, item.slug])


def qr(address: str) -> bytes:
    """The address as a QR code, an SVG with the white edge that cameras need."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=8, border=4, light="#fff")
    return out.getvalue()


def code(request: HttpRequest, item: Item) -> HttpResponse:
    """The QR code as a picture of its own."""
    answer = HttpResponse(qr(address_of(request, item)), content_type="image/svg+xml")
    patch_cache_control(answer, public=True, max_age=A_DAY)
    return answer


def ways(request: HttpRequest, item: Item) -> HttpResponse:
    """All ways on one page; none of them needs JavaScript."""
    address = address_of(request, item)
    body = f"{item}\n{_lead(item)}\n\n{address}\n"
    mail = f"mailto:?subject={quote(str(item))}&body={quote(body)}"
    context = {**_context(request, item), "mail": mail, "address": address}
    return render(request, "share/ways.html", context)


def note(request: HttpRequest, item: Item) -> HttpResponse:
    """A note to print and take along or hang up."""
    return render(request, "share/note.html", _context(request, item))


def _context(request: HttpRequest, item: Item) -> dict[str, Any]:
    folder = f"{_path(item)}share/"
    return {
        "item": item,
        "lead": _lead(item),
        "address": address_of(request, item),
        "code_url": f"{folder}{CODE}",
        "note_url": f"{folder}{NOTE}",
        "breadcrumb": [
            {"text": _("Forside"), "url": reverse("portal:home")},
            {"text": str(item), "url": _path(item)},
            {"text": _("Del")},
        ],
    }


def _lead(item: Item) -> str:
    field = item.declaration.presentation.card.text
    return str(getattr(item, field)) if field else ""

"""Addresses within a site: what an old one and a new one may look like."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What browsers take away or turn round before they follow an address, and what is none at all.
DANGEROUS = re.compile(r"[\x00-\x20\x7f\\]")
# Doors of the whole installation: no municipality moves them.
TAKEN = ("/admin/", "/graphql/", "/graphiql/", "/media/", "/static/", "/documents/")


def plain_path(path: str) -> str:
    """The one way to write a path: readable letters, no slash at the end, and "/" for the front."""
    return "/" + unquote(path).strip().strip("/")


def check_target(path: str) -> None:
    """Raise ValidationError unless the path stays on the site that it stands on."""
    readable = unquote(unquote(path))
    parts = urlsplit(readable) if not DANGEROUS.search(readable) else None
    stays = parts is not None and not parts.scheme and not parts.netloc
    if not stays or not path.startswith("/") or readable.startswith("//"):
        raise ValidationError(
            _("Skriv en adresse i jeres egen portal, der begynder med én skråstreg: /kurser/.")
        )
    if ".." in readable.split("/"):
        raise ValidationError(_("Skriv den hele adresse uden prikker: /kurser/."))


def check_old_path(path: str) -> None:
    """Raise ValidationError for an address that a municipality can't move."""
    check_target(path)
    if "?" in path or "#" in path:
        raise ValidationError(_("Skriv kun det, der står før ? og #."))
    if path == "/":
        raise ValidationError(_("Forsiden bliver, hvor den er."))
    if f"{path.rstrip('/')}/".startswith(TAKEN):
        raise ValidationError(_("Den adresse hører til selve platformen og kan ikke flyttes."))

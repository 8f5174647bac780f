"""Origins of web pages that may read a municipality's answers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.keys.history import LET_IN, SHUT_OUT
from cms.keys.models import AllowedOrigin
from cms.municipalities.models import Municipality

MOST_ORIGINS = 20
LONGEST = 200
# A team's own machine, where pages are tried before they are anybody's.
OWN_MACHINE = frozenset({"localhost", "127.0.0.1"})
USUAL_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def origin_of(written: str) -> str:
    """An origin as browsers send it. Raises ValidationError."""
    try:
        parts = urlsplit(written.strip().rstrip("/"))
        host, port = (parts.hostname or "").lower(), parts.port
        host = host.encode("idna").decode()
    except ValueError:  # an address or port that is none; IDNA's errors are ValueErrors too
        raise _no_origin() from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in OWN_MACHINE)
    has_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    if not is_safe or has_more or not _HOST.fullmatch(host) or len(written) > LONGEST:
        raise _no_origin()
    is_usual = port in (None, USUAL_PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if is_usual else f":{port}")


def _no_origin() -> ValidationError:
    message = _("Skriv webstedets adresse med https og uden sti, fx https://www.kommunen.dk.")
    return ValidationError({"origin": message})


@transaction.atomic
def allow_origin(municipality: Municipality, written: str) -> AllowedOrigin:
    """Let pages of an origin read. Raises ValidationError for what is none, or is too much."""
    origin = origin_of(written)
    known = AllowedOrigin.objects.filter(municipality=municipality)
    if not known.filter(origin=origin).exists() and known.count() >= MOST_ORIGINS:
        message = _("I har %(most)s websteder på listen. Fjern et, I ikke bruger længere.")
        raise ValidationError({"origin": message % {"most": MOST_ORIGINS}})
    allowed, is_new = known.get_or_create(municipality=municipality, origin=origin)
    if is_new:
        record(allowed, LET_IN, title=origin, after={"origin": origin})
    return allowed


@transaction.atomic
def shut_out(allowed: AllowedOrigin) -> None:
    """Let pages of an origin read no more."""
    record(allowed, SHUT_OUT, title=allowed.origin, before={"origin": allowed.origin})
    allowed.delete()


def is_allowed(municipality: Municipality, origin: str) -> bool:
    """Whether pages of that origin, as the browser names it, may read."""
    return AllowedOrigin.objects.filter(municipality=municipality, origin=origin).exists()

"""Asking for a feed: never into a closed net, never sent on elsewhere, not for ever, not too much.

The address that a name stands for is looked up once, checked, and then connected to, so that a
name that answers differently the second time leads nowhere.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.declarations import Feed
from cms.feeds.faults import FeedFault
from cms.library.link_following import is_on_the_open_net

STEP_SECONDS = 15.0
PIECE = 64 * 1024
USER_AGENT = "Jobunivers-feeds/1.0"
NOT_MODIFIED, DONE = 304, 200


@dataclass(frozen=True)
class Known:
    """What the other side said of its last answer."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Answer:
    """A whole answer; `body` is None where nothing has changed since the last."""

    body: bytes | None
    known: Known


class ClosedNet(OSError):
    """The name stands for an address that only some machines can reach."""


def fetch(feed: Feed, address: str, known: Known, token: str = "") -> Answer:
    """The feed as it is now. Raises FeedFault."""
    try:
        return _fetch(feed, address, known, token)
    except ClosedNet as error:
        reason = _("Adressen fører til et lukket net.")
        raise FeedFault(reason, _("Ret adressen til en, der ligger frit på nettet.")) from error
    except ssl.SSLError as error:
        reason = _("Kildens certifikat kan ikke godkendes.")
        raise FeedFault(reason, _("Bed kilden om at forny det.")) from error
    except TimeoutError as error:
        raise _too_slow() from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = _("Kilden svarede ikke, eller svaret blev brudt af.")
        raise FeedFault(reason, _again()) from error


def _fetch(feed: Feed, address: str, known: Known, token: str) -> Answer:
    until = time.monotonic() + feed.most.seconds
    connection, path = _connection(address)
    try:
        connection.request("GET", path, headers=_headers(known, token))
        answer = connection.getresponse()
        if answer.status == NOT_MODIFIED:
            return Answer(None, known)
        if answer.status != DONE:
            raise _bad_status(answer.status)
        body = _read(answer, feed.most.megabytes * 1024 * 1024, until)
        said = Known(answer.getheader("ETag") or "", answer.getheader("Last-Modified") or "")
        return Answer(body, said)
    finally:
        connection.close()


def _headers(known: Known, token: str) -> dict[str, str]:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/ld+json, application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return headers


def _read(answer: http.client.HTTPResponse, most: int, until: float) -> bytes:
    """The whole body; a part of one is no answer. Raises FeedFault, OSError."""
    promised = int(answer.getheader("Content-Length") or -1)
    if promised > most:
        raise _too_much(most)
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise _too_much(most)
        if time.monotonic() > until:
            raise TimeoutError
    if promised >= 0 and size != promised:
        raise http.client.IncompleteRead(b"", promised - size)
    return b"".join(pieces)


def _bad_status(status: int) -> FeedFault:
    reason = _("Kilden svarede med fejlen %(status)s.") % {"status": status}
    if status in (401, 403):
        return FeedFault(reason, _("Nøglen til kilden mangler eller gælder ikke mere. Skaf en ny."))
    if 300 <= status < 400:
        return FeedFault(reason, _("Kilden er flyttet. Skriv dens nye adresse."))
    return FeedFault(reason, _again())


def _again() -> str:
    return _("Vi prøver igen næste gang. Bliver det ved, så spørg kilden.")


def _too_much(most: int) -> FeedFault:
    reason = _("Svaret fylder mere end %(most)s MB.") % {"most": most // 1024 // 1024}
    return FeedFault(reason, _("Bed om et mindre udtræk, eller sæt grænsen op i kildens fil."))


def _too_slow() -> FeedFault:
    reason = _("Kilden var for længe om at svare.")
    return FeedFault(reason, _again())


def _connection(address: str) -> tuple[http.client.HTTPConnection, str]:
    """Raises FeedFault, ValueError."""
    parts = urlsplit(address)
    is_secure = parts.scheme == "https"
    if not is_secure and not (settings.FEEDS_MAY_BE_LOCAL and parts.scheme == "http"):
        raise FeedFault(
            _("Adressen begynder ikke med https://."), _("Skriv adressen med https://.")
        )
    port = parts.port or (443 if is_secure else 80)
    made = (_Secure if is_secure else _Open)(parts.hostname or "", port, timeout=STEP_SECONDS)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return made, path


def connected(host: str, port: int) -> socket.socket:
    """A connection to the first address of a name. Raises ClosedNet, OSError.

    One address that isn't on the open net is enough to refuse the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_kind, place in found]
    if not settings.FEEDS_MAY_BE_LOCAL and not all(map(is_on_the_open_net, addresses)):
        raise ClosedNet(host)
    return socket.create_connection((addresses[0], port), timeout=STEP_SECONDS)


class _Open(http.client.HTTPConnection):
    def connect(self) -> None:
        """Connect to an address that was checked."""
        self.sock = connected(self.host, self.port)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        """Connect to an address that was checked, then ask for the certificate of the name."""
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(connected(self.host, self.port), server_hostname=self.host)

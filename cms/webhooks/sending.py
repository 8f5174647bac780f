"""One request to a subscriber's address: never into a closed net, and never sent on elsewhere.

The address that a name stands for is looked up once, checked, and then connected to, so that a
name that answers differently the second time leads nowhere.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from cms.library.link_following import is_on_the_open_net

TIMEOUT = 10.0  # seconds, for each step
USER_AGENT = "Jobunivers-webhooks/1.0"
DONE = range(200, 300)


class NotDelivered(Exception):
    """The message didn't arrive; `problem` is a word of ours."""

    def __init__(self, problem: str) -> None:
        """Keep the word."""
        super().__init__(problem)
        self.problem = problem


def send(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Deliver a body. Raises NotDelivered unless the address says 2xx."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not settings.WEBHOOKS_MAY_BE_LOCAL:
        raise NotDelivered("not_https")
    secure = parts.scheme == "https"
    # Said, so that the colons of an IPv6 address aren't taken for a port's.
    port = parts.port or (443 if secure else 80)
    connection = (_Secure if secure else _Open)(parts.hostname or "", port, timeout=TIMEOUT)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    usual = {"Content-Type": "application/json", "User-Agent": USER_AGENT, "Connection": "close"}
    try:
        connection.request("POST", path, body=body, headers={**usual, **headers})
        status = connection.getresponse().status
    except ssl.SSLError as error:
        raise NotDelivered("certificate") from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NotDelivered("no_answer") from error
    finally:
        connection.close()
    if status not in DONE:
        raise NotDelivered(f"status_{status}")


def connected(host: str, port: int) -> socket.socket:
    """A connection to the first address of a name. Raises NotDelivered, OSError.

    One address that isn't on the open net is enough to refuse the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_kind, place in found]
    if not settings.WEBHOOKS_MAY_BE_LOCAL and not all(map(is_on_the_open_net, addresses)):
        raise NotDelivered("closed_net")
    return socket.create_connection((addresses[0], port), timeout=TIMEOUT)


class _Open(http.client.HTTPConnection):
    def connect(self) -> None:
        """Connect to an address that was checked."""
        self.sock = connected(self.host, self.port)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        """Connect to an address that was checked, then ask for the certificate of the name."""
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(connected(self.host, self.port), server_hostname=self.host)

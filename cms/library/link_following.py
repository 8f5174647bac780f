"""Following one link: politely, shortly, and never into a closed net.

The address that a name stands for is looked up once, checked, and then connected to, so that a
name that answers differently the second time leads nowhere. Each redirect is checked anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from cms.library.models import LinkProblem

TIMEOUT = 5.0  # seconds, for each step of an answer
REDIRECTS = 3
USER_AGENT = "Jobunivers-links/1.0 (follows links in published content; once a day)"
MOVED = frozenset({301, 302, 303, 307, 308})
# The site is there and answers people; it only doesn't let machines in.
NOT_FOR_MACHINES = frozenset({401, 403, 407, 429, 451, 999})


@dataclass(frozen=True)
class Answer:
    """What came of following a link; `problem` is "" where it leads somewhere."""

    status: int | None = None
    problem: str = ""


class NotOnTheOpenNet(OSError):
    """The name stands for an address that only some machines can reach."""


def follow(url: str) -> Answer:
    """Ask for an address, and for where it sends on. Never raises for what a site does."""
    try:
        return _follow(url)
    except NotOnTheOpenNet:
        return Answer(problem=LinkProblem.LOCAL)
    except socket.gaierror:
        return Answer(problem=LinkProblem.NO_HOST)
    except ssl.SSLError:
        return Answer(problem=LinkProblem.CERTIFICATE)
    except (ValueError, http.client.InvalidURL):
        return Answer(problem=LinkProblem.UNREADABLE)
    except (OSError, http.client.HTTPException):
        return Answer(problem=LinkProblem.NO_ANSWER)


def _follow(url: str) -> Answer:
    for _step in range(REDIRECTS + 1):
        status, moved_to = _asked(url)
        if status not in MOVED or not moved_to:
            is_there = status < 400 or status in NOT_FOR_MACHINES
            return Answer(status, "" if is_there else LinkProblem.STATUS)
        url = urljoin(url, moved_to)
    return Answer(status, LinkProblem.REDIRECTS)


def _asked(url: str) -> tuple[int, str]:
    """Status and where it sends on. Many sites answer HEAD wrongly, so a refusal is asked again."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(url)
    status, moved_to = _once(parts, "HEAD")
    return _once(parts, "GET") if status >= 400 else (status, moved_to)


def _once(parts: SplitResult, method: str) -> tuple[int, str]:
    connection = _connection(parts)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = str(parts.hostname).encode("idna").decode()
    if parts.scheme == "https":
        return _Secure(host, parts.port, timeout=TIMEOUT, context=_context())
    return _Open(host, parts.port, timeout=TIMEOUT)


class _Open(http.client.HTTPConnection):
    def connect(self) -> None:
        """Connect to an address that was checked."""
        self.sock = connected(self.host, self.port)


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        """Connect to an address that was checked, then ask for the certificate of the name."""
        self.sock = _context().wrap_socket(
            connected(self.host, self.port), server_hostname=self.host
        )


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def connected(host: str, port: int) -> socket.socket:
    """A connection to the first address of a name. Raises NotOnTheOpenNet, OSError.

    One address that isn't on the open net is enough to refuse the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_kind, place in found]
    if not settings.LINKS_MAY_BE_LOCAL and not all(map(is_on_the_open_net, addresses)):
        raise NotOnTheOpenNet(host)
    return socket.create_connection((addresses[0], port), timeout=TIMEOUT)


def is_on_the_open_net(address: str) -> bool:
    """Whether everybody can reach it: not private, this machine, link-local or multicast."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # An IPv4 address can be written inside an IPv6 one, and is judged for itself.
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return is_on_the_open_net(str(inner))
        if found in NAT64:
            return is_on_the_open_net(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

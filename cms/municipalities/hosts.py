"""From an address to a municipality: by host (thisted.localhost) or by path (/thisted/)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from cms.municipalities.models import Municipality
from cms.stamps.keeping import KeptRows

# Addresses of the machine itself, on which municipalities are told apart by path.
LOCAL_HOSTS = frozenset({"127.0.0.1", "[::1]", "testserver"})

# The name of the stamp of every owner and municipality.
MUNICIPALITIES = "municipalities"
_kept: KeptRows[Municipality] = KeptRows(500)


class UnknownHost(LookupError):
    """No municipality, and not the portal itself, has this host name."""


@dataclass(frozen=True)
class Address:
    """Where a request goes: the municipality, if any, and the path prefix that named it."""

    municipality: Municipality | None
    prefix: str
    path: str


def is_portal_itself(host: str) -> bool:
    """Whether the host is the bare portal, where municipalities are paths."""
    return host == settings.PORTAL_HOST or host in LOCAL_HOSTS


def find_address(host: str, path: str) -> Address:
    """Resolve host (no port) and path. Raises UnknownHost for a host that is nobody's."""
    host = host.lower().rstrip(".")
    if is_portal_itself(host):
        return _by_path(path)
    label = host.removesuffix(f".{settings.PORTAL_HOST}")
    # A host that is no subdomain keeps its dots and can only match a municipality's own domain.
    municipality = _known(host, Q(host=host) | Q(slug=label))
    if municipality is None:
        raise UnknownHost(host)
    return Address(municipality, "", path)


def _by_path(path: str) -> Address:
    slug, separator, rest = path.lstrip("/").partition("/")
    municipality = _known(slug, Q(slug=slug)) if slug else None
    if municipality is None:
        return Address(None, "", path)
    return Address(municipality, f"/{slug}", f"/{rest}" if separator else "")


def municipality_of(key: int) -> Municipality | None:
    """The municipality with this primary key; None for another owner's."""
    found = Municipality.objects.filter(pk=key)
    return _kept.row(MUNICIPALITIES, key, found.first)


def _known(name: str, condition: Q) -> Municipality | None:
    return _kept.row(MUNICIPALITIES, name, lambda: Municipality.objects.filter(condition).first())

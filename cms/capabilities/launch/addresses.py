"""Which addresses a vendor may register: decisions without a database."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

LONGEST, MOST = 500, 10
LOCAL = frozenset({"localhost", "127.0.0.1"})


class WrongAddress(ValueError):
    """An address that nobody can be sent to; the text says which, why, and what to do."""


def checked(written: str, *, may_be_local: bool) -> str:
    """The address as it is kept. Raises WrongAddress."""
    address = written.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        raise WrongAddress(_said(_("“%(it)s” er ingen adresse."), address)) from None
    if not host or len(address) > LONGEST or any(sign.isspace() for sign in address):
        raise WrongAddress(_said(_("“%(it)s” er ingen adresse."), address))
    if parts.scheme != "https" and not (may_be_local and parts.scheme == "http" and host in LOCAL):
        raise WrongAddress(_said(_("“%(it)s” skal begynde med https://."), address))
    if parts.fragment or address.endswith("#"):
        raise WrongAddress(_said(_("“%(it)s” må ikke have noget efter #."), address))
    if parts.username or parts.password:
        raise WrongAddress(_said(_("“%(it)s” må ikke have navn eller kode i sig."), address))
    return address


def checked_list(written: str, *, may_be_local: bool) -> list[str]:
    """One address on each line, each once. Raises WrongAddress."""
    lines = [line for line in written.splitlines() if line.strip()]
    found = list(dict.fromkeys(checked(line, may_be_local=may_be_local) for line in lines))
    if not found:
        raise WrongAddress(_("Skriv mindst én adresse, vi må sende borgeren til."))
    if len(found) > MOST:
        raise WrongAddress(_("Skriv højst %(most)s adresser.") % {"most": MOST})
    return found


def host_of(address: str) -> str:
    """The name of the place an address leads to; empty where it leads nowhere."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _said(text: str, address: str) -> str:
    return text % {"it": address[:80]}

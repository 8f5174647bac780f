"""Whole addresses of pages, as links in messages need them where there is no request."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix, reverse

from cms.citizens.models import Citizen
from cms.pushes.models import Push


def whole(citizen: Citizen, path: str) -> str:
    """The address of a page in the citizen's own municipality's portal; `path` begins with /."""
    start: str = settings.PUSH_PORTAL_ADDRESS
    return start.format(municipality=citizen.municipality.slug).rstrip("/") + path


def inbox_address(citizen: Citizen) -> str:
    """Where all messages are."""
    return whole(citizen, plain("pushes:inbox"))


def push_address(citizen: Citizen, push: Push) -> str:
    """Where one message is; says nothing of what it is about, nor to whom."""
    return whole(citizen, plain("pushes:push", push.public_id))


def plain(name: str, *arguments: object) -> str:
    """A page's path without the prefix that the running request came by."""
    return reverse(name, args=arguments, urlconf=_root()).removeprefix(_prefix())


def _root() -> str:
    return str(settings.ROOT_URLCONF)


def _prefix() -> str:
    return get_script_prefix().rstrip("/")

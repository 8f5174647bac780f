"""Addresses of pages, worked out once: a page of cards asks for nearly a hundred of them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

MOST_KEPT = 20_000


def address_to(name: str, *arguments: str) -> str:
    """What `django.urls.reverse` says of a page, below where the running request's site begins.

    Raises NoReverseMatch as it does.
    """
    return _address(name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=MOST_KEPT)
def _address(name: str, arguments: tuple[str, ...], _prefix: str, urlconf: str | None) -> str:
    return reverse(name, urlconf, args=arguments)

"""Addresses that are kept are those that Django would work out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

from cms.portal.addresses import address_to

ARGUMENTS = {"portal:home": (), "portal:room": ("laering",), "portal:detail": ("kurser", "cv")}


@pytest.fixture(autouse=True)
def prefix_as_before() -> Iterator[None]:
    before = get_script_prefix()
    yield
    set_script_prefix(before)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_each_site_has_its_own(name: str) -> None:
    for _time in range(2):
        for prefix in ("/", "/thisted/", "/koebenhavn/"):
            set_script_prefix(prefix)
            assert address_to(name, *ARGUMENTS[name]) == reverse(name, args=ARGUMENTS[name])
            assert address_to(name, *ARGUMENTS[name]).startswith(prefix)


def test_what_has_no_address_says_so() -> None:
    with pytest.raises(NoReverseMatch):
        address_to("portal:room")

"""Old addresses lead on, within the site, once, and never in a circle."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.municipalities.models import Municipality
from cms.sites.models import Redirect
from cms.sites.paths import check_old_path, check_target, plain_path
from cms.sites.redirects import add_redirect, target_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fjordby(db: None) -> Municipality:
    return Municipality.objects.create(code="0998", slug="fjordby", name="Fjordby")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
        "/%2F/evil.example", "/%5Cevil.example", "javascript:alert(1)", "/ /evil",
        "/\t/evil.example",
        "/%09/evil", "/a/../../admin/", "evil.example", "", "/%252F/evil.example",
    ],
)  # fmt: skip
def test_what_may_lead_elsewhere_is_refused(fjordby: Municipality, elsewhere: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_redirect(fjordby, "/gammel", elsewhere)
    assert "new_path" in refused.value.message_dict
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("taken", ["/", "/admin/noget", "/graphql/", "/gammel?a=1", "gammel"])
def test_an_address_that_is_not_theirs_to_move_is_refused(
    fjordby: Municipality, taken: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_redirect(fjordby, taken, "/kurser/")
    assert "old_path" in refused.value.message_dict
    assert not Redirect.objects.exists()


def test_a_circle_is_refused_and_a_chain_leads_to_its_end(fjordby: Municipality) -> None:
    add_redirect(fjordby, "/a/", "/b")
    add_redirect(fjordby, "/b", "/c/?side=2")
    assert target_of(fjordby, "/a") == "/c/?side=2"
    for old, new in (("/c", "/a/"), ("/c", "/c/"), ("/c", "/b?x=1")):
        with pytest.raises(ValidationError, match="ring"):
            add_redirect(fjordby, old, new)
    assert Redirect.objects.count() == 2


def test_the_same_old_address_is_moved_once(fjordby: Municipality) -> None:
    add_redirect(fjordby, "/gammel", "/kurser/")
    with pytest.raises(ValidationError, match="i forvejen"):
        add_redirect(fjordby, "/gammel/", "/videoer/")
    assert target_of(fjordby, "/gammel/") == "/kurser/"


def test_a_redirect_holds_for_its_own_municipality_only(fjordby: Municipality) -> None:
    other = Municipality.objects.create(code="0997", slug="aaby", name="Åby")
    add_redirect(fjordby, "/gammel", "/kurser/")
    assert target_of(other, "/gammel") is None
    add_redirect(other, "/gammel", "/videoer/")
    assert target_of(fjordby, "/gammel") == "/kurser/"


def test_danish_letters_are_found_as_browsers_send_them(fjordby: Municipality) -> None:
    add_redirect(fjordby, "/åbningstider", "/min-kommune/")
    assert target_of(fjordby, "/åbningstider/") == "/min-kommune/"
    assert target_of(fjordby, "/%C3%A5bningstider") == "/min-kommune/"


PLACES = st.sampled_from(["/a", "/b", "/c", "/d", "/e"])


class TestCircles(TestCase):
    @given(st.lists(st.tuples(PLACES, PLACES), max_size=12))
    def test_whatever_is_added_every_old_address_has_an_end(
        self, ways: list[tuple[str, str]]
    ) -> None:
        Municipality.objects.filter(slug="fjordby").delete()
        fjordby = Municipality.objects.create(code="0998", slug="fjordby", name="Fjordby")
        for old, new in ways:
            try:
                add_redirect(fjordby, old, new)
            except ValidationError:
                continue
        moved = set(Redirect.objects.values_list("old_path", flat=True))
        for old in moved:
            end = target_of(fjordby, old)
            assert end is not None
            assert plain_path(end) not in moved


@given(st.text(alphabet="/\\:.%25cC0F @?#ae\t", max_size=12))
def test_an_accepted_target_begins_with_one_slash_and_a_letter_or_ends(path: str) -> None:
    try:
        check_target(path)
        check_old_path(path)
    except ValidationError:
        return
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))

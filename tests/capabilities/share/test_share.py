"""Sharing: who sees it, that it can be taken back, and the ways that need nobody's scripts."""

from __future__ import annotations

from typing import Any

import pytest
from defusedxml import ElementTree
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.capabilities.base import UnknownAction
from cms.capabilities.own import own_about
from cms.capabilities.rating.services import RatingRefused, rate
from cms.capabilities.share.capability import CAPABILITY
from cms.capabilities.share.models import LONGEST_WORDS, Share
from cms.capabilities.share.pages import qr
from cms.capabilities.share.services import share, stop
from cms.capabilities.share.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.municipalities.models import User
from cms.rights.panels import panels_for
from cms.staff.access import welcome
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    return nation.citizen()


@pytest.fixture
def item(nation: Nation) -> Item:
    return make_item("course", "truck", nation.owner)


def adviser(nation: Nation, place: Any, role: str = "adviser") -> User:
    person = User.objects.create(username=f"{role}-{place.slug}")
    welcome(person, role, place)
    return person


def seen(person: User, citizen: Citizen) -> list[Share]:
    panels = {panel.name: contents for panel, contents in panels_for(person, citizen)}
    return list(panels.get("shares", {}).get("shares", []))


def test_only_those_who_meet_the_municipalitys_citizens_see_it(
    nation: Nation, karoline: Citizen, item: Item
) -> None:
    own, stranger = adviser(nation, nation.thisted), adviser(nation, nation.aarhus)
    editor = adviser(nation, nation.thisted, "municipal_editor")
    assert seen(own, karoline) == []
    shared = share(item, karoline, "Det her vil jeg gerne")
    assert share(item, karoline, "Det her vil jeg hellere") == shared
    assert [one.words for one in seen(own, karoline)] == ["Det her vil jeg hellere"]
    assert seen(stranger, karoline) == seen(editor, karoline) == []
    stop(item, karoline)
    stop(item, karoline)
    assert seen(own, karoline) == []


def test_the_page_says_what_was_wrong_and_shares_nothing(karoline: Citizen, item: Item) -> None:
    data = QueryDict(mutable=True)
    data.update({"action": "share", "words": "x" * (LONGEST_WORDS + 1)})
    assert not CAPABILITY.act(item, karoline, data).succeeded
    with pytest.raises(UnknownAction):
        CAPABILITY.act(item, karoline, QueryDict("action=explode"))
    assert not Share.objects.exists()


def test_sharing_is_not_taking_part(karoline: Citizen, item: Item) -> None:
    share(item, karoline)
    with pytest.raises(RatingRefused):
        rate(item, karoline, 5)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_address_becomes_a_picture(rest: str) -> None:
    picture = ElementTree.fromstring(qr(f"https://thisted.example/{rest}"))
    assert picture.tag.endswith("svg")


def test_the_rule_word_says_the_same_in_memory_and_sql(karoline: Citizen, item: Item) -> None:
    [word] = WORDS
    share(item, karoline)
    today, arguments = timezone.localdate(), {"type": "course", "slug": "truck"}
    assert word.holds(word.gather(karoline, today), arguments)
    assert list(Citizen.objects.filter(word.exists(arguments, today))) == [karoline]


def test_exported_and_erased(karoline: Citizen, item: Item) -> None:
    share(item, karoline, "Se her")
    assert "Se her" in str(export(karoline))
    assert next(iter(CAPABILITY.export_citizen(karoline)))["words"] == "Se her"
    assert CAPABILITY.engagements(karoline)[0].item_id == item.pk
    CAPABILITY.erase_citizen(karoline)
    assert own_about(Share, item, karoline) is None
    share(item, karoline)
    erase(karoline)
    assert not Share.objects.exists()

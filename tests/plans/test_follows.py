"""What can be followed, by whom, and what is new of it."""

from __future__ import annotations

import pytest

from cms.citizens.models import Citizen
from cms.databases.one_statement import ask_together
from cms.library.models import Item
from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.models import Company
from cms.my_page.news import news_of, news_of_all
from cms.personalisation.viewer import Viewer
from cms.plans.follows import (
    MOST_FOLLOWS,
    Follow,
    NothingToFollow,
    follow,
    followed,
    label_of,
    stop,
)
from tests.personalisation.conftest import Nation, make_item

pytestmark = pytest.mark.django_db
TRANSPORT = Follow("industry", "transport", "industries")


def test_following_twice_is_following_once(karoline: Citizen) -> None:
    follow(karoline, TRANSPORT)
    follow(karoline, TRANSPORT)
    follow(karoline, Follow("word", "  Stor   Truck "))
    assert followed(karoline) == [TRANSPORT, Follow("word", "stor truck")]
    stop(karoline, TRANSPORT)
    stop(karoline, TRANSPORT)
    assert followed(karoline) == [Follow("word", "stor truck")]


@pytest.mark.parametrize(
    "wanted",
    [
        Follow("company", "findes-ikke"),
        Follow("industry", "findes-ikke", "industries"),
        Follow("industry", "jobsoegning", "topics"),
        Follow("word", "x"),
        Follow("word", "x" * 200),
        Follow("person", "karoline"),
    ],
)
def test_what_cannot_be_followed_is_refused(karoline: Citizen, wanted: Follow) -> None:
    with pytest.raises(NothingToFollow):
        follow(karoline, wanted)
    assert followed(karoline) == []


def test_there_is_an_end_to_it(karoline: Citizen) -> None:
    for number in range(MOST_FOLLOWS):
        follow(karoline, Follow("word", f"ord {number}"))
    follow(karoline, Follow("word", "ord 1"))
    with pytest.raises(NothingToFollow):
        follow(karoline, TRANSPORT)
    assert len(followed(karoline)) == MOST_FOLLOWS


def test_a_follow_is_named_as_people_say_it() -> None:
    assert label_of(TRANSPORT, "ar") == "النقل"
    assert label_of(Follow("company", "nord"), "da", {"nord": "Nord A/S"}) == "Nord A/S"


def test_news_are_of_the_industry_with_what_is_narrower_and_of_the_company(
    nation: Nation, karoline: Citizen, item: Item
) -> None:
    company = Company.objects.create(slug="nord", name="Nord A/S")
    narrow = make_item("course", "lager", nation.owner, marks={"industries": ["lager"]})
    theirs = make_item("company_video", "hos-nord", company)
    make_item("course", "andet", nation.owner, marks={"industries": ["it"]})
    viewer = Viewer(nation.thisted, karoline)
    with active(Shelf(nation.thisted)):
        assert set(news_of(viewer, TRANSPORT, 9)) == {item.pk, narrow.pk}
        assert news_of(viewer, Follow("company", "nord"), 9) == [theirs.pk]
        both = [TRANSPORT, Follow("company", "nord")]
        found = news_of_all(viewer, both, 9)
        assert found is not None
        [rows] = ask_together([found.statement()])
        assert {key for key, *_named in rows} == {item.pk, narrow.pk, theirs.pk}
        assert news_of_all(viewer, [], 9) is None

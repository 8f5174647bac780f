"""What found nothing is counted, so that nobody can be known by it, and goes in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.municipalities.models import national_owner
from cms.personalisation.effects import Standing
from cms.personalisation.viewer import Viewer
from cms.rights import retention
from cms.search import services
from cms.search.misses import services as misses
from cms.search.misses.services import listed
from cms.search.misses.wording import countable
from cms.search.models import Miss
from tests.search.library import item, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> None:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.SEARCH_FOLLOW = False


def viewer(code: str = "0787", now: datetime | None = None, **more: Any) -> Viewer:
    made = Viewer(municipality(code), now=now or timezone.now(), **more)
    made.memory["standing"] = Standing((), frozenset(), frozenset(), "")
    return made


def sought(who: Viewer, words: str, **parts: Any) -> None:
    services.search_for(who, services.query_for(who, words, **parts))


def on_days(code: str, words: str, *ago: int) -> None:
    for days in ago:
        sought(viewer(code, timezone.now() - timedelta(days=days)), words)


@pytest.mark.parametrize(
    "words",
    [
        "070761-4285",
        "0707614285",
        "20 30 40 50",
        "sara@example.dk",
        "www.example.dk",
        "https://eksempel",
        "Sara Holm",
        "sara jensen",
        "Sara Holm 12",
        "Vestergade 12",
        "birkevej 4 2tv",
        "x",
        "",
        "hvor kan jeg finde noget om mine egne penge",
        "o" * 61,
    ],
)
def test_words_that_may_tell_of_somebody_are_never_counted(words: str) -> None:
    assert countable(words) == ""


@pytest.mark.parametrize("words", ["svejsning", "3D print", "C2 kørekort", "Truck", "vikar i nat"])
def test_ordinary_words_are_counted_in_lower_case(words: str) -> None:
    assert countable(words) == words.lower()


def test_ones_own_name_is_never_counted() -> None:
    assert countable("holm kursus", "Sara Holm") == ""
    assert countable("kursus", "Sara Holm") == "kursus"


def test_a_search_without_hits_is_counted_and_one_with_hits_is_not() -> None:
    item("Svejsning", sharing="mandatory")
    sought(viewer(), "svejsning")
    assert not Miss.objects.exists()
    for _ in range(2):
        sought(viewer(), "Snirkel")
    one = Miss.objects.get()
    assert (one.words, one.count, one.owner_id) == ("snirkel", 2, municipality("0787").pk)
    assert {field.name for field in Miss._meta.get_fields()} == {
        "id", "owner", "language", "day", "words", "count",
    }  # fmt: skip


def test_a_citizens_own_name_is_not_counted() -> None:
    known = Citizen(municipality=municipality("0787"), display_name="Sara Snirkel")
    query = services.query_for(viewer(), "snirkel")
    misses.note(replace(viewer(), citizen=known), query, services.search(query))
    assert not Miss.objects.exists()


def test_what_filters_or_pages_took_away_is_not_counted() -> None:
    for parts in ({"filters": {"topics": ["x"]}}, {"page": 2}):
        sought(viewer(), "snirkel", **parts)
    assert not Miss.objects.exists()


def test_only_what_was_sought_on_several_days_is_listed_and_each_sees_its_own() -> None:
    on_days("0787", "snirkel", 0, 1, 2)
    on_days("0787", "kringle", 0, 0, 0, 0, 1)
    on_days("0751", "vindue", 0, 1, 2)
    here = listed(municipality("0787"))
    assert [(one.words, one.days, one.count) for one in here] == [("snirkel", 3, 3)]
    assert [one.words for one in listed(municipality("0751"))] == ["vindue"]


def test_the_nation_sees_what_is_sought_in_several_municipalities() -> None:
    for code in ("0787", "0751", "0101"):
        on_days(code, "kringle", 0)
    on_days("0787", "snirkel", 0, 1, 2)
    assert [one.words for one in listed(national_owner())] == ["kringle"]


def test_nobody_can_fill_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misses, "MOST_A_DAY", 2)
    for words in ("snirkel", "kringle", "vindue"):
        sought(viewer(), words)
    assert Miss.objects.count() == 2


def test_the_retention_run_removes_what_is_old(settings: Any) -> None:
    settings.SEARCH_MISSES_KEPT_DAYS = 30
    on_days("0787", "snirkel", 0, 29, 32, 90)
    assert retention.run(dry=True)["words that found nothing"] == 2
    retention.run()
    assert Miss.objects.count() == 2

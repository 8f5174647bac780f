"""Own words over shared items: written, kept, given up, put back; and when the original changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.history.models import HistoryEntry
from cms.library.models import Item, Loan, Overlay
from cms.library.overlay_states import OverlayStanding, OverlayState, standings
from cms.library.overlays import (
    back_to_original,
    keep_mine,
    kept,
    overlay_of,
    put_back,
    take_theirs,
    write_overlay,
)
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from tests.search.library import item, municipality, nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def aarhus() -> Municipality:
    """A municipality."""
    return municipality("0751")


@pytest.fixture
def course() -> Item:
    """A shared course."""
    return item("Kom i gang", summary="Et kursus i rolige skridt.")


def change(original: Item, **values: str) -> None:
    """The national editor publishes something else."""
    for name, value in values.items():
        setattr(original, name, value)
    with everything("test"):
        original.save()


def standing(here: Municipality) -> OverlayStanding:
    """Of the only overlay."""
    [found] = standings([here.pk])
    return found


def state(here: Municipality) -> OverlayState:
    """Of the only overlay."""
    return standing(here).state


def test_a_changed_original_is_told_until_it_is_seen(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os på Dokk1."})
    assert state(aarhus) == OverlayState.CURRENT
    change(course, summary="Et kursus i ti skridt.")
    assert state(aarhus) == OverlayState.CHANGED
    assert standing(aarhus).changed == ("summary",)
    keep_mine(course, aarhus, ["summary"])
    assert state(aarhus) == OverlayState.CURRENT
    entry = HistoryEntry.objects.first()
    assert entry.action == "overlay.keep"
    assert entry.data["changes"]["summary"] == {
        "before": "Et kursus i rolige skridt.",
        "after": "Et kursus i ti skridt.",
    }


def test_an_original_that_changes_elsewhere_is_no_news(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os på Dokk1."})
    change(course, title="Godt i gang")
    assert state(aarhus) == OverlayState.CURRENT


def test_an_original_that_comes_to_say_the_same_is_no_news(
    course: Item, aarhus: Municipality
) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os på Dokk1."})
    change(course, summary="Hos os på Dokk1.")
    assert state(aarhus) == OverlayState.CURRENT
    change(course, summary="Noget tredje.")
    assert state(aarhus) == OverlayState.CHANGED


def test_writing_one_field_does_not_hide_news_of_another(
    course: Item, aarhus: Municipality
) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    change(course, summary="Noget nyt.")
    write_overlay(course, aarhus, {"summary": "Hos os.", "title": "Kom i gang i Aarhus"})
    assert standing(aarhus).changed == ("summary",)
    write_overlay(course, aarhus, {"summary": "Hos os, nu bedre.", "title": "Kom i gang i Aarhus"})
    assert standing(aarhus).changed == ()


def test_one_field_or_all_go_back_to_the_original(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os.", "title": "I Aarhus"})
    take_theirs(course, aarhus, ["title"])
    overlay = overlay_of(course, aarhus)
    assert overlay is not None
    assert overlay.values == {"summary": "Hos os."}
    assert set(overlay.originals) == {"summary"}
    back_to_original(course, aarhus)
    assert overlay_of(course, aarhus) is None
    taken_all, taken_one = HistoryEntry.objects.all()[:2]
    assert taken_one.data["changes"] == {"title": {"before": "I Aarhus", "after": None}}
    assert taken_all.data["changes"] == {"summary": {"before": "Hos os.", "after": None}}


def test_going_back_is_undone_with_what_was_known(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    change(course, summary="Noget nyt.")
    was = kept(course, aarhus)
    back_to_original(course, aarhus)
    assert put_back(course, aarhus, was, None)
    assert kept(course, aarhus) == was
    assert state(aarhus) == OverlayState.CHANGED
    assert HistoryEntry.objects.first().action == "overlay.undo"


def test_what_a_colleague_wrote_since_is_not_undone(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    was = kept(course, aarhus)
    back_to_original(course, aarhus)
    write_overlay(course, aarhus, {"title": "En kollegas ord"})
    now = kept(course, aarhus)
    assert not put_back(course, aarhus, was, None)
    assert kept(course, aarhus) == now


def test_words_that_cannot_stand_there_change_nothing(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    before = kept(course, aarhus)
    for values in ({"summary": "x" * 9_000}, {"slug": "nej"}, {"sumary": "stavefejl"}):
        with pytest.raises(ValidationError):
            write_overlay(course, aarhus, values)
    assert kept(course, aarhus) == before


def test_items_no_longer_shared_say_so_and_nothing_else(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    change(course, sharing="private", title="En hemmelig titel", summary="Noget hemmeligt.")
    found = standing(aarhus)
    assert found.state == OverlayState.NOT_SHARED
    assert "hemmelig" not in found.title
    change(course, sharing="mandatory")
    course.live = False
    change(course)
    assert state(aarhus) == OverlayState.NOT_SHARED


def test_nothing_is_learnt_of_an_original_that_is_not_shared(
    course: Item, aarhus: Municipality
) -> None:
    change(course, sharing="private", summary="Noget hemmeligt.")
    overlay = Overlay(municipality=aarhus, item_id=course.pk, values={"summary": "Gættet."})
    overlay.save()
    assert overlay.originals == {"summary": None}


def test_what_is_lent_to_some_is_shared_with_those(course: Item, aarhus: Municipality) -> None:
    thisted = municipality("0787")
    loan = Loan.objects.create(municipality=aarhus, item_id=course.pk)
    change(course, sharing="lent")
    for here in (aarhus, thisted):
        write_overlay(course, here, {"summary": "Hos os."})
    assert state(aarhus) == OverlayState.CURRENT
    assert state(thisted) == OverlayState.NOT_SHARED
    loan.delete()
    assert state(aarhus) == OverlayState.NOT_SHARED


def test_a_field_that_is_no_longer_overridable_sleeps_and_is_kept(
    course: Item, aarhus: Municipality
) -> None:
    write_overlay(course, aarhus, {"summary": "Hos os."})
    Overlay.objects.update(values={"summary": "Hos os.", "level": "gammelt"})
    assert standing(aarhus).asleep == ("level",)
    assert state(aarhus) == OverlayState.NOT_OVERRIDABLE
    write_overlay(course, aarhus, {"summary": "Hos os, nu bedre."})
    assert standing(aarhus).asleep == ("level",)
    take_theirs(course, aarhus, ["level"])
    assert state(aarhus) == OverlayState.CURRENT


def test_an_import_without_originals_stands_over_what_is_said_today(
    course: Item, aarhus: Municipality
) -> None:
    overlay = Overlay.objects.create(
        municipality=aarhus, item_id=course.pk, values={"summary": "Ind fra en fil."}
    )
    assert overlay.originals == {"summary": "Et kursus i rolige skridt."}
    assert state(aarhus) == OverlayState.CURRENT
    overlay.originals = {"summary": "Hvad filen sagde dengang.", "title": "til overs"}
    overlay.save()
    assert overlay.originals == {"summary": "Hvad filen sagde dengang."}
    assert state(aarhus) == OverlayState.CHANGED


def test_the_queries_are_as_many_as_the_types(
    aarhus: Municipality, django_assert_num_queries: object
) -> None:
    for number in range(30):
        made = item(f"Kursus {number}")
        write_overlay(made, aarhus, {"title": f"I Aarhus {number}"})
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(standings([aarhus.pk])) == 30


def test_others_overlays_are_not_counted(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, municipality("0787"), {"title": "I Thisted"})
    assert standings([aarhus.pk]) == []


def test_an_owner_meets_its_own_item_whatever_the_sharing(aarhus: Municipality) -> None:
    own = item("Vores", owner=aarhus, sharing="private", type_name="article")
    Overlay.objects.create(municipality=aarhus, item_id=own.pk, values={"title": "Vores egen"})
    assert state(aarhus) == OverlayState.CURRENT
    assert nation().pk != aarhus.pk

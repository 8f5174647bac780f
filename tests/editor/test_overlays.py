"""Own words beside the original, as a municipality's editor works with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.editor.overlays.marking import Piece, marked
from cms.history.models import HistoryEntry
from cms.library.models import Item, Overlay, Translation
from cms.library.overlays import write_overlay
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.translations import write_translation
from cms.municipalities.models import Municipality, User

TITLE, SUMMARY = "title", "summary"


@pytest.fixture
def aarhus(nation: Path) -> Municipality:
    """A municipality with editors and own words."""
    return Municipality.objects.get(slug="aarhus")


@pytest.fixture
def editor(aarhus: Municipality) -> Client:
    """Aarhus's editor, logged in."""
    return logged_in("aarhus-redaktoer")


@pytest.fixture
def course(aarhus: Municipality) -> Item:
    """A national course over which Aarhus has written its own summary."""
    Overlay.objects.all().delete()
    with everything("test"):
        found = item_model("course").objects.filter(owner__slug="national", live=True).first()
        found.sharing = "mandatory"
        found.title, found.summary = "Kom i gang", "Et kursus i rolige skridt for alle."
        found.save()
    write_overlay(found, aarhus, {SUMMARY: "Et kursus i rolige skridt for alle på Dokk1."})
    return found


def logged_in(username: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def change(item: Item, **values: Any) -> None:
    """The owner publishes something else."""
    for name, value in values.items():
        setattr(item, name, value)
    with everything("test"):
        item.save()


def address(item: Item) -> str:
    """The screen."""
    return reverse("editor_overlay", args=[item.type_name, item.pk])


def page(client: Client, item: Item) -> str:
    """What the screen says."""
    return client.get(address(item)).content.decode()


def press(client: Client, item: Item, do: str, **typed: str) -> HttpResponse:
    """Press a button on the screen as it is now."""
    shown = client.get(address(item)).context
    stored = {card.name: card.bound.value() or "" for card in shown["cards"]}
    data = {**stored, **typed, "do": do, "seen": typed.get("seen", shown["seen"])}
    answer: HttpResponse = client.post(address(item), data)
    return answer


def is_refused(answer: HttpResponse) -> bool:
    """Wagtail leads whoever may not to the front page, or to the log-in."""
    leads_to = answer.headers.get("Location", "").partition("?")[0]
    return answer.status_code == 403 or leads_to in ("/admin/", "/admin/login/")


def own_words(item: Item) -> dict[str, str] | None:
    """What Aarhus says, or None."""
    found = Overlay.objects.filter(item_id=item.pk, municipality__slug="aarhus").first()
    return found.values if found else None


def mine(item: Item) -> str:
    """Aarhus's summary."""
    words = own_words(item)
    assert words is not None
    return words[SUMMARY]


def test_only_words_that_differ_are_marked() -> None:
    found = marked("Et kursus i rolige skridt", "Et kursus i ti skridt")
    assert found.first == (Piece("Et kursus i "), Piece("rolige ", "del"), Piece("skridt"))
    assert found.second == (Piece("Et kursus i "), Piece("ti ", "ins"), Piece("skridt"))


def test_both_texts_are_whole_whatever_is_marked() -> None:
    for one, other in (("", "ny tekst"), ("gammel", ""), ("a b c d", "x b y"), ("\nen", "en\n to")):
        found = marked(one, other)
        assert "".join(piece.text for piece in found.first) == one
        assert "".join(piece.text for piece in found.second) == other


def test_the_difference_is_said_in_tags_and_words(editor: Client, course: Item) -> None:
    shown = page(editor, course)
    assert '<ins class="words__ins"><span class="w-sr-only">[tilføjet: </span>' in shown
    assert "Følger originalen" in shown
    assert "Originalen er ændret" not in shown


def test_a_changed_original_stands_on_screen_list_shelf_and_desk(
    editor: Client, course: Item
) -> None:
    change(course, summary="Et kursus i ti rolige skridt for alle.")
    assert "Originalen, da I skrev" in page(editor, course)
    for view in ("editor_overlays", "wagtailadmin_home"):
        assert address(course) in editor.get(reverse(view)).content.decode()
    news = {"tilstand": "changed"}
    listed = editor.get(reverse("editor_overlays"), news).context["lines"]
    assert [line.changed for line in listed] == ["Kort fortalt"]
    rows = editor.get(reverse("editor_shelf"), {"q": course.title, "vis": "own_words"})
    assert "Originalen er ændret" in rows.content.decode()
    other = logged_in("vejen-redaktoer")
    for view in ("editor_overlays", "wagtailadmin_home"):
        assert address(course) not in other.get(reverse(view)).content.decode()


def test_keeping_says_it_is_seen(editor: Client, course: Item) -> None:
    before = own_words(course)
    change(course, summary="Noget nyt.")
    assert press(editor, course, f"keep {SUMMARY}").status_code == 302
    assert own_words(course) == before
    assert "Originalen er ændret" not in page(editor, course)
    assert HistoryEntry.objects.first().action == "overlay.keep"


def test_taking_theirs_and_undoing_it(editor: Client, course: Item) -> None:
    before = own_words(course)
    change(course, summary="Noget nyt.")
    press(editor, course, f"take {SUMMARY}")
    assert own_words(course) is None
    press(editor, course, "undo")
    assert own_words(course) == before
    assert "Originalen, da I skrev" in page(editor, course)


def test_a_merge_is_proposed_and_saved_only_when_said(editor: Client, course: Item) -> None:
    before = own_words(course)
    change(course, summary="Et kursus i ti rolige skridt for alle.")
    answer = press(editor, course, f"merge {SUMMARY}")
    assert answer.status_code == 200
    proposal = answer.context["form"][SUMMARY].value()
    assert proposal == "Et kursus i ti rolige skridt for alle på Dokk1."
    assert own_words(course) == before
    press(editor, course, "save", summary=proposal, merged=SUMMARY)
    assert own_words(course) == {SUMMARY: proposal}
    assert "Originalen er ændret" not in page(editor, course)
    entry = HistoryEntry.objects.first()
    assert entry.action == "overlay.merge"
    assert entry.data["changes"][SUMMARY]["after"] == proposal
    assert entry.user.username == "aarhus-redaktoer"


def test_a_merge_that_ends_in_the_own_words_is_seen_too(editor: Client, course: Item) -> None:
    change(course, summary="Noget helt andet.")
    press(editor, course, "save", merged=SUMMARY)
    assert "Originalen er ændret" not in page(editor, course)


def test_conflicts_show_both_sides(editor: Client, course: Item) -> None:
    change(course, summary="Et kursus i rolige skridt for voksne.")
    answer = press(editor, course, f"merge {SUMMARY}")
    assert "1 sted har I begge ændret" in answer.content.decode()
    assert "<q>voksne.</q>" in answer.content.decode()
    assert answer.context["form"][SUMMARY].value() == mine(course)


def test_all_goes_back_with_one_press(editor: Client, course: Item) -> None:
    press(editor, course, "save", title="I Aarhus")
    press(editor, course, "back")
    assert own_words(course) is None
    assert "Alt følger originalen igen." in page(editor, course)
    press(editor, course, "undo")
    assert set(own_words(course) or ()) == {TITLE, SUMMARY}


def test_what_changed_while_one_read_is_not_passed_over(editor: Client, course: Item) -> None:
    seen = editor.get(address(course)).context["seen"]
    before = own_words(course)
    change(course, summary="Ændret imens.")
    answer = press(editor, course, "save", title="Mine nye ord", seen=seen)
    assert answer.status_code == 200
    assert "Mine nye ord" in answer.content.decode()
    assert own_words(course) == before
    press(editor, course, f"keep {SUMMARY}", seen=seen)
    assert "Originalen, da I skrev" in page(editor, course)


def test_what_is_typed_elsewhere_is_not_lost(editor: Client, course: Item) -> None:
    change(course, summary="Noget nyt.")
    answer = press(editor, course, f"keep {SUMMARY}", title="Endnu ikke gemt")
    assert answer.status_code == 200
    assert "Endnu ikke gemt" in answer.content.decode()
    assert "Originalen, da I skrev" not in answer.content.decode()
    assert own_words(course) == {SUMMARY: mine(course)}


@pytest.mark.parametrize("do", ["keep owner", "take owner", "merge owner", "explode", "keep"])
def test_deeds_that_are_not_there_are_refused(editor: Client, course: Item, do: str) -> None:
    before = own_words(course)
    assert is_refused(press(editor, course, do))
    assert own_words(course) == before


@pytest.mark.parametrize("do", ["save", "back", f"take {SUMMARY}", f"keep {SUMMARY}", "undo"])
def test_others_can_neither_read_nor_change(course: Item, do: str) -> None:
    before = own_words(course)
    for username in ("aarhus-raadgiver", "national-redaktoer", "pixelbakken-bruger"):
        answer = logged_in(username).post(address(course), {"do": do, TITLE: "Fremmed"})
        assert is_refused(answer)
        assert "Dokk1" not in answer.content.decode()
    foreign = logged_in("vejen-redaktoer")
    where = f"{address(course)}?kommune=aarhus"
    assert is_refused(foreign.post(where, {"do": do, TITLE: "Fremmed"}))
    assert "Dokk1" not in foreign.get(address(course)).content.decode()
    assert own_words(course) == before


def test_what_is_no_longer_shared_shows_only_the_own_words(editor: Client, course: Item) -> None:
    change(course, sharing="private", summary="Noget hemmeligt.", title="Hemmelig titel")
    shown = page(editor, course)
    assert "Dokk1" in shown
    assert "emmelig" not in shown
    listed = editor.get(reverse("editor_overlays")).content.decode()
    assert "Deles ikke længere" in listed
    assert "emmelig" not in listed
    assert is_refused(editor.post(address(course), {"do": "save", TITLE: "Nej"}))
    assert own_words(course) == {SUMMARY: mine(course)}
    editor.post(address(course), {"do": "back"})
    assert own_words(course) is None
    assert editor.get(address(course)).status_code == 404


def test_the_screen_leads_to_the_words_in_other_languages(
    editor: Client, aarhus: Municipality, course: Item
) -> None:
    Translation.objects.filter(item=course.pk).delete()
    write_translation(course, aarhus, "ru", {TITLE: "Начало"}, is_shown=True)
    there = editor.get(address(course)).context["languages"]
    assert {str(one.name): one.is_shown for one in there} == {
        "Engelsk": False,
        "Arabisk": False,
        "Russisk": True,
    }
    for one in there:
        assert editor.get(one.address).status_code == 200
    assert own_words(course) == {SUMMARY: mine(course)}


def test_the_list_filters_and_sorts(editor: Client, aarhus: Municipality, course: Item) -> None:
    with everything("test"):
        video = item_model("guidance_video").objects.filter(live=True, sharing="mandatory").first()
    write_overlay(video, aarhus, {TITLE: "Vores film"})

    def titles(**query: str) -> list[str]:
        lines = editor.get(reverse("editor_overlays"), query).context["lines"]
        return [line.title for line in lines]

    everything_there = {course.title, video.title}
    assert set(titles()) == everything_there
    assert titles(type="course") == [course.title]
    assert titles(q=video.title.upper()) == [video.title]
    assert titles(orden="title") == sorted(everything_there, key=str.casefold)
    assert titles(tilstand="changed") == []
    change(course, summary="Nyt.")
    assert titles()[0] == course.title
    assert titles(tilstand="changed") == [course.title]


def test_the_list_asks_the_same_few_questions_however_long(
    editor: Client, aarhus: Municipality, course: Item, django_assert_max_num_queries: Any
) -> None:
    with everything("test"):
        for video in item_model("guidance_video").objects.filter(live=True)[:40]:
            write_overlay(video, aarhus, {TITLE: f"Vores {video.pk}"})
    editor.get(reverse("editor_overlays"))
    with django_assert_max_num_queries(20):
        assert len(editor.get(reverse("editor_overlays")).context["lines"]) > 30

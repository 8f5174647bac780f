"""Translating beside the original, as editors of the nation and of a municipality do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.library.models import Item, Translation
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.translations import translation_of, write_translation
from cms.municipalities.models import Municipality
from tests.editor.test_overlays import logged_in

LIST = "editor_translations"


@pytest.fixture
def aarhus(nation: Path) -> Municipality:
    """A municipality with editors."""
    Translation.objects.all().delete()
    return Municipality.objects.get(slug="aarhus")


@pytest.fixture
def course(aarhus: Municipality) -> Item:
    """A national course that everybody shows."""
    with everything("test"):
        found = item_model("course").objects.filter(owner__slug="national", live=True).first()
        found.sharing, found.title, found.summary = "mandatory", "Kom i gang", "Rolige skridt."
        found.save()
    return found


def address(item: Item, language: str = "en", owner: str = "national") -> str:
    """The screen."""
    path = reverse("editor_translation", args=[item.type_name, item.pk, language])
    return f"{path}?for={owner}"


def send(client: Client, where: str, do: str = "show", **words: str) -> HttpResponse:
    """Press a button."""
    return client.post(where, {"do": do, **words})


def visited(municipality: str, item: Item, language: str, **query: str) -> str:
    """The item's page as a reader of a language sees it."""
    visitor = Client(headers={"host": f"{municipality}.localhost"})
    visitor.cookies["language"] = language
    path = f"/{item.declaration.settings.path}/{item.slug}/"
    page = visitor.get(path, query)
    assert page.status_code == 200
    return page.content.decode()


def test_what_is_written_is_shown_to_readers_of_the_language(course: Item) -> None:
    editor = logged_in("national-redaktoer")
    assert "Rolige skridt." in editor.get(address(course)).content.decode()
    assert send(editor, address(course), title="Get started").status_code == 302
    page = visited("vejen", course, "en")
    assert "Get started" in page
    assert "Some of the text has not been translated yet" in page
    assert "Get started" not in visited("vejen", course, "da")


def test_a_draft_is_shown_to_nobody_until_somebody_says_so(course: Item) -> None:
    editor = logged_in("national-redaktoer")
    send(editor, address(course), do="save", title="Get started")
    assert "Get started" not in visited("vejen", course, "en")
    send(editor, address(course), title="Get started")
    assert "Get started" in visited("vejen", course, "en")
    send(editor, address(course), do="save", title="Get started")
    assert "Get started" not in visited("vejen", course, "en")


def test_a_municipality_adds_a_language_for_its_own_readers(course: Item) -> None:
    editor = logged_in("aarhus-redaktoer")
    send(editor, address(course, "pl", "aarhus"), title="Zaczynamy")
    page = visited("aarhus", course, "da")
    assert "?tekst=pl" in page
    assert "Zaczynamy" in visited("aarhus", course, "da", tekst="pl")
    assert "?tekst=pl" not in visited("vejen", course, "da")
    assert "Zaczynamy" not in visited("vejen", course, "da", tekst="pl")


def test_an_unknown_language_in_the_address_is_as_if_it_were_not_there(course: Item) -> None:
    for code in ("xx", "ar", "<script>"):
        assert "Kom i gang" in visited("vejen", course, "da", tekst=code)


def test_a_changed_original_is_told_and_looked_at(course: Item) -> None:
    write_translation(course, None, "en", {"summary": "Calm steps."}, is_shown=True)
    course.summary = "Ti rolige skridt."
    with everything("test"):
        course.save()
    editor = logged_in("national-redaktoer")
    changed = editor.get(reverse(LIST), {"for": "national", "tilstand": "changed"})
    assert "Kom i gang" in changed.content.decode()
    page = editor.get(address(course)).content.decode()
    assert 'value="keep summary"' in page
    send(editor, address(course), do="keep summary")
    assert 'value="keep summary"' not in editor.get(address(course)).content.decode()


def test_missing_ones_are_listed_by_language(course: Item) -> None:
    editor = logged_in("national-redaktoer")
    asked = {"for": "national", "sprog": "en", "tilstand": "missing", "q": "Kom i gang"}
    assert "Kom i gang" in rows(editor, asked)
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    assert "Kom i gang" not in rows(editor, asked)
    assert "Kom i gang" in rows(editor, asked | {"sprog": "ar"})


def test_the_editors_door_keeps_its_language_whatever_is_looked_for(aarhus: Municipality) -> None:
    editor = logged_in("national-redaktoer")
    page = editor.get(reverse(LIST), {"for": "national", "sprog": "ar"})
    assert "language" not in page.cookies
    assert 'lang="da" dir="ltr"' in page.content.decode()
    editor.cookies["language"] = "ar"
    page = editor.get(reverse(LIST), {"for": "national"})
    assert 'lang="da" dir="ltr"' in page.content.decode()


def test_a_language_that_was_pressed_is_no_lack(course: Item) -> None:
    lack = "Noget af teksten er ikke oversat endnu. Det står på dansk."
    words = {"title": "Zaczynaj", "summary": "Spokojne kroki."}
    assert "Noget af teksten" not in visited("aarhus", course, "da")
    write_translation(course, None, "pl", words, is_shown=True)
    assert lack in visited("aarhus", course, "da", tekst="pl")
    write_translation(course, None, "ar", {"title": "ابدأ"}, is_shown=True)
    pressed = visited("aarhus", course, "ar", tekst="da")
    assert "الدنماركية." not in pressed
    assert "Kom i gang" in pressed


def rows(editor: Client, asked: dict[str, str]) -> str:
    """The list without its filters, which repeat what was asked for."""
    page = editor.get(reverse(LIST), asked).content.decode()
    return page.split('class="words__rows"')[1].split("</main>")[0]


def test_the_list_asks_no_more_questions_for_more_items(
    course: Item, django_assert_max_num_queries: Any
) -> None:
    editor = logged_in("national-redaktoer")
    editor.get(reverse(LIST))
    with django_assert_max_num_queries(60):
        editor.get(reverse(LIST), {"for": "national"})


@pytest.mark.parametrize("who", ["aarhus-redaktoer", "aarhus-raadgiver", "vejen-redaktoer"])
def test_nobody_writes_for_others(course: Item, who: str) -> None:
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    for owner in {"national", "aarhus", "vejen"} - {who.partition("-")[0]}:
        answer = send(logged_in(who), address(course, "en", owner), title="Mine")
        assert answer.status_code in (302, 403)
        assert "Get started" not in answer.content.decode()
    assert [one.values for one in Translation.objects.all()] == [{"title": "Get started"}]


def test_what_is_not_on_the_shelf_can_neither_be_read_nor_translated(
    course: Item, aarhus: Municipality
) -> None:
    with everything("test"):
        private = item_model("activity").objects.filter(owner__slug="vejen").first()
        type(private).objects.filter(pk=private.pk).update(sharing="private", title="Hemmelig dør")
    editor = logged_in("aarhus-redaktoer")
    for answer in (
        editor.get(address(private, "en", "aarhus")),
        send(editor, address(private, "en", "aarhus"), title="Mine"),
    ):
        assert answer.status_code == 404
        assert "Hemmelig" not in answer.content.decode()
    assert "Hemmelig" not in editor.get(reverse(LIST)).content.decode()
    assert not Translation.objects.exists()


def test_another_municipality_s_drafts_are_not_told(course: Item, aarhus: Municipality) -> None:
    vejen = Municipality.objects.get(slug="vejen")
    write_translation(course, vejen, "en", {"title": "Vejens ord"}, is_shown=True)
    write_translation(course, None, "en", {"title": "Nationens kladde"}, is_shown=False)
    editor = logged_in("aarhus-redaktoer")
    seen = editor.get(address(course, "en", "aarhus")).content.decode()
    seen += editor.get(reverse(LIST), {"q": "Kom i gang"}).content.decode()
    assert "Vejens ord" not in seen
    assert "Nationens kladde" not in seen
    assert "Kladde</span>" not in seen


def test_a_text_too_long_is_refused_where_it_stands(course: Item) -> None:
    editor = logged_in("national-redaktoer")
    answer = send(editor, address(course), title="x" * 500, summary="Calm steps.")
    assert answer.status_code == 200
    assert "Calm steps." in answer.content.decode()
    assert translation_of(course, None, "en").pk is None


def test_rich_text_is_cleaned(course: Item, aarhus: Municipality) -> None:
    with everything("test"):
        video = item_model("guidance_video").objects.filter(owner__slug="national").first()
    editor = logged_in("national-redaktoer")
    page = editor.get(address(video)).content.decode()
    assert "data-draftail-input" in page
    dirty = '{"blocks":[{"key":"a","text":"Hello","type":"unstyled","depth":0,'
    dirty += '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    send(editor, address(video), body=dirty)
    said = translation_of(video, None, "en").values["body"]
    assert "Hello" in said
    assert "<script" not in said

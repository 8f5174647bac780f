"""Hard words are explained where they stand, once a page, in the reader's own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.declarations.catalogue import current_glossary
from cms.declarations.glossary import Explained, read_glossary
from cms.declarations.problems import DeclarationError
from cms.portal.glossary import explained

WORD = '<button type="button" class="word" popovertarget="ord-{}">{}</button>'


def marked(html: str, language: str = "da") -> str:
    return str(explained(html, language, {}))


def test_a_word_is_marked_the_first_time_in_any_form() -> None:
    used: dict[str, Explained] = {}
    once = explained("<p>Spørg A-kassen. Din a-kasse ved det.</p>", "da", used)
    assert once == f"<p>Spørg {WORD.format('a_kasse', 'A-kassen')}. Din a-kasse ved det.</p>"
    assert explained("<p>a-kasse</p>", "da", used) == "<p>a-kasse</p>"
    assert list(used) == ["a_kasse"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x/">din a-kasse</a>',
        "<h2>Din a-kasse</h2>",
        "<h2>Om <em>din a-kasse</em></h2>",
        '<img alt="a-kasse">',
        "super-a-kasse",
        "mentorskab",
        "A &amp; B",
    ],
)
def test_what_is_left_alone(html: str) -> None:
    assert marked(html) == html


def test_each_language_has_its_own_words() -> None:
    assert 'popovertarget="ord-fleksjob"' in marked("The flex job is good.", "en")
    assert 'popovertarget="ord-fleksjob"' in marked("هل العمل المرن مناسب؟", "ar")
    assert marked("The flex job is good.", "da") == "The flex job is good."
    assert marked("a-kasse", "pl") == "a-kasse"


@given(st.text(alphabet=st.sampled_from("<>/ap h2&;a-kasse CV\"='é\n"), max_size=60))
def test_nothing_is_lost_whatever_the_text(html: str) -> None:
    """Taking the buttons off again gives what came."""
    assert re.sub(r'<button type="button" class="word"[^>]*>|</button>', "", marked(html)) == html


def test_what_is_declared_can_be_read() -> None:
    assert len(current_glossary()) >= 25
    for name, word in current_glossary().items():
        for form in word.all_forms("da"):
            used: dict[str, Explained] = {}
            explained(f"Se {form} her.", "da", used)
            assert list(used) == [name], form


def test_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "words:\n"
        "  a: {word: {da: x, en: x, ar: x, ru: x}, means: {da: y, en: y, ar: y}}\n"
        "  b: {word: {da: X, en: z, ar: z, ru: z}, means: {da: y, en: y, ar: y, ru: y}}\n"
    )
    with pytest.raises(DeclarationError) as told:
        read_glossary(path)
    assert "isn't said in ru" in str(told.value)
    assert "“X” is explained by a" in str(told.value)
    assert "glossary.yaml:3" in str(told.value)


@pytest.mark.django_db
def test_a_page_explains_what_it_marks(nation: Path) -> None:
    client = Client(headers={"host": "odense.localhost"})
    page = BeautifulSoup(
        client.get("/ordbog/", {"sprog": "ar"}, follow=True).content, "html.parser"
    )
    assert len(page.select("dl.glossary dt")) == len(current_glossary())
    assert "صندوق البطالة" in page.get_text()
    found = BeautifulSoup(client.get("/ordbog/", {"q": "FLEKS"}).content, "html.parser")
    assert [one["id"] for one in found.select("dl.glossary > div")] == ["fleksjob"]
    nothing = client.get("/ordbog/", {"q": "xyzxyz"}).content.decode()
    assert "xyzxyz" in nothing
    assert 'class="empty"' in nothing


@pytest.mark.django_db
def test_every_marked_word_has_its_explanation(nation: Path) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    paths = {
        f"/artikler/{one}/"
        for one in re.findall(
            r'href="/artikler/([a-z0-9-]+)/"', client.get("/artikler/").content.decode()
        )
    }
    marked_words = 0
    for path in sorted(paths):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        words = [str(one["popovertarget"]) for one in page.select("button.word")]
        assert len(words) == len(set(words))
        assert all(page.select_one(f"#{word}[popover]") for word in words)
        marked_words += len(words)
    assert marked_words

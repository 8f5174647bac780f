"""What of a page a reader meets: for whom, in which language, when; nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.declarations import current_page_blocks
from cms.pages.models import ComposedPage
from cms.pages.showing import home_of, page_of
from tests.pages.conftest import Land, Seen, moment

pytestmark = pytest.mark.django_db
YOUNG = {"all": [{"fact": "birth_year", "at_least": 1995}]}


def words(blocks: Any) -> list[str]:
    """The headings."""
    return [block.values["heading"] for block in blocks]


def text(heading: str, **values: Any) -> tuple[str, dict[str, Any]]:
    """A block of words."""
    return "text", {"heading": heading, "body": "<p>Ord.</p>", **values}


def test_a_period_begins_and_ends_on_the_moment(land: Land, seen: Seen) -> None:
    period = {"starts": moment(9).isoformat(), "ends": moment(12).isoformat()}
    page = land.page(land.vejen, text("Altid"), text("Om formiddagen", **period))
    for hour, shown in ((8, False), (9, True), (11, True), (12, False)):
        found = words(seen(page, land.vejen, now=moment(hour)))
        assert ("Om formiddagen" in found) is shown, hour
        assert "Altid" in found


def test_a_period_without_an_end_or_a_beginning(land: Land, seen: Seen) -> None:
    page = land.page(
        land.vejen,
        text("Fra ni", starts=moment(9).isoformat()),
        text("Til ni", ends=moment(9).isoformat()),
    )
    assert words(seen(page, land.vejen, now=moment(8))) == ["Til ni"]
    assert words(seen(page, land.vejen, now=moment(9))) == ["Fra ni"]


def test_only_those_in_the_audience_meet_a_block(land: Land, seen: Seen) -> None:
    land.audience("unge", land.nation, YOUNG)
    page = land.page(land.vejen, text("Alle"), text("De unge", audience="unge"))
    young, old = (land.citizen(land.vejen, birth_year=year) for year in (2001, 1960))
    assert words(seen(page, land.vejen)) == ["Alle"]
    assert words(seen(page, land.vejen, citizen=old)) == ["Alle"]
    assert words(seen(page, land.vejen, citizen=young)) == ["Alle", "De unge"]


def test_an_audience_that_is_gone_or_anothers_fits_nobody(land: Land, seen: Seen) -> None:
    land.audience("aarhusianere", land.aarhus, YOUNG)
    page = land.page(
        land.vejen, text("Deres", audience="aarhusianere"), text("Væk", audience="findes-ikke")
    )
    young = land.citizen(land.vejen, birth_year=2001)
    assert seen(page, land.vejen, citizen=young) == []


def test_a_language_has_blocks_of_its_own_and_words_say_which(land: Land, seen: Seen) -> None:
    page = land.page(land.vejen, text("Dansk"), text("أهلًا", reader_language="ar"))
    danish, arabic = (seen(page, land.vejen, language=code) for code in ("da", "ar"))
    assert words(danish) == ["Dansk"]
    assert danish[0].languages == {}
    assert words(arabic) == ["Dansk", "أهلًا"]
    assert arabic[0].languages == {"heading": "da", "body": "da"}
    assert arabic[1].languages == {}


def test_what_is_left_empty_stands_there_in_the_readers_language(land: Land, seen: Seen) -> None:
    page = land.page(land.vejen, ("news", {}))
    declared = current_page_blocks()["news"].fields["heading"].default
    for code in ("da", "en", "ar", "ru"):
        (block,) = seen(page, land.vejen, language=code)
        assert block.values["heading"] == declared.in_language(code)  # type: ignore[union-attr]
        assert block.values["count"] == 3
        assert block.languages == {}


def test_a_template_names_the_municipality_where_it_is_read(land: Land, seen: Seen) -> None:
    page = land.page(land.nation, text("Hos {kommune}"))
    assert words(seen(page, land.vejen)) == ["Hos Vejen Kommune"]
    assert words(seen(page, land.aarhus)) == ["Hos Aarhus Kommune"]


def test_a_block_whose_file_is_gone_shows_nothing_and_is_kept(land: Land, seen: Seen) -> None:
    page = land.page(land.vejen, text("Alle"))
    raw = [*page.body.raw_data, {"type": "carousel", "value": {"heading": "Væk"}, "id": "1"}]
    ComposedPage.objects.everything("test").filter(pk=page.pk).update(body=raw)
    page = ComposedPage.objects.everything("test").get(pk=page.pk)
    assert words(seen(page, land.vejen)) == ["Alle"]


def test_a_municipality_without_a_front_page_shows_the_nations(land: Land) -> None:
    assert home_of(land.vejen) is None
    national = land.page(land.nation, text("Alles"), is_home=True)
    own = land.page(land.vejen, text("Vejens"), is_home=True)
    assert home_of(land.vejen) == own
    assert home_of(land.aarhus) == national
    assert page_of(land.vejen, "forside") is None


def visitor(slug: str) -> Client:
    """A visitor of a municipality's portal."""
    return Client(headers={"host": f"{slug}.localhost"})


def test_time_does_not_stand_still_and_nothing_personal_is_kept(land: Land) -> None:
    past, future = "2020-01-01T08:00:00+01:00", "2099-01-01T08:00:00+01:00"
    land.page(
        land.vejen,
        text("Forbi", ends=past),
        text("Nu", starts=past, ends=future),
        text("Engang", starts=future),
        is_home=True,
    )
    answer = visitor("vejen").get("/")
    page = answer.content.decode()
    assert "Nu" in page
    assert "Forbi" not in page
    assert "Engang" not in page
    assert "private" in answer.headers["Cache-Control"]
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_front_page_stands_there_before_anybody_composes(land: Land) -> None:
    land.item("guidance_video", land.vejen, "Sådan begynder du")
    page = visitor("vejen").get("/").content.decode()
    assert "Velkommen til Vejen" in page
    assert "Sådan begynder du" in page


def test_own_pages_stand_in_menu_foot_and_map(land: Land) -> None:
    land.page(land.vejen, text("Ord"), title="I menuen", place="menu")
    land.page(land.vejen, text("Ord"), title="I foden", place="foot")
    land.page(land.vejen, text("Ord"), title="For sig selv")
    front = visitor("vejen").get("/").content.decode()
    menu, foot = front.split('class="rail"')[1].split("</nav>")[0], front.split("<footer")[1]
    assert "/side/i-menuen/" in menu
    assert "/side/i-foden/" in foot
    assert "/side/for-sig-selv/" not in front
    sitemap = visitor("vejen").get("/sitemap.xml").content.decode()
    for slug in ("i-menuen", "i-foden", "for-sig-selv"):
        assert f"/side/{slug}/" in sitemap
        assert visitor("vejen").get(f"/side/{slug}/").status_code == 200


def test_a_page_has_one_first_heading(land: Land) -> None:
    hero = ("welcome", {"heading": "Velkommen ind", "text": "Kom nærmere."})
    land.page(land.vejen, hero, ("welcome", {"heading": "Nummer to"}), text("Ord"), title="Med top")
    land.page(land.vejen, text("Ord"), title="Uden top")
    for slug, heading in (("med-top", "Velkommen ind"), ("uden-top", "Uden top")):
        page = visitor("vejen").get(f"/side/{slug}/").content.decode()
        assert page.count("<h1") == 1
        assert heading in page.split("<h1")[1].split("</h1>")[0]
        assert "Nummer to" not in page


def test_a_button_leads_within_the_municipalitys_own_prefix(land: Land) -> None:
    values = {"heading": "Hop", "button": "Kom", "target": "/kurser/"}
    land.page(land.vejen, text(**values), title="Side")
    assert 'href="/kurser/"' in visitor("vejen").get("/side/side/").content.decode()
    by_path = Client(headers={"host": "localhost"}).get("/vejen/side/side/")
    assert 'href="/vejen/kurser/"' in by_path.content.decode()

"""A citizen takes everything along, corrects it, and has it erased: then nothing is left of her.

In a browser, on a site of its own. Afterwards every table, the bytes of every file (index, media,
sessions, log, and what SQLite has deleted) and every page are searched for her.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.acceptance.personalisation.traces import in_files, in_tables
from tests.support.browser import NewPage
from tests.support.site import LiveSite
from tests.support.stores import opens_the_file

pytestmark = opens_the_file

NAME, FIRST_NAME = "Ragnhild Kvistgaardsen", "Ragnhild"
DAY = "1999-03-17"
TRACES = ("Kvistgaardsen", FIRST_NAME, DAY)
KEPT = {"rights_receipt", "rights_keptrecord"}
Axe = Callable[[Page], list[str]]


def test_export_correct_and_erase(fresh_site: LiveSite, new_page: NewPage, axe: Axe) -> None:
    page, elsewhere = new_page("phone"), new_page("desktop")
    for one in (page, elsewhere):
        log_in(fresh_site, one)
    subject = subject_of(fresh_site)
    traces = (*TRACES, subject)
    tell(fresh_site, page)
    be_looked_at(fresh_site, new_page("desktop"))

    correct(fresh_site, page)
    export(fresh_site, page, subject)
    found = {word for _table, word in in_tables(database(fresh_site), traces)}
    assert found == set(traces), "the search finds what is there"

    code = erase(fresh_site, page, axe)

    for one in (page, elsewhere):
        one.goto(profile(fresh_site))
        # The provider's own page asks who it is: nobody is logged in here.
        expect(one).to_have_url(re.compile("/authorize"))
    assert in_tables(database(fresh_site), traces) == set()
    assert in_files(fresh_site.runtime, (*traces, code)) == set()
    named_alone_is_kept(fresh_site, code)


def profile(site: LiveSite, path: str = "") -> str:
    return site.url(f"/min-profil/{path}", "thisted")


def database(site: LiveSite) -> Path:
    return site.runtime / "database.sqlite3"


def log_in(site: LiveSite, page: Page) -> None:
    """As somebody whose name nobody else has."""
    page.goto(site.url("/log-ind/mitid/", "thisted"))
    page.get_by_label("Navn").fill(NAME)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url(site.url("/**", "thisted"))


def subject_of(site: LiveSite) -> str:
    with closing(sqlite3.connect(database(site))) as connection:
        asked = "SELECT subject FROM citizens_citizen WHERE display_name = ?"
        ((subject,),) = connection.execute(asked, [NAME]).fetchall()
    return str(subject)


def tell(site: LiveSite, page: Page) -> None:
    """Answer a plain, a confidential and a sensitive question, the last with consent."""
    page.goto(profile(site, "svar/birth_year/"))
    write(page, "1962")
    page.goto(profile(site, "svar/unemployed_since/"))
    write(page, "1999-03-16")
    page.goto(profile(site, "svar/challenges/"))
    page.get_by_label("At læse og skrive").check()
    page.get_by_label("Ja, I må bruge mit svar til det").check()
    save(page)


def write(page: Page, value: str) -> None:
    """Answer the question that is open."""
    page.locator("input[name=answer]").fill(value)
    save(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Dit svar er gemt.")).to_be_visible()


def be_looked_at(site: LiveSite, page: Page) -> None:
    """The municipality's adviser looks her up."""
    site.log_in_editor(page, "thisted-raadgiver")
    page.goto(site.url("/admin/borgere/"))
    page.get_by_label("Søg på navn eller CPR-nummer").fill("kvistgaard")
    page.get_by_role("button", name="Søg", exact=True).click()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def correct(site: LiveSite, page: Page) -> None:
    """From the page that says everything, to the answer, and back."""
    page.goto(profile(site, "alt/"))
    page.locator("main a[href$='/svar/unemployed_since/']").click()
    write(page, DAY)
    page.goto(profile(site, "alt/"))
    expect(page.get_by_text("17. marts 1999")).to_be_visible()
    expect(page.get_by_text("16. marts 1999")).to_have_count(0)


def export(site: LiveSite, page: Page, subject: str) -> None:
    """As data and to read; both whole, neither with keys of rows."""
    page.goto(profile(site))
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent som fil (JSON)").click()
    text = download.value.path().read_text()
    said = json.loads(text)
    assert said["citizen"]["name"] == NAME
    assert said["citizen"]["identity"]["subject"] == subject
    values = {answer["attribute"]: answer["values"] for answer in said["answers"]}
    assert values == {"birth_year": [1962], "unemployed_since": [DAY], "challenges": ["reading"]}
    assert {one["hvem"] for one in said["looks"]} == {"Bo Krogh"}
    assert [one["svar"] for one in said["consents"]] == ["Ja"]
    assert not re.search(r'"([a-z]+_)?(id|pk)":', text)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent til at læse eller printe").click()
    assert download.value.suggested_filename.startswith("mine-oplysninger.")
    readable = download.value.path().read_text(errors="replace")
    for words in (NAME, "17. marts 1999", "At læse og skrive", "Bo Krogh"):
        assert words in readable or readable.startswith("%PDF"), words


def erase(site: LiveSite, page: Page, axe: Axe) -> str:
    """Say no first, then yes. Gives the receipt's code."""
    page.goto(profile(site, "slet/"))
    expect(page.get_by_text("Det her beholder loven")).to_be_visible()
    page.get_by_role("link", name="Nej, behold dem").click()
    page.get_by_role("link", name="Slet mine oplysninger").click()
    page.get_by_role("button", name="Ja, slet det hele").click()
    expect(page.get_by_role("heading", name="Din kvittering")).to_be_visible()
    assert axe(page) == []
    return page.locator("code").inner_text()


def named_alone_is_kept(site: LiveSite, code: str) -> None:
    """The two logs, under the code alone, until the day that the page named."""
    with closing(sqlite3.connect(database(site))) as connection:
        records = connection.execute("SELECT kind, said FROM rights_keptrecord").fetchall()
        receipts = connection.execute("SELECT code_hash FROM rights_receipt").fetchall()
    assert {kind for kind, _said in records} == {"look", "consent"}
    assert len(receipts) == 1
    assert code not in repr(receipts)
    said = site.manage("kept_after_erasure", code)
    assert "Bo Krogh" in said
    assert not [word for word in TRACES if word in said]

"""Nadia, a psychologist from Iraq, reads little Danish and comes by a link on Facebook (point 7).

She sees pictures before words, hears the page read, and has jobs and courses on one overview. Each
scene is one thing that she does; the words she looks for are Arabic, as she sees them.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.portal.conftest import NewFilm
from tests.acceptance.portal.films.film import Film

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARABIC = re.compile(r"[\u0600-\u06ff]")
# As Facebook hands a link on, with a mark of its own behind it.
SHARED = "/aktiviteter/sprogcafe-vollsmose-arabisk/?fbclid=IwAR0fb"
NAME = "مقهى العمل في فولسموسه"
CAFE = f"{NAME}: اسأل بلغتك"
JOB = "Psykologisk rådgiver i fleksjob"
COURSE = "دورة في اللغة الدنماركية للناطقين بالعربية"
# Her phone has a voice, the browser of the tests has none.
VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voice = {lang: "ar-SA", name: "Laila", default: true, localService: true};
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [voice], speaking: false, pending: false, paused: false,
  speak: (words) => { window.said.push(words.text); setTimeout(() => words.onend?.(), 300); },
  cancel: () => {}, pause: () => {}, resume: () => {},
  addEventListener: () => {}, removeEventListener: () => {},
}});
"""


def test_nadia_finds_work_and_courses_in_arabic(new_film: NewFilm) -> None:
    film = new_film("nadia", "odense", "phone")
    film.page.add_init_script(VOICE)
    comes_by_a_shared_link(film)
    chooses_arabic(film)
    listens_and_looks_a_word_up(film)
    logs_in_and_signs_up(film)
    sees_her_own_page(film)
    finds_a_job_that_takes_care(film)
    keeps_track_of_it(film)
    finds_a_course(film)
    has_both_on_one_overview(film)
    makes_it_simpler_and_larger(film)
    shows_it_to_her_adviser(film)


def is_arabic(page: Page) -> None:
    """Mirrored, and with words to match."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def room(page: Page, name: str) -> None:
    """Go by the bar at the foot of the phone."""
    page.locator(".bottombar").get_by_role("link", name=name, exact=True).tap()


def language(page: Page, name: str) -> None:
    """Choose it from the globe at the top."""
    page.locator(".topbar summary").first.tap()
    page.locator(".topbar").get_by_role("link", name=name, exact=True).tap()


def comes_by_a_shared_link(film: Film) -> None:
    page = film.page
    film.go(SHARED)
    # The page is Danish first; what was shared stands in its own language.
    expect(page.locator("html")).to_have_attribute("lang", "da")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(CAFE)
    expect(title).to_have_attribute("lang", "ar")
    picture, words = page.locator(".item__art"), page.locator(".item__words")
    assert (picture.bounding_box() or {})["y"] < (words.bounding_box() or {})["y"]
    film.scene("a shared link")


def chooses_arabic(film: Film) -> None:
    page = film.page
    language(page, "العربية")
    is_arabic(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(CAFE)
    expect(page.get_by_role("link", name="سجّل الدخول ثم سجّل مشاركتك")).to_be_visible()
    mark, tools = (
        page.locator(".brand").bounding_box(),
        page.locator(".topbar__tools").bounding_box(),
    )
    assert mark and tools and mark["x"] > tools["x"], "the municipality's mark stands to the right"
    film.scene("mirrored in arabic", whole=True)


def listens_and_looks_a_word_up(film: Film) -> None:
    page = film.page
    page.locator("[data-read-aloud]").first.tap()
    page.wait_for_function("title => window.said.join(' ').includes(title)", arg=NAME)
    film.scene("it is read to her")
    page.locator("#reader [data-stop]").tap()
    page.locator("main .word", has_text="العمل المرن").first.tap()
    meaning = page.locator(".explanation:popover-open")
    assert ARABIC.search(meaning.inner_text())
    film.scene("a word explained")
    meaning.get_by_role("button").tap()


def logs_in_and_signs_up(film: Film) -> None:
    page = film.page
    page.get_by_role("link", name="سجّل الدخول ثم سجّل مشاركتك").tap()
    page.locator('button[name="person"][value="demo-nadia"]').tap()
    # She is where she was, and in her language.
    expect(page.get_by_role("heading", level=1)).to_have_text(CAFE)
    is_arabic(page)
    page.get_by_role("button", name="سجّلني").tap()
    expect(page.get_by_role("heading", name="أنت مسجَّل")).to_be_visible()
    film.scene("signed up", whole=True)


def sees_her_own_page(film: Film) -> None:
    page = film.page
    room(page, "صفحتي")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nadia")
    cards = page.locator("#element-for_you article")
    for card in (cards.nth(number) for number in range(3)):
        expect(card.locator(".card__art svg, .card__art img").first).to_be_visible()
        assert ARABIC.search(card.get_by_role("heading").inner_text()), "what she can read is first"
        assert ARABIC.search(card.locator(".reason").inner_text())
    film.scene("her own page", whole=True)


def finds_a_job_that_takes_care(film: Film) -> None:
    page = film.page
    room(page, "وظائف")
    is_arabic(page)
    film.scene("jobs")
    page.locator(".facets__summary").tap()
    page.get_by_label("ساعات قليلة في البداية").check()
    film.scene("what must be taken care of")
    page.locator(".facets__actions button").tap()
    expect(page.get_by_role("link", name=JOB)).to_be_visible()
    film.scene("jobs that take care", whole=True)
    page.get_by_role("link", name=JOB).tap()
    for words in ("ساعات قليلة في البداية", "فترات راحة أكثر", "يكفي القليل من الدنماركية"):
        expect(page.get_by_text(words).first).to_be_visible()
    film.scene("a job", whole=True)


def keeps_track_of_it(film: Film) -> None:
    page = film.page
    page.get_by_role("button", name="حفظ", exact=True).tap()
    applied = page.locator("section", has=page.get_by_role("heading", name="هل تريد التقدّم؟"))
    applied.locator("summary").tap()
    applied.get_by_label("تقدّمت").check()
    applied.get_by_role("button", name="دوّنه").tap()
    expect(page.get_by_role("heading", name="طلبك")).to_be_visible()
    film.scene("she has applied")


def finds_a_course(film: Film) -> None:
    page = film.page
    room(page, "التعلّم")
    page.get_by_role("link", name=COURSE).first.tap()
    is_arabic(page)
    page.get_by_role("button", name="حفظ", exact=True).tap()
    expect(page.locator(".notice").first).to_be_visible()
    film.scene("a course in arabic", whole=True)


def has_both_on_one_overview(film: Film) -> None:
    page = film.page
    page.locator(".bottombar summary").tap()
    page.locator(".bottombar__sheet").get_by_role("link", name="نظرتي العامة").tap()
    part = page.locator("main section.widget")
    saved = part.filter(has=page.get_by_role("heading", name="المحفوظات"))
    expect(saved).to_contain_text(COURSE)
    expect(saved).to_contain_text(JOB)
    applied = part.filter(has=page.get_by_role("heading", name="الطلبات"))
    expect(applied).to_contain_text(JOB)
    expect(applied).to_contain_text("تقدّمت")
    film.scene("jobs and courses on one overview", whole=True)


def makes_it_simpler_and_larger(film: Film) -> None:
    page = film.page
    page.locator(".foot").get_by_role("link", name="النص والألوان").tap()
    page.get_by_label("حروف أكبر").check()
    page.get_by_role("button", name="اعرض الصفحة هكذا").tap()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    room(page, "صفحتي")
    page.locator(".assist form button").tap()
    expect(page.locator("html")).to_have_class("view-simple")
    expect(page.locator(".widget")).to_have_count(1)
    film.scene("simpler and larger", whole=True)


def shows_it_to_her_adviser(film: Film) -> None:
    page = film.page
    film.go("/mit-overblik/")
    language(page, "Dansk")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mit overblik")
    part = page.locator("main section.widget")
    applied = part.filter(has=page.get_by_role("heading", name="Ansøgninger"))
    expect(applied).to_contain_text(JOB)
    expect(applied).to_contain_text("Søgt")
    film.scene("in danish with her adviser", whole=True)

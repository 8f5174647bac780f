"""The screens on which pages are composed: what they change, whom they let in, what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.history.models import HistoryEntry
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner, User
from cms.pages.models import ComposedPage
from cms.personalisation.models import Audience

pytestmark = pytest.mark.django_db
INDEX = "/admin/sider/"
BUTTONS = ("editor_page_withdraw", "editor_page_follow", "editor_page_own", "editor_page_delete")
OUTSIDERS = ("aarhus-redaktoer", "vejen-raadgiver", "pixelbakken-bruger", "national-redaktoer")


def logged_in(name: str) -> Client:
    """A browser where somebody who works with content is logged in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor."""
    return logged_in("vejen-redaktoer")


def page_of(owner: str, slug: str) -> ComposedPage:
    """A page as it stands in the table."""
    found: ComposedPage = ComposedPage.objects.everything("test").get(owner__slug=owner, slug=slug)
    return found


def every_row() -> list[Any]:
    """Everything that these screens may change, anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pages_composedpage ORDER BY id")
        pages = cursor.fetchall()
    versions = Revision.objects.order_by("pk").values_list("pk", flat=True)
    return [*pages, *versions, HistoryEntry.objects.count()]


def text(heading: str, **values: Any) -> tuple[str, dict[str, Any]]:
    """A block of words, as the browser sends it."""
    empty = dict.fromkeys(
        ("drawing", "button", "target", "audience", "reader_language", "starts", "ends"), ""
    )
    return "text", {"heading": heading, "body": rich_text("<p>Ord.</p>"), **empty, **values}


def sent(page: ComposedPage, *blocks: Any, **values: Any) -> dict[str, Any]:
    """What the form sends."""
    page.refresh_from_db()
    plain = {"title": page.title, "slug": page.slug, "summary": "", "place": page.place}
    plain |= {"seen": page.latest_revision_id, "action": "save", **values}
    return nested_form_data({**plain, "body": streamfield(list(blocks))})


def url(name: str, page: ComposedPage) -> str:
    """The address of a button or screen."""
    return reverse(name, args=[page.pk])


def is_refused(answer: Any) -> bool:
    """Whether the admin sent the person away: to its front or the partners', or with a 403."""
    fronts = {reverse("wagtailadmin_home"), "/virksomhed/"}
    away = answer.status_code == 302 and answer.url in fronts
    return away or answer.status_code == 403


def seen_by_citizens(municipality: str, path: str = "/") -> str:
    """A page as a visitor gets it."""
    answer = Client(headers={"host": f"{municipality}.localhost"}).get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_the_list_is_the_editors_own(vejen: Client) -> None:
    page = vejen.get(INDEX).content.decode()
    assert "Prøv et fag" in page
    assert "Læs, lyt og få hjælp" not in page
    assert "Følger den nationale »Om jobcentret«." in page
    assert is_refused(vejen.get(INDEX, {"kommune": "aarhus"}))


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_reaches_a_page(nation: Path, outsider: str) -> None:
    client, page = logged_in(outsider), page_of("vejen", "proev-et-fag")
    before = every_row()
    answers = [
        client.get(url("editor_page", page)),
        client.post(url("editor_page", page), sent(page, text("Kapret"), action="publish")),
        client.get(url("editor_page_preview", page)),
        client.post(url("editor_page_preview", page), sent(page, text("Kapret"))),
        client.post(url("editor_page_back", page), {"version": page.latest_revision_id}),
        *(client.post(url(name, page)) for name in BUTTONS),
        client.post(f"{reverse('editor_page_new')}?kommune=vejen"),
        client.get(INDEX, {"kommune": "vejen"}),
    ]
    for answer in answers:
        assert is_refused(answer), answer.request["PATH_INFO"]
        assert "Prøv et fag" not in answer.content.decode()
    assert every_row() == before


def test_a_template_is_only_the_national_editors_to_change(vejen: Client) -> None:
    template = page_of("national", "om-jobcentret")
    before = every_row()
    for name in ("editor_page", "editor_page_preview"):
        assert is_refused(vejen.get(url(name, template)))
    assert is_refused(vejen.post(url("editor_page_withdraw", template)))
    assert every_row() == before
    national = logged_in("national-redaktoer")
    assert "Om jobcentret" in national.get(INDEX).content.decode()
    assert national.get(url("editor_page", template)).status_code == 200


def test_who_is_not_logged_in_is_sent_to_log_in(nation: Path) -> None:
    page = page_of("vejen", "forside")
    for address in (INDEX, url("editor_page", page), url("editor_page_preview", page)):
        assert Client().get(address).url.startswith("/admin/login/")  # type: ignore[attr-defined]


def test_a_draft_is_kept_and_then_published(vejen: Client) -> None:
    page = page_of("vejen", "forside")
    answer = vejen.post(url("editor_page", page), sent(page, text("Nyt hos os")))
    assert answer.status_code == 302
    assert "Nyt hos os" not in seen_by_citizens("vejen")
    vejen.post(url("editor_page", page), sent(page, text("Nyt hos os"), action="publish"))
    assert "Nyt hos os" in seen_by_citizens("vejen")
    assert "Nyt hos os" not in seen_by_citizens("aarhus")
    entry = HistoryEntry.objects.filter(action="page.publish").order_by("-pk")[0]
    assert (entry.owner.slug, entry.person) == ("vejen", str(entry.user.get_full_name()))


def test_what_is_wrong_is_said_and_nothing_saved(vejen: Client) -> None:
    page = page_of("vejen", "proev-et-fag")
    wrong = [
        sent(page, text("Ord", body=rich_text(""))),
        sent(page, text("Ord", target="javascript:alert(1)")),
        sent(page, text("Ord", starts="2026-12-02 10:00", ends="2026-12-01 10:00")),
        sent(page, text("Ord"), title=""),
        sent(page, text("Ord"), slug="forside"),
        sent(page, text("Ord"), slug="om-jobcentret"),
        sent(page, text("Ord"), place="overalt"),
    ]
    before = every_row()
    for data in wrong:
        answer = vejen.post(url("editor_page", page), {**data, "action": "publish"})
        assert answer.status_code == 200, data
        assert answer.context["form"].errors
        assert "Intet er gemt endnu" in answer.content.decode()
    assert every_row() == before


def test_anothers_audience_can_not_be_named(vejen: Client) -> None:
    page = page_of("vejen", "proev-et-fag")
    aarhus = Owner.objects.get(slug="aarhus")
    Audience.objects.create(name="kun-aarhus", owner=aarhus, labels={"da": "Kun Aarhus"}, rule={})
    assert "Kun Aarhus" not in vejen.get(url("editor_page", page)).content.decode()
    before = every_row()
    answer = vejen.post(url("editor_page", page), sent(page, text("Ord", audience="kun-aarhus")))
    assert answer.status_code == 200
    assert every_row() == before
    own = sent(page, text("Ord", audience="nye-ledige"))
    assert vejen.post(url("editor_page", page), own).status_code == 302


def test_two_editors_at_once_lose_nothing(vejen: Client) -> None:
    page = page_of("vejen", "proev-et-fag")
    mine, theirs = sent(page, text("Min")), sent(page, text("Din"))
    assert logged_in("vejen-administrator").post(
        url("editor_page", page), theirs
    ).status_code == 302  # fmt: skip
    before = every_row()
    answer = vejen.post(url("editor_page", page), mine)
    assert "gemt eller udgivet imens" in answer.content.decode()
    assert "Min" in answer.content.decode()
    assert every_row() == before


def test_the_preview_is_the_real_page_with_what_stands_in_the_form(vejen: Client) -> None:
    page = page_of("vejen", "forside")
    before = every_row()
    saved = vejen.get(url("editor_page_preview", page)).content.decode()
    assert "Her tager vi fat sammen" in saved
    assert "Jobmessen nærmer sig" in saved
    drawn = vejen.post(url("editor_page_preview", page), sent(page, text("Ikke gemt endnu")))
    assert "Ikke gemt endnu" in drawn.content.decode()
    assert 'class="rail"' in drawn.content.decode()
    unfinished = vejen.post(url("editor_page_preview", page), sent(page, text("x" * 99)))
    assert unfinished.status_code == 422
    assert every_row() == before


def test_the_preview_shows_what_an_audience_meets(vejen: Client) -> None:
    page = page_of("vejen", "forside")
    address = url("editor_page_preview", page)
    hidden = "Ny uden arbejde? Begynd her"
    assert hidden not in vejen.get(address).content.decode()
    assert hidden in vejen.get(address, {"som": "nye-ledige"}).content.decode()
    assert hidden not in vejen.get(address, {"som": "findes-ikke"}).content.decode()
    arabic = vejen.get(address, {"sprog": "ar"}).content.decode()
    assert 'dir="rtl"' in arabic
    assert "أهلًا بك في فاين" in arabic


def test_from_the_nations_front_page_to_ones_own_and_back(nation: Path) -> None:
    client = logged_in("odense-redaktoer")
    assert "I viser den nationale forside" in client.get(INDEX).content.decode()
    home = page_of("national", "forside")
    before = seen_by_citizens("odense")
    client.post(reverse("editor_page_new"), {"home": "1", "template": home.pk})
    own = page_of("odense", "forside")
    assert seen_by_citizens("odense").count("<h2") == before.count("<h2")
    written = sent(own, text("Ved kanalen begynder det"), action="publish")
    client.post(url("editor_page", own), written)
    assert "Ved kanalen begynder det" in seen_by_citizens("odense")
    client.post(url("editor_page_withdraw", own))
    assert "Ved kanalen begynder det" not in seen_by_citizens("odense")
    rows = every_row()
    answer = client.post(reverse("editor_page_new"), {"home": "1"}, follow=True)
    assert "I har allerede en forside" in answer.content.decode()
    assert every_row() == rows


def test_a_page_follows_the_nations_and_is_made_ones_own(nation: Path) -> None:
    client, national = logged_in("thisted-redaktoer"), logged_in("national-redaktoer")
    template = page_of("national", "ny-ledig")
    client.post(reverse("editor_page_new"), {"template": template.pk, "follow": "1"})
    page = page_of("thisted", "ny-ledig")
    form = client.get(url("editor_page", page)).content.decode()
    assert "Lav vores egen udgave" in form
    assert "data-block" not in form
    client.post(url("editor_page", page), sent(page, action="publish"))
    national.post(url("editor_page", template), sent(template, text("Nyt land"), action="publish"))
    assert "Nyt land" in seen_by_citizens("thisted", "/side/ny-ledig/")
    client.post(url("editor_page_own", page))
    client.post(url("editor_page", page), sent(page, text("Vores ord"), action="publish"))
    newer = sent(template, text("Endnu nyere"), action="publish")
    national.post(url("editor_page", template), newer)
    assert "Vores ord" in seen_by_citizens("thisted", "/side/ny-ledig/")
    assert "er ændret, siden I lavede jeres egen" in client.get(INDEX).content.decode()


def test_only_what_is_a_template_can_be_started_from(vejen: Client) -> None:
    foreign = page_of("aarhus", "laes-lyt-og-faa-hjaelp")
    before = every_row()
    for key in (foreign.pk, 999_999, "x"):
        assert is_refused(vejen.post(reverse("editor_page_new"), {"template": key}))
    assert every_row() == before


def test_back_to_an_earlier_version_of_ones_own(vejen: Client) -> None:
    page = page_of("vejen", "proev-et-fag")
    first = page.live_revision_id
    vejen.post(url("editor_page", page), sent(page, text("Anden"), action="publish"))
    foreign = page_of("aarhus", "laes-lyt-og-faa-hjaelp").live_revision_id
    before = every_row()
    for key in (foreign, "x", 999_999):
        assert vejen.post(url("editor_page_back", page), {"version": key}).status_code == 404
    assert every_row() == before
    vejen.post(url("editor_page_back", page), {"version": first})
    assert "Anden" in seen_by_citizens("vejen", "/side/proev-et-fag/")
    assert "Sådan foregår det" in vejen.get(url("editor_page_preview", page)).content.decode()


def test_what_readers_see_is_taken_down_before_it_is_deleted(vejen: Client) -> None:
    page = page_of("vejen", "proev-et-fag")
    before = every_row()
    vejen.post(url("editor_page_delete", page))
    assert every_row() == before
    vejen.post(url("editor_page_withdraw", page))
    assert seen_by_citizens("vejen", "/side/proev-et-fag/") == ""
    vejen.post(url("editor_page_delete", page))
    with everything("test"):
        assert not ComposedPage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("name", ["editor_page_new", "editor_page_back", *BUTTONS])
def test_buttons_only_post(vejen: Client, name: str) -> None:
    page = page_of("vejen", "proev-et-fag")
    before = every_row()
    address = reverse(name) if name == "editor_page_new" else url(name, page)
    assert vejen.get(address).status_code == 405
    assert every_row() == before


def test_the_menu_leads_there_for_those_who_compose(nation: Path) -> None:
    assert Municipality.objects.count() == 98
    for name, leads in (("vejen-redaktoer", True), ("vejen-raadgiver", False)):
        assert (INDEX in logged_in(name).get("/admin/").content.decode()) is leads

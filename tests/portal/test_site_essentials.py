"""A closed site, an address that isn't there, an old one, and the two statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.municipalities.models import Municipality, User
from cms.sites.models import SiteDetails
from cms.sites.redirects import add_redirect
from tests.portal.visits import paths_of, type_paths, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(nation: Path) -> Municipality:
    """Thisted, without a published statement."""
    SiteDetails.objects.filter(municipality__slug="thisted").update(statement_published_at=None)
    return Municipality.objects.get(slug="thisted")


def as_staff(name: str) -> Client:
    """A browser in Thisted where somebody who works with content is logged in."""
    client = Client(headers={"host": "thisted.localhost"})
    client.force_login(User.objects.get(username=name))
    return client


class TestClosedSite:
    def test_visitors_are_told_that_it_opens_soon(self, closed: Municipality) -> None:
        for path in [
            "/",
            "/soeg/",
            "/sitemap.xml",
            "/log-ind/",
            "/tilgaengelighed/",
            "/findes-ikke/",
            "/was/",
        ]:
            answer = visit("thisted", path)
            page = answer.content.decode()
            assert answer.status_code == 503
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Siden åbner snart" in page
            assert closed.email in page

    def test_nothing_from_inside_is_said(self, closed: Municipality) -> None:
        shelf, _foreign = paths_of("thisted")
        for path in [
            sorted(shelf)[0],
            *(f"/{one}/feed.rss" for one in type_paths()),
            "/soeg/forslag/",
        ]:
            answer = visit("thisted", path, q="job")
            assert answer.status_code == 503
            # The address that was asked for stands at the foot of what is printed.
            said = answer.content.decode().replace(path, "")
            assert not [one for one in shelf if one in said]

    def test_the_api_waits_too_and_says_so_in_its_own_way(self, closed: Municipality) -> None:
        asked = {"query": "{ items(first: 5) { edges { node { title } } } }"}
        answer = visit("thisted", "/graphql/", **asked)
        assert answer.status_code == 503
        assert set(answer.json()) == {"errors"}
        assert answer.json()["errors"][0]["extensions"]["code"] == "SITE_CLOSED"
        assert visit("thisted", "/graphiql/").status_code == 503
        assert as_staff("thisted-raadgiver").get("/graphql/", asked).status_code != 503

    def test_an_old_address_waits_too(self, closed: Municipality) -> None:
        add_redirect(closed, "/gammel", "/kurser/")
        assert visit("thisted", "/gammel").status_code == 503

    def test_its_own_people_see_it_and_are_told(self, closed: Municipality) -> None:
        for name in ("thisted-redaktoer", "thisted-administrator", "thisted-raadgiver"):
            answer = as_staff(name).get("/hjaelp/")
            assert answer.status_code == 200
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert "Kun I, der arbejder i kommunen" in answer.content.decode()

    def test_other_peoples_editors_are_visitors(self, closed: Municipality) -> None:
        for name in ["vejen-redaktoer", "vejen-administrator", "talende-dansk-bruger"]:
            assert as_staff(name).get("/hjaelp/").status_code == 503

    def test_the_neighbour_stays_open(self, closed: Municipality) -> None:
        assert visit("vejen", "/").status_code == 200

    def test_the_editors_door_stays_open(self, closed: Municipality) -> None:
        assert as_staff("thisted-administrator").get("/admin/webstedet/").status_code == 200

    def test_a_municipality_nobody_has_written_for_is_closed(self, nation: Path) -> None:
        Municipality.objects.create(code="0998", slug="fjordby", name="Fjordby")
        answer = visit("fjordby", "/")
        assert answer.status_code == 503
        assert "Ring til din kommune" in answer.content.decode()


def test_the_demo_nation_is_open(nation: Path) -> None:
    assert SiteDetails.objects.filter(statement_published_at=None).count() == 0
    assert SiteDetails.objects.count() == 98


class TestNotFound:
    def test_it_proposes_what_is_like_the_address(self, nation: Path) -> None:
        shelf, _foreign = paths_of("thisted")
        path = next(one for one in sorted(shelf) if one.count("-") >= 2)
        answer = visit("thisted", f"{path[:-1]}-flyttet/")
        page = answer.content.decode()
        assert answer.status_code == 404
        assert 'name="q"' in page
        assert path in page

    def test_it_proposes_nothing_from_another_municipality(self, nation: Path) -> None:
        for municipality in ("thisted", "vejen"):
            _shelf, foreign = paths_of(municipality)
            for path in sorted(foreign)[::9]:
                page = visit(municipality, path).content.decode()
                assert not [one for one in foreign if f'href="{one}"' in page], path

    def test_a_file_costs_no_search(self, nation: Path, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(5):
            assert visit("thisted", "/wp-login.php").status_code == 404

    def test_an_old_address_leads_on(self, nation: Path) -> None:
        answer = visit("thisted", "/jobcenter/kontakt")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/min-kommune/")
        below = Client().get("/thisted/jobcenter/kontakt")
        assert below.headers["Location"] == "/thisted/min-kommune/"
        assert visit("vejen", "/jobcenter/kontakt/").status_code == 404

    def test_a_page_that_is_there_is_never_led_away(self, nation: Path) -> None:
        add_redirect(Municipality.objects.get(slug="thisted"), "/hjaelp", "/kurser/")
        assert visit("thisted", "/hjaelp/").status_code == 200

    def test_what_is_sent_is_not_led_on(self, nation: Path) -> None:
        client = Client(headers={"host": "thisted.localhost"})
        assert client.post("/jobcenter/kontakt/").status_code == 404


class TestStatements:
    def test_the_statement_says_what_the_law_asks_for(self, nation: Path) -> None:
        details = SiteDetails.objects.get(municipality__slug="thisted")
        page = visit("thisted", "/tilgaengelighed/").content.decode()
        first_line = details.not_accessible.splitlines()[0]
        for said in (
            first_line,
            details.tested_how,
            details.feedback_mail,
            "Digitaliseringsstyrelsen",
        ):
            assert said in page
        assert details.feedback_telephone in page

    def test_was_leads_to_the_statement(self, nation: Path) -> None:
        assert visit("thisted", "/was/").headers["Location"] == "/tilgaengelighed/"
        official = "https://was.digst.dk/thisted-dk"
        SiteDetails.objects.filter(municipality__slug="thisted").update(official_address=official)
        assert visit("thisted", "/was/").headers["Location"] == official

    def test_own_words_about_data_are_text(self, nation: Path) -> None:
        SiteDetails.objects.filter(municipality__slug="thisted").update(
            privacy_text="Vi gemmer <script>alert(1)</script>.\n\nMere."
        )
        page = visit("thisted", "/privatliv/").content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<p>Mere.</p>" in page
        assert "databeskyttelse@thisted.example" in page

    def test_opening_hours_stand_day_by_day(self, nation: Path) -> None:
        page = visit("thisted", "/min-kommune/").content.decode()
        assert "Mandag til onsdag" in page
        assert "9.30–14.00" in page

"""What search machines are told: a map of the municipality's own, and what not to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.sites.models import SiteDetails
from tests.portal.visits import parsed, paths_of, visit

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
MOST_QUERIES = 12


def speak(municipality: str, *languages: str) -> None:
    """Switch these languages on, and no others."""
    SiteDetails.objects.filter(municipality__slug=municipality).update(languages=list(languages))


def addresses(answer: Any, host: str) -> list[str]:
    """The map's addresses, without the host."""
    urls = parsed(answer).iter(f"{SITEMAP}loc")
    return [(url.text or "").removeprefix(host) for url in urls]


def test_it_names_the_shelf_and_nothing_else(
    nation: Path, django_assert_max_num_queries: Any
) -> None:
    for municipality in ("thisted", "vejen"):
        shelf, foreign = paths_of(municipality)
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = visit(municipality, "/sitemap.xml")
        named = addresses(answer, f"http://{municipality}.localhost")
        assert len(named) == len(set(named))
        assert shelf <= set(named)
        assert not foreign & set(named)
        assert {"/", "/hjaelp/", "/tilgaengelighed/", "/privatliv/"} <= set(named)


def test_every_page_it_names_answers(nation: Path) -> None:
    named = addresses(visit("thisted", "/sitemap.xml"), "http://thisted.localhost")
    for path in [*named[:14], named[-1]]:
        assert visit("thisted", path).status_code == 200, path


def test_other_languages_are_named_and_answer_in_that_language(nation: Path) -> None:
    speak("thisted", "da", "ar")
    first = next(parsed(visit("thisted", "/sitemap.xml")).iter(f"{SITEMAP}url"))
    codes = {link.get("hreflang"): link.get("href") for link in first.iter(f"{XHTML}link")}
    assert set(codes) == {"da", "ar"}
    page = visit("thisted", "/", sprog="ar")
    assert page.status_code == 200
    assert 'lang="ar" dir="rtl"' in page.content.decode()


def test_the_menu_follows_the_languages_that_are_on(nation: Path) -> None:
    speak("thisted", "da", "en")
    page = visit("thisted", "/hjaelp/").content.decode()
    assert "?sprog=en" in page
    assert "?sprog=ru" not in page
    assert 'lang="da"' in visit("thisted", "/hjaelp/", sprog="ru").content.decode()
    speak("thisted", "da")
    assert "?sprog=" not in visit("thisted", "/hjaelp/").content.decode()


def test_below_a_path_everything_stays_below_it(nation: Path) -> None:
    named = addresses(Client().get("/thisted/sitemap.xml"), "http://testserver")
    assert all(path.startswith("/thisted/") for path in named)
    robots = Client().get("/thisted/robots.txt").content.decode()
    assert "Disallow: /thisted/admin/" in robots
    assert "Sitemap: http://testserver/thisted/sitemap.xml" in robots


def test_a_closed_site_is_not_to_be_read(nation: Path) -> None:
    assert "Disallow: /\n" not in visit("thisted", "/robots.txt").content.decode()
    SiteDetails.objects.filter(municipality__slug="thisted").update(statement_published_at=None)
    robots = visit("thisted", "/robots.txt").content.decode()
    assert "Disallow: /\n" in robots
    assert "Sitemap" not in robots


def test_the_app_speaks_the_readers_language(nation: Path) -> None:
    for language, direction in (("da", "ltr"), ("ar", "rtl"), ("ru", "ltr")):
        app = json.loads(visit("thisted", "/app.webmanifest", sprog=language).content)
        assert (app["lang"], app["dir"]) == (language, direction)
    assert {icon["purpose"] for icon in app["icons"]} == {"any", "maskable"}
    for icon in app["icons"]:
        picture = visit("thisted", icon["src"])
        assert picture.headers["Content-Type"] == "image/svg+xml"
        parsed(picture)


def test_what_is_shared_carries_title_text_and_site(nation: Path) -> None:
    shelf, _foreign = paths_of("thisted")
    page = visit("thisted", sorted(shelf)[0]).content.decode()
    title = page.split("<h1", 1)[1].split(">", 1)[1].split("</h1>")[0].strip()
    assert f'<meta property="og:title" content="{title}">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:site_name" content="Thisted Kommune">' in page
    assert f'<meta property="og:url" content="http://thisted.localhost{sorted(shelf)[0]}">' in page

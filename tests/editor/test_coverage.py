"""What the country shows of what the nation shares, as the national editors see it."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from cms.editor.coverage.picture import HEIGHT, WIDTH, spread, step_of
from cms.editor.coverage.views import TABS
from cms.library.coverage import national_items
from cms.library.models import CheckedLink, Item, Overlay, ShelfChoice, Translation
from cms.library.registry import item_model, item_models
from cms.library.scope import everything
from cms.library.translations import write_translation, written_in
from cms.media.models import Captions
from cms.municipalities.models import Municipality, User, national_owner
from tests.support.browser import SIZES
from tests.support.site import LiveSite

pytestmark = pytest.mark.django_db
SCREENS = ("editor_coverage", "editor_coverage_items", "editor_coverage_faults")


def logged_in(name: str) -> Client:
    """A browser where somebody who works with content is logged in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def editor(nation: Path) -> Client:
    """The national editor."""
    return logged_in("national-redaktoer")


def addresses() -> list[str]:
    """Every screen, also of one municipality and of one item."""
    item = national_items().order_by("pk")[0]
    return [
        *(reverse(name) for name in SCREENS),
        reverse("editor_coverage_municipality", args=["vejen"]),
        reverse("editor_coverage_item", args=[item.pk]),
    ]


def typed(bare: Item) -> Item:
    """The item with its own fields."""
    found: Item = item_model(bare.type_name).objects.everything("test").get(pk=bare.pk)
    return found


def first_shared(sharing: str) -> Item:
    """One of the nation's items at a level, that nobody has said anything of."""
    item: Item = national_items().filter(sharing=sharing).order_by("pk")[0]
    ShelfChoice.objects.filter(item_id=item.pk).delete()
    return item


@pytest.mark.parametrize(
    "name",
    ["vejen-redaktoer", "vejen-administrator", "vejen-raadgiver", "talende-dansk-bruger"],
)
def test_only_the_nation_comes_in(nation: Path, name: str) -> None:
    client = logged_in(name)
    titles = list(national_items().values_list("listed_title", flat=True))
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code in (302, 403), address
        assert not any(title in answer.content.decode() for title in titles if title)
    assert (
        reverse("editor_coverage") not in client.get(reverse("wagtailadmin_home")).content.decode()
    )


def test_a_visitor_is_asked_to_log_in(nation: Path) -> None:
    for address in addresses():
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_every_municipality_is_a_dot_and_a_row_that_say_the_same(editor: Client) -> None:
    answer = editor.get(reverse("editor_coverage"))
    rows, dots = answer.context["rows"], answer.context["dots"]
    assert len(rows) == len(dots) == Municipality.objects.count() == 98
    assert {row.in_words for row in rows} == {dot.label for dot in dots}
    page = answer.content.decode()
    assert page.count("coverage__reach") == 98
    for row in rows:
        assert (
            reverse("editor_coverage_municipality", args=[row.coverage.municipality.slug]) in page
        )
    assert reverse("editor_coverage") in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_the_dots_can_be_told_apart_and_lie_in_the_picture(nation: Path) -> None:
    places = Municipality.objects.exclude(latitude=None).values_list("longitude", "latitude")
    points = spread(tuple(places))
    for one, other in combinations(points, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= 22
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points)


def test_shades_are_quarters() -> None:
    assert [step_of(share) for share in (0, 0.24, 0.25, 0.5, 0.75, 1)] == [1, 1, 2, 3, 4, 4]
    assert spread(()) == ()


@pytest.mark.parametrize("column", ["name", "shown", "share", "own", "words", "open"])
def test_the_table_is_sorted_either_way(editor: Client, column: str) -> None:
    url = reverse("editor_coverage")
    up = editor.get(url, {"orden": column}).context["rows"]
    down = editor.get(url, {"orden": f"-{column}"}).context["rows"]
    assert len(up) == len(down) == 98
    assert {row.name for row in up} == {row.name for row in down}
    assert "aria-sort" in editor.get(url, {"orden": column}).content.decode()
    assert editor.get(url, {"orden": "nonsense"}).status_code == 200


def test_danish_letters_come_last_in_the_alphabet(editor: Client) -> None:
    names = [row.name for row in editor.get(reverse("editor_coverage")).context["rows"]]
    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_what_nobody_takes_and_what_many_leave_out_have_tabs(editor: Client) -> None:
    offered, by_default = first_shared("offered"), first_shared("on_by_default")
    many = Municipality.objects.all()[:30]
    ShelfChoice.objects.bulk_create(
        ShelfChoice(municipality=one, item=by_default, taken=False) for one in many
    )
    assert offered.pk in listed(editor, vis="ingen")
    assert by_default.pk in listed(editor, vis="fra")
    ShelfChoice.objects.create(municipality=many[0], item=offered, taken=True)
    ShelfChoice.objects.filter(item=by_default).update(taken=True)
    assert offered.pk not in listed(editor, vis="ingen")
    assert by_default.pk not in listed(editor, vis="fra")


def listed(client: Client, **asked: str) -> set[int]:
    """The items on the first page of the table."""
    answer = client.get(reverse("editor_coverage_items"), asked)
    return {row.coverage.item.pk for row in answer.context["page"]}


def test_items_are_filtered_searched_and_counted_in_their_tabs(editor: Client) -> None:
    item = first_shared("offered")
    asked = {"type": item.type_name, "deling": "offered", "q": item.listed_title[:12].upper()}
    assert item.pk in listed(editor, **asked)
    assert item.pk not in listed(editor, deling="mandatory")
    assert listed(editor, q="findes slet ikke") == set()
    for tab in TABS:
        answer = editor.get(reverse("editor_coverage_items"), {"vis": tab, **asked})
        [count] = [one["count"] for one in answer.context["tabs"] if one["chosen"]]
        assert count == answer.context["page"].paginator.count


def test_one_items_page_names_the_places(editor: Client) -> None:
    item = first_shared("offered")
    vejen = Municipality.objects.get(slug="vejen")
    ShelfChoice.objects.create(municipality=vejen, item=item, taken=True)
    answer = editor.get(reverse("editor_coverage_item", args=[item.pk]))
    assert answer.context["showing"] == [vejen]
    assert len(answer.context["others"]) == 97
    assert sorted(dot.step for dot in answer.context["dots"]) == [1] * 97 + [4]
    page = editor.get(reverse("editor_coverage_municipality", args=["vejen"]))
    assert item.pk in {row.coverage.item.pk for row in page.context["taken_in"]}


def test_other_owners_and_unshared_items_are_not_there(editor: Client) -> None:
    vejens = Item.objects.everything("test").filter(owner__slug="vejen")[0]
    private = first_shared("offered")
    Item.objects.everything("test").filter(pk=private.pk).update(sharing="private")
    for key in (vejens.pk, private.pk, 10**9):
        answer = editor.get(reverse("editor_coverage_item", args=[key]))
        assert answer.status_code == 404
    unknown = editor.get(reverse("editor_coverage_municipality", args=["ingen-kommune"]))
    assert unknown.status_code == 404


def test_words_over_a_changed_original_are_listed(editor: Client) -> None:
    item = typed(first_shared("mandatory"))
    field = item.declaration.overridable[0]
    Overlay.objects.all().delete()
    Overlay.objects.create(
        municipality=Municipality.objects.get(slug="vejen"),
        item=item.item_ptr,  # type: ignore[attr-defined]
        values={field: "Vores ord"},
        originals={field: getattr(item, field)},
    )
    url = reverse("editor_coverage_faults")
    assert editor.get(url).context["words"] == []
    setattr(item, field, "Nye ord fra landet")
    item.save()
    [line] = editor.get(url).context["words"]
    assert (line.municipality.slug, line.item.pk) == ("vejen", item.pk)
    assert item.declaration.fields[field].label.in_language("da") in line.fields


def test_films_without_danish_captions_are_listed_with_their_places(editor: Client) -> None:
    url = reverse("editor_coverage_faults")
    model, field = next(
        (model, name)
        for model in item_models().values()
        for name in model.declaration.fields_of("video")
        if model.objects.everything("test")
        .filter(owner__slug="national", live=True, **{f"{name}__type": "video"})
        .exclude(sharing="private")
        .exists()
    )
    items = model.objects.everything("test").filter(owner__slug="national", live=True)
    item = items.exclude(sharing="private").filter(**{f"{field}__type": "video"})[0]
    video = getattr(item, field)
    Captions.objects.filter(video=video, language="da").delete()
    films = {film.video.pk: film for film in editor.get(url).context["films"]}
    assert item.listed_title in [line.title for line in films[video.pk].places]
    Captions.objects.create(video=video, language="da", file="captions/x.vtt")
    assert video.pk not in {film.video.pk for film in editor.get(url).context["films"]}


def test_languages_are_counted_and_a_translation_is_one_more(editor: Client) -> None:
    Translation.objects.all().delete()
    rows = editor.get(reverse("editor_coverage_faults")).context["language_rows"]
    assert sum(row.total for row in rows) == national_items().count()
    assert all(sum(row.counts) + row.others == row.total == row.single for row in rows)
    bare = first_shared("mandatory")
    item = item_model(bare.type_name).objects.everything("test").get(pk=bare.pk)
    language = "en" if written_in(item) != "en" else "ar"
    assert item.pk in listed(editor, vis="sprog", q=item.listed_title)
    write_translation(item, None, language, {"title": "x"}, is_shown=False)
    assert item.pk in listed(editor, vis="sprog", q=item.listed_title)
    write_translation(item, None, language, {"title": "x"}, is_shown=True)
    assert item.pk not in listed(editor, vis="sprog", q=item.listed_title)
    after = editor.get(reverse("editor_coverage_faults")).context["language_rows"]
    [row] = [one for one in after if one.type_name == item.type_name]
    assert sum(row.counts) + row.others == row.total + 1
    assert row.single == row.total - 1


def test_broken_links_are_listed_with_their_items(editor: Client) -> None:
    url = reverse("editor_coverage_faults")
    assert "Ingen links er fulgt endnu" in editor.get(url).content.decode()
    item, now = first_shared("mandatory"), timezone.now()
    vejens = Item.objects.everything("test").filter(owner__slug="vejen")[0]
    for place, address in ((item, "https://gone.example/"), (vejens, "https://theirs.example/")):
        link = CheckedLink(url=address)
        link.note(404, "status", now)
        link.note(404, "status", now)
        link.save()
        link.items.through.objects.create(checkedlink=link, item_id=place.pk)
    answer = editor.get(url)
    [broken] = answer.context["links"]
    assert broken.link.url == "https://gone.example/"
    assert [line.title for line in broken.places] == [item.listed_title]
    assert "theirs.example" not in answer.content.decode()
    CheckedLink.objects.filter(pk=broken.link.pk).update(problem="", failures=0)
    assert "Alle links virker" in editor.get(url).content.decode()


def test_the_screens_ask_the_same_few_questions_of_a_large_library(
    editor: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = addresses()
    few = {address: questions(editor, address) for address in asked}
    make_large(1000)
    for address in asked:
        begun = time.perf_counter()
        assert questions(editor, address) <= few[address] <= 45, address
        took = (time.perf_counter() - begun) * 1000
        with capsys.disabled():
            print(f"\n{address}: {took:.0f} ms, {few[address]} queries", end="")


def questions(client: Client, address: str) -> int:
    """How many queries a screen takes, when it has been seen before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def make_large(count: int) -> None:
    """So many more items of the nation's, of which each municipality has chosen a third."""
    model = next(m for m in item_models().values() if m.declaration.fields_of("blocks"))
    nation, sharings = national_owner(), ["mandatory", "on_by_default", "offered"]
    with everything("test"):
        for number in range(count):
            made = model(
                **{model.declaration.title_field: f"Nummer {number}"},
                owner=nation, sharing=sharings[number % 3], slug=f"nummer-{number}", live=True,
            )  # fmt: skip
            made.fill_in()
            made.save_base(force_insert=False)
    keys = list(national_items().values_list("pk", flat=True))
    ShelfChoice.objects.all().delete()
    ShelfChoice.objects.bulk_create(
        [
            ShelfChoice(municipality_id=one, item_id=key, taken=bool((key + one) % 2))
            for one in Municipality.objects.values_list("pk", flat=True)
            for key in keys
            if (key + one) % 3 == 0
        ],
        batch_size=2000,
    )


@pytest.fixture
def at_the_desk(live_site: LiveSite) -> Callable[[Page], Page]:
    """Logs the national editor in."""

    def log_in(page: Page) -> Page:
        live_site.log_in_editor(page, "national-redaktoer")
        return page

    return log_in


@pytest.mark.parametrize("size", SIZES)
def test_the_screens_are_accessible_and_pressed_by_keyboard(
    live_site: LiveSite,
    new_page: Any,
    axe: Callable[[Page], list[str]],
    at_the_desk: Callable[[Page], Page],
    size: str,
) -> None:
    page = at_the_desk(new_page(size))
    found = {}
    for path in ("", "indhold/", "mangler/", "kommuner/vejen/"):
        page.goto(live_site.url(f"/admin/daekning/{path}"))
        found[path] = axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
    page.goto(live_site.url("/admin/daekning/indhold/"))
    page.locator(".coverage__table tbody th a").first.click()
    found["item"] = axe(page)
    assert not any(found.values()), found
    page.goto(live_site.url("/admin/daekning/"))
    page.get_by_role("link", name="Vejen: viser").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/daekning/kommuner/vejen/")

"""Every look of the staff is there for the citizen to read, and nothing can edit the log."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from graphene_django.registry import get_global_registry
from playwright.sync_api import Page, expect
from wagtail.snippets.models import get_snippet_models

from cms.api.documents import graphql_schema
from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality, User
from cms.rights import consents, looks
from cms.rights.guards import guarded
from cms.rights.models import AppendOnly, ConsentRecord, Look, WrittenOnce
from cms.staff.access import welcome
from scripts.steps import ROOT
from tests.support.browser import NewPage
from tests.support.site import LiveSite
from tests.support.sites import opened
from tests.support.stores import opens_the_file

Axe = Callable[[Page], list[str]]
LOGS = [one for one in AppendOnly.__subclasses__() if one._meta.app_label == "rights"]
# The only places that take lines out of a log, each because the law says so.
MAY_REMOVE = {"cms/rights/erasing.py", "cms/rights/retention.py"}
STAFF = {
    "thisted-raadgiver": "Bo Krogh",
    "thisted-rejseassistent": "Thisted Jobrejseassistent",
    "thisted-jobkonsulent": "Thisted Jobkonsulent",
}

STAFF_ROLES = {
    "Bo Krogh": "Jobrådgiver",
    "Thisted Jobrejseassistent": "Jobrejseassistent",
    "Thisted Jobkonsulent": "Personlig jobkonsulent",
}


@opens_the_file
def test_the_citizen_reads_every_look(fresh_site: LiveSite, new_page: NewPage, axe: Axe) -> None:
    for user_name in STAFF:
        look_at_karoline(fresh_site, new_page("desktop"), user_name, axe)
    refused(fresh_site, new_page("desktop"))
    page = new_page("phone")
    fresh_site.log_in(page, "demo-karoline")
    page.goto(fresh_site.url("/min-profil/", "thisted"))
    page.get_by_role("link", name="Hvem har set mine oplysninger").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvem har set mine oplysninger")
    rows = page.locator(".timeline > li").all_inner_texts()
    # Each: the list, the search, and the page.
    for name in STAFF.values():
        own = [row for row in rows if name in row]
        assert len(own) == 3, own
        assert sum("dit navn på en liste" in row for row in own) == 2
        assert all(("Thisted" in row and "2026" in row) or "20" in row for row in own)
    pages = [row for row in rows if "hvornår du sidst var her" in row]
    assert len(pages) == 3
    # What is hard for her is not for the journey assistant to see.
    said_hard = {
        name: "kan være svært" in row for row in pages for name in STAFF.values() if name in row
    }
    assert said_hard["Bo Krogh"] != said_hard["Thisted Jobrejseassistent"]
    assert len(rows) == 9, "nobody else looked"
    assert axe(page) == []
    unchangeable_from_outside(fresh_site.runtime / "database.sqlite3")
    page.reload()
    assert page.locator(".timeline > li").all_inner_texts() == rows


def look_at_karoline(site: LiveSite, page: Page, user_name: str, axe: Axe) -> None:
    """Open the list, search, and open her page."""
    site.log_in_editor(page, user_name)
    page.goto(site.url("/admin/"))
    page.get_by_role("navigation").get_by_role("link", name="Borgere", exact=True).click()
    assert axe(page) == []
    page.get_by_label("Søg på navn eller CPR-nummer").fill("karoline")
    page.get_by_role("button", name="Søg", exact=True).click()
    assert "karoline" not in page.url.lower()
    page.get_by_role("link", name="Karoline", exact=True).click()
    expect(page.get_by_text("Borgeren kan læse, at du har set siden")).to_be_visible()
    assert axe(page) == []


def refused(site: LiveSite, page: Page) -> None:
    """Another municipality's adviser asks for her by address: nothing is there."""
    with closing(sqlite3.connect(site.runtime / "database.sqlite3")) as database:
        asked = "SELECT id FROM citizens_citizen WHERE subject = 'demo-karoline'"
        ((key,),) = database.execute(asked).fetchall()
    site.log_in_editor(page, "vejen-raadgiver")
    answer = page.goto(site.url(f"/admin/borgere/{key}/"))
    assert answer is not None
    assert answer.status == 404
    assert "Karoline" not in page.content()


def unchangeable_from_outside(database: Path) -> None:
    """Also to somebody who opens the database's file with another program."""
    with closing(sqlite3.connect(database, timeout=20)) as outside:
        before = outside.execute("SELECT * FROM rights_look").fetchall()
        for statement in (
            "UPDATE rights_look SET person_name = 'nobody'",
            "DELETE FROM rights_look",
            "INSERT OR REPLACE INTO rights_look SELECT * FROM rights_look",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="written once"):
                outside.execute(statement)
            outside.rollback()
        assert outside.execute("SELECT * FROM rights_look").fetchall() == before


@pytest.fixture
def look(db: None) -> Look:
    """A look with a consent beside it."""
    town = opened(Municipality.objects.create(code="9001", slug="hjemby", name="Hjemby"))
    citizen = Citizen.objects.create(municipality=town, issuer="x", subject="y", display_name="Z")
    adviser = User.objects.create_user("adviser", first_name="Ida", last_name="Lund")
    welcome(adviser, "adviser", town)
    consents.give(citizen, "doings")
    looks.note(adviser, citizen, ["name"])
    return Look.objects.get()


def lines() -> dict[str, list[dict[str, Any]]]:
    """All that stands in the logs."""
    return {one._meta.db_table: list(one._base_manager.order_by("pk").values()) for one in LOGS}


def test_the_orm_and_raw_sql_refuse(look: Look) -> None:
    before = lines()
    for refused_by_model in (
        look.save,
        look.delete,
        Look.objects.all().delete,
        lambda: Look.objects.update(what=[]),
        lambda: look.citizen.looks.update(what=[]),
    ):
        with pytest.raises(WrittenOnce):
            refused_by_model()
    for table in guarded():
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608
            with transaction.atomic(), connection.cursor() as cursor:
                if before.get(table):
                    with pytest.raises(IntegrityError), transaction.atomic():
                        cursor.execute(statement)
    for back_door in (
        lambda: models.QuerySet(Look).update(what=[]),
        look.citizen.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            back_door()
    assert lines() == before
    assert Citizen.objects.filter(pk=look.citizen_id).exists()


def test_no_address_changes_a_line(look: Look) -> None:
    """Whatever is asked: every view of the product, read and written to, by who may do all."""
    chief = User.objects.create_superuser("chief", "chief@x.example", "a-long-code-for-tests")
    before, asked = lines(), 0
    known = {table: {row["id"] for row in rows} for table, rows in before.items()}
    for address in addresses(look):
        for method in ("get", "post"):
            with transaction.atomic():
                client = Client(headers={"host": "hjemby.localhost"}, raise_request_exception=False)
                client.force_login(chief)
                session = client.session
                session["citizen_id"] = look.citizen_id
                session.save()
                getattr(client, method)(address, {"action": "delete", "person_name": "x"})
                after = {
                    table: [row for row in rows if row["id"] in known[table]]
                    for table, rows in lines().items()
                }
                transaction.set_rollback(True)
            assert after == before, (method, address)
            asked += 1
    assert asked > 200


def addresses(look: Look) -> Iterator[str]:
    """An address of every view, with something plausible where it wants something.

    A view that serves many types is asked once. Erasing is the citizen's own, and has its test.
    """
    met = set()
    for route, one in patterns(get_resolver().url_patterns):
        view = getattr(one.callback, "view_class", one.callback)
        name = (view.__module__, getattr(view, "__qualname__", repr(view)))
        if name in met or name[1] == "erase":
            continue
        met.add(name)
        address = route
        for value, converter in one.pattern.converters.items():
            said = plausible(type(converter).__name__, look)
            address = re.sub(rf"<([a-z]+:)?{value}>", said, address)
        if not any(sign in address for sign in "<>(^$\\"):
            yield f"/{address}"


def patterns(
    found: list[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """The patterns of the product, each with its whole route."""
    for one in found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route, one


def plausible(converter: str, look: Look) -> str:
    """A value that a converter takes: the look's own key where it can be."""
    if converter == "UUIDConverter":
        return "00000000-0000-0000-0000-000000000000"
    return str(look.pk) if converter in {"IntConverter", "StringConverter"} else "looks"


def test_no_door_registers_the_logs() -> None:
    """Not Wagtail's snippets, and neither types nor changes of the API."""
    assert not {*LOGS} & {*get_snippet_models()}
    assert not {*LOGS} & {*get_global_registry()._registry}
    schema = graphql_schema()
    names = {name.lower() for name in schema.type_map}
    assert not [
        one
        for one in names
        for word in ("look", "consent", "receipt", "civilnumber")
        if word in one and not one.startswith("__")
    ]
    mutation = schema.mutation_type
    assert mutation is not None
    assert not [one for one in mutation.fields if "look" in one.lower()]
    assert not apps.is_installed("django.contrib.admin")


def test_only_the_law_takes_lines_out() -> None:
    """Nothing of the product even names what lets these lines go."""
    users = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "cms").rglob("*.py")
        if {"permitted", "remove_lawfully", "Permit", "rights_permit"} & names_in(path)
    }
    inside = {"cms/rights/models/append_only.py", "cms/rights/models/__init__.py"}
    of_this_floor = {one for one in users if one.startswith("cms/rights/")}
    assert of_this_floor - inside == MAY_REMOVE
    # Floors above keep records of their own that are written once; they name none of these.
    own_logs = {one.__name__ for one in LOGS}
    for other in users - of_this_floor:
        assert not own_logs & names_in(ROOT / other), other
    own = {name for name, app in get_commands().items() if app == "cms.rights"}
    assert own == {"delete_expired", "kept_after_erasure", "rotate_civil_number_keys"}


def names_in(path: Path) -> set[str]:
    """Every name that a file uses."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found


def test_a_consent_is_a_line_like_a_look(look: Look) -> None:
    consents.withdraw(look.citizen, "doings")
    said = ConsentRecord.objects.order_by("pk").values_list("is_given", flat=True)
    assert list(said) == [True, False]

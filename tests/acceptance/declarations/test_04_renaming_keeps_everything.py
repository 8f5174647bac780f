"""A renamed field keeps all data and drafts; without `renamed_from` nothing is done (point 4)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.modelling.project import Project

STALL = """
name: stall
labels: {da: {one: "stand", many: "stande"}}
settings: {path: stande, room: meeting, owners: [national, municipality]}
capabilities: {signup: {}}
fields:
  title: {kind: text, label: {da: "Titel"}, required: true, max_length: 120, overridable: true}
  summary: {kind: text, label: {da: Kort}, max_length: 200, search: {weight: 3}, overridable: true}
  body: {kind: blocks, label: {da: "Tekst"}}
  trades: {kind: terms, label: {da: "Brancher"}, vocabulary: industries, facet: true}
  spot: {kind: place, label: {da: "Sted"}}
  courses: {kind: reference, label: {da: "Kurser"}, to: course, many: true}
  main_course: {kind: reference, label: {da: "Kursus"}, to: course}
  price: {kind: money, label: {da: "Pris"}}
presentation: {icon: people, card: {title: title, text: summary}, page: [body, trades, spot]}
"""
NAMES = {
    "title": "heading", "summary": "brief", "body": "content", "trades": "industries",
    "spot": "place", "courses": "lessons", "main_course": "first_lesson", "price": "fee",
}  # fmt: skip
COLUMNS = NAMES | {f"spot_{end}": f"place_{end}" for end in ("latitude", "longitude")}
FILL = """
from decimal import Decimal
from cms.library.models import Overlay, Term
from cms.library.overlays import write_overlay
from cms.library.registry import item_model
from cms.municipalities.models import Municipality, national_owner
Stall, Course = item_model("stall"), item_model("course")
lessons = list(Course.objects.all()[:3])
trades = list(Term.objects.filter(vocabulary="industries")[:2])
def make(number, live):
    stall = Stall(
        title=f"Stand {number}", summary=f"Om stand {number}", slug=f"stand-{number}", live=live,
        body=[("heading", f"Velkommen {number}"), ("paragraph", "<p>Kom og se.</p>")],
        spot="Skolegade 1", spot_latitude=55.4, spot_longitude=9.1, price=Decimal("12.50"),
        owner=national_owner(), sharing="on_by_default", main_course=lessons[0],
    )
    stall.trades, stall.courses = trades, lessons
    stall.save()
    return stall
for number in range(6):
    stall = make(number, live=True)
    if number < 2:  # published through the form, then changed in a draft
        stall.save_revision().publish()
        stall.summary, stall.spot, stall.spot_latitude = "Kladde", "Ny vej 2", 56.0
        stall.trades, stall.body = trades[:1], [("heading", "Kladde")]
        stall.save_revision()
for number in range(6, 9):  # never published
    make(number, live=False).save_revision()
for slug in ("vejen", "thisted", "aarhus"):
    municipality = Municipality.objects.get(slug=slug)
    write_overlay(Stall.objects.get(slug="stand-3"), municipality, {"summary": f"Her i {slug}"})
answer = Stall.objects.count()
"""
TAKE = """
from wagtail.models import Revision
from cms.exchange.exporter import export_item
from cms.library.models import ItemTerm, Overlay
from cms.library.registry import item_model
model = item_model("stall")
items = list(model.objects.order_by("slug"))
revisions = Revision.objects.filter(content_type__model="stall").order_by("pk")
overlays = Overlay.objects.filter(item__type_name="stall").order_by("pk")
marks = ItemTerm.objects.filter(item__type_name="stall").order_by("item_id", "field", "term_id")
answer = {
    "items": [export_item(item) for item in items],
    "drafts": [export_item(item.get_latest_revision_as_object()) for item in items],
    "revisions": [revision.content for revision in revisions],
    "overlays": [[overlay.values, overlay.originals] for overlay in overlays],
    "marks": [[mark.item_id, mark.field, mark.term_id] for mark in marks],
}
"""


@pytest.fixture(scope="module")
def project(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project with a type of nine items, five of them with drafts."""
    copied = Project.copied(tmp_path_factory.mktemp("renames"), kept_nation)
    copied.declaration("stall").write_text(STALL.lstrip(), encoding="utf-8")
    copied.content("apply")
    assert copied.data(FILL) == 9
    return copied


@pytest.fixture(scope="module")
def before(project: Project) -> dict[str, Any]:
    """All that is kept of the items."""
    found: dict[str, Any] = project.data(TAKE)
    return found


def renamed(*, said: bool) -> str:
    """The declaration with every field under another name, said or not."""
    text = STALL
    for was, now in NAMES.items():
        former = f"renamed_from: {was}, " if said else ""
        text = text.replace(f"  {was}: {{kind", f"  {now}: {{{former}kind")
    page = "card: {title: heading, text: brief}, page: [content, industries, place]"
    return text.replace("card: {title: title, text: summary}, page: [body, trades, spot]", page)


def translated(value: Any) -> Any:
    """The same data under the new names."""
    if isinstance(value, dict):
        return {COLUMNS.get(key, key): entry for key, entry in value.items()}
    return [NAMES.get(entry, entry) if isinstance(entry, str) else entry for entry in value]


def test_without_renamed_from_the_losses_are_counted_and_refused(
    project: Project, before: dict[str, Any]
) -> None:
    project.declaration("stall").write_text(renamed(said=False).lstrip(), encoding="utf-8")
    said = project.content("plan", expect=2)
    assert "stall.summary: removed" in said
    assert "lost in 9 items and 5 drafts and 3 local texts" in said
    assert "lost in 9 items and 5 drafts\n" in said
    for name in NAMES:
        assert f"add `renamed_from: {name}`" in said
    assert "nothing was changed" in project.content("apply", expect=2).lower()
    project.declaration("stall").write_text(STALL.lstrip(), encoding="utf-8")
    assert project.data(TAKE) == before


def test_renamed_fields_keep_every_value_and_draft(
    project: Project, before: dict[str, Any]
) -> None:
    project.declaration("stall").write_text(renamed(said=True).lstrip(), encoding="utf-8")
    plan = project.content("plan")
    assert plan.count("values, drafts and local texts are kept") == len(NAMES)
    assert "Applied." in project.content("apply")
    after = project.data(TAKE)
    for kind in ("items", "drafts", "revisions"):
        assert after[kind] == [translated(row) for row in before[kind]], kind
    assert after["overlays"] == [[translated(one) for one in row] for row in before["overlays"]]
    assert sorted(after["marks"]) == sorted(translated(row) for row in before["marks"])
    assert "Nothing has changed" in project.content("apply")
    publish_a_draft_under_its_new_names(project)


def publish_a_draft_under_its_new_names(project: Project) -> None:
    """An old draft still opens and publishes."""
    answer = project.data(
        """
from cms.library.registry import item_model
stall = item_model("stall").objects.get(slug="stand-0")
stall.latest_revision.publish()
stall = item_model("stall").objects.get(slug="stand-0")
answer = [stall.brief, stall.place, stall.place_latitude, stall.industries.count()]
"""
    )
    assert answer == ["Kladde", "Ny vej 2", 56.0, 1]


def test_a_renamed_type_keeps_items_drafts_and_what_citizens_did(project: Project) -> None:
    """Runs last: the whole type under another name."""
    before = project.data(TAKE)
    text = project.declaration("stall").read_text(encoding="utf-8")
    text = text.replace("name: stall\n", "name: booth\nrenamed_from: stall\n")
    project.declaration("stall").unlink()
    project.declaration("booth").write_text(text, encoding="utf-8")
    assert "renamed to booth" in project.content("plan")
    project.content("apply")
    after = project.data(TAKE.replace('"stall"', '"booth"'))
    assert after["items"] == before["items"]
    assert after["drafts"] == before["drafts"]
    assert after["overlays"] == before["overlays"]
    assert after["marks"] == before["marks"]
    assert len(after["revisions"]) == len(before["revisions"])
    assert len(json.loads(project.content("export", "booth"))) == 9

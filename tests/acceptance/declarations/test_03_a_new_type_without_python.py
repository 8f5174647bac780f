"""A new file is a new content type everywhere; taken out and put back without loss (point 3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.modelling.project import Project
from tests.modelling.visitor import Visitor, choice

MENTORS = """
name: mentorordning
labels:
  da: {one: "mentorordning", many: "mentorordninger"}
  en: {one: "mentor programme", many: "mentor programmes"}
settings:
  path: mentorordninger
  room: meeting
  owners: [national, municipality]
capabilities:
  signup: {}
  completion: {}
fields:
  title:
    kind: text
    label: {da: "Titel"}
    required: true
    max_length: 120
    search: {weight: 8, autocomplete: true}
  industries:
    kind: terms
    label: {da: "Brancher"}
    vocabulary: industries
    search: {weight: 2}
    facet: true
  place:
    kind: place
    label: {da: "Sted"}
  contact:
    kind: text
    label: {da: "Kontakt"}
    max_length: 200
    overridable: true
  picture:
    kind: image
    label: {da: "Billede"}
presentation:
  icon: people
  card: {title: title, facts: [place]}
  page: [place, industries, contact]
"""
TITLE = "Gartnerlærlingens makker"
ADD = "/admin/snippets/content_models/mentorordning/add/"
LIST = "/vejen/mentorordninger/"
ITEM = f"{LIST}gartnerlaerlingens-makker/"
ASKED = """
  id slug title url contact place { address latitude } industries { slug }
  seating { seats } completion { finishedAt }
"""


@pytest.fixture(scope="module")
def project(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, with the new file in it."""
    copied = Project.copied(tmp_path_factory.mktemp("mentors"), kept_nation)
    copied.declaration("mentorordning").write_text(MENTORS.lstrip(), encoding="utf-8")
    assert "new type" in copied.content("plan")
    assert "Applied." in copied.content("apply")
    return copied


@pytest.fixture(scope="module")
def visitor(project: Project) -> Iterator[Visitor]:
    """The portal with the new type, running."""
    with project.serving() as somebody:
        yield somebody


@pytest.fixture(scope="module")
def created(visitor: Visitor) -> str:
    """The page of a mentor programme that an editor of Vejen makes and publishes in the form."""
    editor = visitor.another()
    editor.log_in_editor("vejen-redaktoer")
    form = next(
        form for form in editor.get(ADD).find_all("form") if form.find(attrs={"name": "title"})
    )
    assert form.find(attrs={"name": "action-publish"}), "the form has no button to publish with"
    written = {
        "title": TITLE,
        "contact": "Ring til Mette på 75 00 00 00",
        "place": "Skolegade 1, 6600 Vejen",
        "place_latitude": "55.48",
        "place_longitude": "9.14",
        "industries": [choice(form, "industries", "Byggeri og anlæg")],
        "owner": choice(form, "owner", "Vejen"),
        "sharing": "private",
        "signup_settings-TOTAL_FORMS": "1",
        "signup_settings-0-id": "",
        "signup_settings-0-ORDER": "1",
        "signup_settings-0-seats": "3",
        "signup_settings-0-deadline": "",
        "action-publish": "action-publish",
    }
    answer = editor.post(ADD, form, written)
    errors = [error.text.strip() for error in answer.select(".error-message, .help-critical")]
    assert not errors, errors
    visitor.wait_for(ITEM)
    return ITEM


def text_of(page: BeautifulSoup) -> str:
    """What a page's main part says."""
    main = page.find("main")
    assert isinstance(main, Tag)
    return " ".join(main.text.split())


def test_editors_form_list_page_and_detail_page(visitor: Visitor, created: str) -> None:
    page = text_of(visitor.get(created))
    for shown in (
        TITLE,
        "Byggeri og anlæg",
        "Skolegade 1, 6600 Vejen",
        "Mette",
        "3 ledige pladser",
    ):
        assert shown in page
    assert TITLE in text_of(visitor.get(LIST))
    assert TITLE in text_of(visitor.get(f"{LIST}?industries=byggeri"))
    assert TITLE not in text_of(visitor.get(f"{LIST}?industries=it"))
    visitor.get(created.replace("vejen", "thisted"), expect=404)


def test_graphql_lists_filters_and_finds_one(visitor: Visitor, created: str) -> None:
    query = (
        "{ all: mentorordnings { totalCount nodes { %s } }"
        '  building: mentorordnings(filter: {industries: ["byggeri"]}) { totalCount }'
        '  computing: mentorordnings(filter: {industries: ["it"]}) { totalCount }'
        '  one: mentorordning(slug: "gartnerlaerlingens-makker") { title } }'
    ) % ASKED
    answer = visitor.graphql("vejen", query)
    (item,) = answer["all"]["nodes"]
    assert (item["title"], item["seating"]["seats"], item["completion"]) == (TITLE, 3, None)
    assert item["place"] == {"address": "Skolegade 1, 6600 Vejen", "latitude": 55.48}
    assert answer["building"]["totalCount"] == 1
    assert answer["computing"]["totalCount"] == 0
    assert answer["one"] == {"title": TITLE}
    other = visitor.graphql("thisted", "{ mentorordnings { totalCount } }")
    assert other == {"mentorordnings": {"totalCount": 0}}


def test_search_finds_it_by_stem_and_part_of_a_word(visitor: Visitor, created: str) -> None:
    visitor.wait_for(f"/vejen/soeg/?q={TITLE}")
    for words in ("gartnerlærling", "makkere", "gartner"):
        assert TITLE in text_of(visitor.get(f"/vejen/soeg/?q={words}")), words
        assert TITLE not in text_of(visitor.get(f"/thisted/soeg/?q={words}")), words


def test_a_citizen_signs_up_and_marks_it_done(visitor: Visitor, created: str) -> None:
    citizen = visitor.another()
    citizen.log_in_citizen("vejen", "demo-karoline")
    press(citizen, created, "sign_up")
    press(citizen, created, "finish")
    said = text_of(citizen.get(created))
    assert "Du er tilmeldt" in said and "Du er færdig" in said
    asked = '{ mentorordning(slug: "gartnerlaerlingens-makker") { seating { free } } }'
    assert visitor.graphql("vejen", asked) == {"mentorordning": {"seating": {"free": 2}}}


def press(citizen: Visitor, path: str, action: str) -> None:
    """Press the button of a capability."""
    button = citizen.get(path).find("button", {"name": "action", "value": action})
    assert isinstance(button, Tag), f"no button {action}"
    form = button.find_parent("form")
    assert isinstance(form, Tag)
    citizen.post(path, form, {"action": action})


def test_taken_out_and_put_back(project: Project, visitor: Visitor, created: str) -> None:
    """Runs last: exported, removed with a word, put back whole, while the portal runs."""
    kept = project.folder / "mentors.json"
    kept.write_text(project.content("export", "mentorordning"), encoding="utf-8")
    (row,) = json.loads(kept.read_text(encoding="utf-8"))
    assert (row["title"], row["signup"]["seats"]) == (TITLE, 3)

    project.declaration("mentorordning").unlink()
    said = project.content("plan", expect=2)
    assert "lost in 1 item" in said and "content export mentorordning --to" in said
    assert "nothing was changed" in project.content("apply", expect=2).lower()
    assert TITLE in text_of(visitor.get(LIST)), "the running portal goes on as before"

    assert "running portal reloads" in project.content("apply", "--accept-loss")
    visitor.wait_for(LIST, status=404)
    visitor.get("/vejen/")
    visitor.get("/vejen/aktiviteter/")
    assert TITLE not in text_of(visitor.get("/vejen/soeg/?q=makkere"))
    assert leftovers(project) == [0, 0, 0, 0]

    project.declaration("mentorordning").write_text(MENTORS.lstrip(), encoding="utf-8")
    project.content("apply")
    assert "1 item imported" in project.content("import", "mentorordning", str(kept))
    assert json.loads(project.content("export", "mentorordning")) == [row]
    visitor.wait_for(ITEM)
    assert "3 ledige pladser" in text_of(visitor.get(ITEM))


def leftovers(project: Project) -> list[int]:
    """Rows that still speak of the removed type: items, sign-ups, drafts, content types."""
    found: list[int] = project.data(
        """
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision
from cms.library.models import Item
from cms.capabilities.signup.models import Signup
items = Item.objects.filter(type_name="mentorordning")
signups = Signup.objects.exclude(item__in=Item.objects.all())
drafts = Revision.objects.filter(content_type__model="mentorordning")
types = ContentType.objects.filter(app_label="content_models", model="mentorordning")
answer = [rows.count() for rows in (items, signups, drafts, types)]
"""
    )
    return found

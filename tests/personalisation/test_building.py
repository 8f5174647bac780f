"""What stands around a rule: what changes, previews with a draft, files, ends, the schema."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cms.personalisation.book import current_book
from cms.personalisation.draft_models import VersionIsKept
from cms.personalisation.editing.live import answer
from cms.personalisation.editing.trying_out import book_with, readers
from cms.personalisation.models import Audience, Draft, Rule, Version
from cms.personalisation.services import import_rules
from cms.personalisation.stamp import current_stamp
from tests.personalisation.conftest import Nation, make_item
from tests.personalisation.test_editing import ROOT, editor, said, state

__all__ = ["editor"]

LONG = {"fact": "months_unemployed", "at_least": 6}
FILE = """\
audiences:
  - name: laenge
    owner: thisted
    labels: {da: "dem, der har ledt længe"}
    rule: {all: [{fact: months_unemployed, at_least: 6}]}
    tests: [{persona: sara, fits: true}]
    ends: 2030-01-01 00:00
rules:
  - name: kurser
    owner: thisted
    audience: laenge
    effect: pin
    content: {types: [course]}
    reason: {da: "Fordi du kan lære nyt"}
"""


def test_what_would_change_is_told_and_nothing_is_kept(nation: Nation) -> None:
    for slug in ("aa", "bb", "zz"):
        make_item("course", slug, nation.owner)
    nation.audience("laenge", {"all": [LONG]}, nation.thisted)
    values = {
        "audience": "laenge", "effect": "pin", "content": {"items": ["course/zz"]},
        "reason": {"da": "Fordi du har ledt længe"},
    }  # fmt: skip
    draft = Draft.objects.create(part="rule", name="r", owner=nation.thisted, values=values)
    stamp, before = current_stamp(), state()
    book = book_with([draft])
    assert [rule.name for rule in book.rules] == ["r"]
    assert (current_stamp(), state()) == (stamp, before) and not Rule.objects.exists()
    found = {one.name: one for one in readers(book, nation.thisted, ["course"], "da")}
    changes = found["sara"].lists[0].changes
    assert ("up", "zz", "Fordi du har ledt længe") in [
        (one.kind, one.title, one.reason) for one in changes
    ]
    assert found["karoline"].changes == 0 and found["visitor"].changes == 0
    assert current_book().rules == ()


def test_the_screen_tells_who_comes_in(nation: Nation, editor: Client) -> None:
    values = {"labels": {"da": "alle"}, "rule": {"all": []}}
    Draft.objects.create(part="audience", name="a", owner=nation.thisted, values=values)
    for _number in range(6):
        nation.citizen()
    page = said(editor.get(f"{ROOT}/audiences/a/edit/?afproev=1"))
    assert "Borgere, der kommer med: <strong>6</strong>" in page
    assert "kladde=" in page and not Audience.objects.exists()


def test_each_condition_is_answered_for_each_persona(nation: Nation) -> None:
    rule = {"all": [LONG, {"not": {"fact": "interests", "any_of": ["it"]}}]}
    told = answer(rule, [], nation.thisted, "", {}, "da")
    morten = next(one for one in told["people"] if one["name"] == "morten")
    assert morten["holds"] == {
        "rule": False, "rule.all[0]": True, "rule.all[1]": False, "rule.all[1].not": True,
    }  # fmt: skip
    assert len(morten["why"]) == 1 and "ikke er en, der" in morten["why"][0]
    wrong = answer({"all": [{"fact": "agge"}]}, [], nation.thisted, "", {}, "da")
    assert wrong["problems"][0]["place"] == "rule.all[0].fact" and wrong["people"] == []


def test_an_audience_that_has_ended_fits_nobody(nation: Nation, monkeypatch: Any) -> None:
    audience = nation.audience("snart", {"all": []}, nation.thisted)
    nation.audience("andre", {"audience": "snart"}, nation.thisted)
    Audience.objects.filter(pk=audience.pk).update(ends=timezone.now() + timedelta(hours=1))
    assert current_book().audiences_of({}, nation.thisted.pk) == {"snart", "andre"}
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert current_book().audiences_of({}, nation.thisted.pk) == set()


def test_a_version_is_never_changed(nation: Nation) -> None:
    version = Version.objects.create(part="rule", name="r", owner=nation.thisted, number=1)
    deeds: Any = (version.save, version.delete, Version.objects.all().delete)
    for deed in deeds:
        with pytest.raises(VersionIsKept):
            deed()
    with pytest.raises(VersionIsKept):
        Version.objects.update(number=2)
    assert Version.objects.get().number == 1


def upload(client: Client, text: str, action: str) -> Any:
    sent = SimpleUploadedFile("regler.yaml", text.encode(), "application/yaml")
    return client.post(f"{ROOT}/files/", {"files": sent, "action": action})


def test_files_are_looked_at_first_and_come_out_as_they_went_in(
    nation: Nation, editor: Client, tmp_path: Path
) -> None:
    before = state()
    looked = said(upload(editor, FILE, "look"))
    assert "2 nye, 0 ændret, 0 uændret" in looked and state() == before
    assert upload(editor, FILE, "import").status_code == 302
    assert Audience.objects.get().tests == [{"persona": "sara", "fits": True}]
    assert Version.objects.count() == 2
    everything = editor.get(f"{ROOT}/files/download/").content
    (tmp_path / "ud.yaml").write_bytes(everything)
    assert import_rules(tmp_path).count("unchanged") == 2
    one = said(editor.get(f"{ROOT}/files/download/?part=rule&name=kurser"))
    assert "kurser" in one and "audiences:" not in one


@pytest.mark.parametrize(
    ("wrong", "line", "why"),
    [
        (FILE.replace("months_unemployed", "months"), 5, "Der er ingen oplysning"),
        (FILE.replace("persona: sara", "persona: karoline"), 6, "Karoline"),
        (FILE.replace("owner: thisted", "owner: aarhus", 1), 3, "Du skriver ikke regler for"),
        (FILE.replace("[course]", "[corse]"), 13, "corse"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_imported(
    nation: Nation, editor: Client, wrong: str, line: int, why: str
) -> None:
    before = state()
    for action in ("look", "import"):
        answered = upload(editor, wrong, action)
        assert answered.status_code == 400
        assert f"regler.yaml, linje {line}" in said(answered) and why in said(answered)
        assert state() == before


def test_the_schema_is_public_and_names_no_municipalitys_audience(nation: Nation) -> None:
    nation.audience("landets", {"all": []})
    nation.audience("thisteds", {"all": []}, nation.thisted)
    found = Client(HTTP_HOST="localhost").get("/regler.schema.json")
    assert found.status_code == 200 and found["Content-Type"] == "application/schema+json"
    text = found.content.decode()
    assert json.loads(text)["title"] == "Rule"
    assert "landets" in text and "thisteds" not in text


def test_the_portal_is_looked_at_with_ones_own_draft_only(nation: Nation, editor: Client) -> None:
    values = {"labels": {"da": "alle"}, "rule": {"all": []}}
    own = Draft.objects.create(part="audience", name="a", owner=nation.thisted, values=values)
    other = Draft.objects.create(part="audience", name="b", owner=nation.aarhus, values=values)
    opened = editor.get(f"/admin/se-som/sara/?kommune=thisted&kladde={own.pk}")
    assert opened.status_code == 302
    shown = said(editor.get(opened["Location"]))
    assert "med kladden i brug" in shown
    assert editor.get(f"/admin/se-som/sara/?kladde={other.pk}").status_code == 404
    assert not Audience.objects.exists()

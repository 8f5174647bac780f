"""Editors build audiences and rules, publish them, go back; and only their own."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.history.models import HistoryEntry
from cms.municipalities.models import Company, Owner, User
from cms.personalisation.models import Audience, Draft, Rule, Version
from cms.personalisation.publishing import NotInOrder, publish
from cms.staff.access import welcome
from tests.personalisation.conftest import Nation, make_item

ROOT = "/admin/personalisation"
LONG = {"fact": "months_unemployed", "at_least": 6}
REASONS = {f"reason_{code}": f"Fordi {code}" for code in ("da", "en", "ar", "ru")}


def signed_in(role: str, owner: Owner) -> Client:
    user = User.objects.create(username=f"{role}-{owner.slug}")
    welcome(user, role, owner)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def editor(nation: Nation) -> Client:
    """An editor of Thisted."""
    return signed_in("municipal_editor", nation.thisted)


def audience_form(rule: Any, prefix: str = "", **more: Any) -> dict[str, Any]:
    start = f"{prefix}-" if prefix else ""
    form = {
        f"{start}labels_da": "de langtidsledige",
        f"{start}rule": json.dumps(rule),
        f"{start}tests": "[]",
    }
    return form | {f"{start}{key}" if "_" not in key else key: value for key, value in more.items()}


def rule_form(**more: Any) -> dict[str, Any]:
    form = {"effect": "pin", "weight": "20", "types": ["course"], "active": "on", **REASONS}
    return {**form, **more}


def said(response: Any) -> str:
    return str(response.content.decode())


def state() -> tuple[int, int, int, int, int]:
    models = (Audience, Rule, Draft, Version, HistoryEntry)
    counts = [model._default_manager.count() for model in models]  # type: ignore[attr-defined]
    return tuple(counts)  # type: ignore[return-value]


def test_a_draft_holds_for_nobody_until_it_is_published(nation: Nation, editor: Client) -> None:
    saved = editor.post(f"{ROOT}/audiences/new/", audience_form({"all": [LONG]}))
    name = "thisted-de-langtidsledige"
    assert saved.status_code == 302 and saved["Location"].endswith(f"/{name}/edit/")
    assert not Audience.objects.exists()
    assert Draft.objects.get().values["rule"] == {"all": [LONG]}

    form = audience_form({"all": [LONG]}, action="publish", note="efter mødet")
    answer = editor.post(f"{ROOT}/audiences/{name}/edit/", {**form, "seen": "1"}, follow=True)
    assert "Version 1" in said(answer)
    assert Audience.objects.get().rule == {"all": [LONG]}
    assert not Draft.objects.exists()
    version = Version.objects.get()
    assert (version.number, version.note) == (1, "efter mødet")
    assert version.person == "municipal_editor-thisted"
    assert version.said["da"] == "har været ledig i mindst 6 måneder"
    actions = set(HistoryEntry.objects.values_list("action", flat=True))
    assert {"targeting.save", "targeting.publish"} <= actions

    changed = {"all": [{**LONG, "at_least": 9}]}
    editor.post(f"{ROOT}/audiences/{name}/edit/", {**audience_form(changed), "seen": "0"})
    assert Audience.objects.get().rule == {"all": [LONG]}, "only a draft was saved"
    listed = said(editor.get(f"{ROOT}/audiences/"))
    assert "mindst 6 måneder" in listed and "kladde" in listed


def test_an_earlier_version_comes_back_as_a_draft(nation: Nation, editor: Client) -> None:
    address = f"{ROOT}/audiences/thisted-de-langtidsledige/"
    editor.post(f"{ROOT}/audiences/new/", audience_form({"all": [LONG]}, action="publish"))
    nine = {"all": [{**LONG, "at_least": 9}]}
    editor.post(f"{address}edit/", audience_form(nine, action="publish"))
    assert Version.objects.count() == 2
    page = said(editor.get(f"{address}edit/"))
    assert "mindst 6 måneder" in page and "mindst 9 måneder" in page
    assert editor.post(f"{address}back/", {"number": "1"}).status_code == 302
    assert Audience.objects.get().rule == nine
    assert Draft.objects.get().values["rule"] == {"all": [LONG]}
    assert editor.post(f"{address}back/", {"number": "7"}).status_code == 404
    assert editor.post(f"{address}discard/").status_code == 302
    assert not Draft.objects.exists()
    assert Audience.objects.get().rule == nine


def test_what_is_wrong_is_kept_as_a_draft_and_not_published(nation: Nation, editor: Client) -> None:
    before = state()
    answer = editor.post(f"{ROOT}/audiences/new/", {**audience_form({}), "rule": "{any"})
    assert "Det er ikke JSON: linje 1" in said(answer) and "{any" in said(answer)
    assert state() == before
    form = audience_form({"any": []}, action="publish")
    answer = editor.post(f"{ROOT}/audiences/new/", form, follow=True)
    assert "ikke udgivet" in said(answer) and "passer på ingen" in said(answer)
    assert not Audience.objects.exists() and not Version.objects.exists()
    assert Draft.objects.get().values["rule"] == {"any": []}


def test_a_failing_test_stops_publishing_and_says_which(nation: Nation, editor: Client) -> None:
    cases = [{"persona": "karoline", "fits": True}, {"persona": "sara", "fits": True}]
    form = {**audience_form({"all": [LONG]}, action="publish"), "tests": json.dumps(cases)}
    answer = editor.post(f"{ROOT}/audiences/new/", form, follow=True)
    assert "»Karoline« skal passe, men passer ikke." in said(answer)
    assert "»Sara«" not in said(answer).split("</header>")[0]
    assert not Audience.objects.exists()
    cases[0]["fits"] = False
    cases.append({"facts": {"months_unemployed": 5}, "fits": False})  # type: ignore[dict-item]
    form["tests"] = json.dumps(cases)
    editor.post(f"{ROOT}/audiences/thisted-de-langtidsledige/edit/", form)
    assert Audience.objects.get().tests == cases


def test_two_who_write_at_once_do_not_write_over_each_other(nation: Nation, editor: Client) -> None:
    editor.post(f"{ROOT}/audiences/new/", audience_form({"all": [LONG]}))
    address = f"{ROOT}/audiences/thisted-de-langtidsledige/edit/"
    editor.post(address, {**audience_form({"all": []}), "seen": "1"})
    late = editor.post(address, {**audience_form({"not": {"all": []}}), "seen": "1"})
    assert "har gemt eller udgivet imens" in said(late)
    assert Draft.objects.get().values["rule"] == {"all": []}
    assert 'name="seen" value="2"' in said(late)


def test_audience_effect_reason_and_period_in_one_go(nation: Nation, editor: Client) -> None:
    make_item("course", "truck", nation.owner)
    form = {
        **audience_form({"all": [LONG]}, prefix="who"),
        **rule_form(audience="+", items=["course/truck"], language="da", types=[]),
        "terms_industries": ["transport"],
        "starts": "2026-01-01T08:00",
        "action": "publish",
        "title": "Truck først",
    }
    answer = editor.post(f"{ROOT}/rules/new/", form, follow=True)
    assert Rule.objects.exists(), said(answer)
    rule = Rule.objects.select_related("audience").get()
    assert rule.name == "thisted-truck-foerst"
    assert rule.audience.rule == {"all": [LONG]} and rule.audience.owner_id == nation.thisted.pk
    assert rule.content == {
        "terms": {"industries": ["transport"]}, "items": ["course/truck"], "language": "da",
    }  # fmt: skip
    assert rule.starts is not None and rule.starts.isoformat() == "2026-01-01T07:00:00+00:00"
    assert Version.objects.count() == 2 and not Draft.objects.exists()
    listed = said(editor.get(f"{ROOT}/rules/"))
    assert "Sæt øverst for målgruppen (»de langtidsledige«)" in listed


def test_both_or_none_are_published(nation: Nation, editor: Client) -> None:
    form = {
        **audience_form({"all": [LONG]}, prefix="who"),
        **rule_form(audience="+", items=["course/none"]),
        "action": "publish",
    }
    answer = editor.post(f"{ROOT}/rules/new/", form, follow=True)
    assert "Der er ikke noget indhold" in said(answer)
    assert not Audience.objects.exists() and not Rule.objects.exists()
    assert not Version.objects.exists() and Draft.objects.count() == 2


def test_an_order_names_the_items_and_says_so_at_the_field(nation: Nation, editor: Client) -> None:
    nation.audience("alle", {"all": []})
    form = rule_form(audience="alle", effect="order", types=["course"])
    before = state()
    for action in ("publish", "try"):
        answer = editor.post(f"{ROOT}/rules/new/", {**form, "action": action})
        assert answer.context["form"].errors.keys() == {"items"}
        assert "Vælg de enkelte ting, der skal stå i rækkefølge" in said(answer)
        assert state() == before
    # A half-done draft may be kept, but its publishing is refused by the rule itself, too.
    editor.post(f"{ROOT}/rules/new/", form)
    with pytest.raises(NotInOrder, match="Vælg de enkelte ting"):
        publish([Draft.objects.get()], None)
    assert not Rule.objects.exists()
    make_item("course", "truck", nation.owner)
    address = f"{ROOT}/rules/{Draft.objects.get().name}/edit/"
    editor.post(address, {**form, "items": ["course/truck"], "action": "publish"})
    assert Rule.objects.get().content["items"] == ["course/truck"]


def test_the_reason_is_proposed_and_needed_in_every_language(
    nation: Nation, editor: Client
) -> None:
    nation.audience("laenge", {"all": [LONG]})
    form = {**rule_form(audience="laenge"), **dict.fromkeys(REASONS, "")}
    refused = editor.post(f"{ROOT}/rules/new/", {**form, "action": "publish"}, follow=True)
    assert "ikke udgivet" in said(refused) and not Rule.objects.exists()
    address = f"{ROOT}/rules/{Draft.objects.get().name}/edit/"
    editor.post(address, {**form, "reason_en": "My own", "action": "propose"})
    reason = Draft.objects.get().values["reason"]
    assert reason["da"] == "Fordi du har været ledig i mindst 6 måneder"
    assert reason["en"] == "My own" and set(reason) == {"da", "en", "ar", "ru"}


def test_national_rules_are_read_and_others_are_not_there(nation: Nation, editor: Client) -> None:
    national = nation.audience("landets", {"all": []})
    foreign = nation.audience("aarhusianere", {"all": []}, nation.aarhus)
    nation.rule("deres", foreign, "hide", {"types": ["course"]}, owner=nation.aarhus)
    Draft.objects.create(part="audience", name="kladden", owner=nation.aarhus)
    before = state()
    listed = said(editor.get(f"{ROOT}/audiences/"))
    assert "Landets" in listed and "arhusianere" not in listed and "kladden" not in listed
    assert "deres" not in said(editor.get(f"{ROOT}/rules/"))
    for path in (
        f"audiences/{national.name}/", f"audiences/{foreign.name}/", "rules/deres/",
        "audiences/kladden/",
    ):  # fmt: skip
        assert editor.get(f"{ROOT}/{path}edit/").status_code == 404
        for deed in ("edit", "delete", "discard", "back"):
            form = {**audience_form({"all": []}), "number": "1"}
            assert editor.post(f"{ROOT}/{path}{deed}/", form).status_code == 404, (path, deed)
    for part, name in (("audience", "aarhusianere"), ("rule", "deres")):
        address = f"{ROOT}/files/download/?part={part}&name={name}"
        assert editor.get(address).status_code == 404
    assert state() == before


def test_counts_and_items_of_another_are_404(nation: Nation, editor: Client) -> None:
    asked = {"owner": nation.aarhus.pk, "rule": {"all": []}}
    answer = editor.post(f"{ROOT}/check/", json.dumps(asked), "application/json")
    assert answer.status_code == 404
    assert editor.get(f"{ROOT}/items/?owner={nation.aarhus.pk}&q=truck").status_code == 404
    own = {**asked, "owner": nation.thisted.pk}
    assert editor.post(f"{ROOT}/check/", json.dumps(own), "application/json").status_code == 200
    assert editor.post(f"{ROOT}/check/", "{", "application/json").status_code == 400
    assert editor.post(f"{ROOT}/check/", '"x"', "application/json").status_code == 400


def test_a_form_cannot_name_another_owner_or_audience(nation: Nation, editor: Client) -> None:
    nation.audience("aarhusianere", {"all": []}, nation.aarhus)
    before = state()
    for owner in (nation.owner, nation.aarhus):
        form = {**audience_form({"all": []}), "owner": str(owner.pk)}
        assert editor.post(f"{ROOT}/audiences/new/", form).status_code in (302, 403)
        assert state() == before
    answer = editor.post(f"{ROOT}/rules/new/", rule_form(audience="aarhusianere"))
    assert "audience" in answer.context["form"].errors
    assert state() == before
    named = audience_form({"audience": "aarhusianere"}, action="publish")
    answer = editor.post(f"{ROOT}/audiences/new/", named, follow=True)
    assert "Der er ingen målgruppe" in said(answer)
    assert Audience.objects.count() == 1 and not Version.objects.exists()


def test_the_list_counts_citizens_but_never_so_that_one_is_known(
    nation: Nation, editor: Client
) -> None:
    nation.audience("unge", {"fact": "birth_year", "at_least": 2000})
    nation.audience("aeldre", {"fact": "birth_year", "at_most": 1960})
    nation.audience("ingen", {"not": {"all": []}})
    for year in (2001, 2002, 2003, 2004, 2005, 1950):
        nation.citizen(birth_year=year)
    nation.citizen(nation.aarhus, birth_year=2006)
    assert counts(editor) == {"Unge": "5", "Aeldre": "under 5", "Ingen": "0"}
    national = signed_in("national_editor", nation.owner)
    assert counts(national) == {"Unge": "6", "Aeldre": "under 5", "Ingen": "0"}


def counts(client: Client) -> dict[str, str]:
    context = client.get(f"{ROOT}/audiences/").context
    return {row["title"]: row["count"] for row in [*context["own"], *context["others"]]}


@pytest.mark.parametrize("part", ["audiences", "rules"])
def test_a_list_costs_the_same_however_long(nation: Nation, editor: Client, part: str) -> None:
    fill(nation, 2)
    few = queries(editor, part)
    fill(nation, 30)
    assert queries(editor, part) == few


def fill(nation: Nation, count: int) -> None:
    for number in range(count):
        name = f"n{count}-{number}"
        audience = nation.audience(name, {"all": [LONG]}, nation.thisted)
        nation.rule(name, audience, "hide", {"items": ["course/x"]}, owner=nation.thisted)


def queries(client: Client, part: str) -> list[str]:
    """What a list asks the database, once the book has been read."""
    client.get(f"{ROOT}/{part}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{ROOT}/{part}/").status_code == 200
    return [query["sql"].split("WHERE")[0][:80] for query in asked.captured_queries]


def test_an_audience_in_use_stays(nation: Nation, editor: Client) -> None:
    audience = nation.audience("vores", {"all": []}, nation.thisted)
    nation.rule("r", audience, "hide", {"types": ["course"]}, owner=nation.thisted)
    nation.audience("naevnt", {"all": []}, nation.thisted)
    nation.audience("naevner", {"not": {"audience": "naevnt"}}, nation.thisted)
    for name, why in (("vores", "bruges i en regel"), ("naevnt", "nævnes i målgruppen Naevner")):
        answer = editor.post(f"{ROOT}/audiences/{name}/delete/", follow=True)
        assert why in said(answer)
        assert Audience.objects.filter(name=name).exists()
    editor.post(f"{ROOT}/rules/r/delete/")
    assert not Rule.objects.exists()


def test_companies_and_strangers_stay_out(nation: Nation) -> None:
    company = Company.objects.create(slug="bageren", name="Bageren")
    client = signed_in("company_user", company)
    before = state()
    for path in ("audiences/", "audiences/new/", "rules/", "rules/new/", "files/", "items/"):
        assert client.get(f"{ROOT}/{path}").status_code in (302, 403)
        assert client.post(f"{ROOT}/{path}", {}).status_code in (302, 403)
        stranger = Client(HTTP_HOST="localhost").get(f"{ROOT}/{path}")
        assert stranger.status_code == 302 and "login" in stranger["Location"]
    assert client.post(f"{ROOT}/check/", "{}", "application/json").status_code in (302, 403)
    assert state() == before
    assert f"{ROOT}/rules/" not in client.get("/admin/").content.decode()

"""Editors write audiences and rules in forms, and only their own."""

from typing import Any

import pytest
from django.test import Client

from cms.municipalities.models import Company, Owner, User
from cms.personalisation.models import Audience, Rule
from cms.staff.access import welcome
from tests.personalisation.conftest import Nation, make_item

ROOT = "/admin/personalisation"
TEXTS = ("labels", "reason")


def signed_in(role: str, owner: Owner) -> Client:
    user = User.objects.create(username=f"{role}-{owner.slug}")
    welcome(user, role, owner)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def editor(nation: Nation) -> Client:
    """An editor of Thisted."""
    return signed_in("municipal_editor", nation.thisted)


def errors(response: Any) -> str:
    return str(response.context["form"].errors)


def test_an_audience_is_made_by_ticking(nation: Nation, editor: Client) -> None:
    nation.audience("unge", {"fact": "age", "at_most": 30})
    page = editor.get(f"{ROOT}/audiences/new/").content.decode()
    assert "Brancher" in page or "Interesser" in page
    form = {
        "name": "chauffoerer",
        "owner": nation.thisted.pk,
        "labels_da": "kommende chauffører",
        "labels_en": "future drivers",
        "fact_interests": ["transport", "lager"],
        "least_months_unemployed": "6",
        "most_unemployed_since": "2026-01-31",
        "outside": ["unge"],
    }
    answer = editor.post(f"{ROOT}/audiences/new/", form)
    assert answer.status_code == 302, errors(answer)
    made = Audience.objects.get(name="chauffoerer")
    assert made.labels == {"da": "kommende chauffører", "en": "future drivers"}
    assert made.rule == {
        "all": [
            {"fact": "interests", "any_of": ["transport", "lager"]},
            {"fact": "unemployed_since", "at_most": "2026-01-31"},
            {"fact": "months_unemployed", "at_least": 6},
            {"not": {"audience": "unge"}},
        ]
    }
    listed = editor.get(f"{ROOT}/audiences/").content.decode()
    assert "vil gerne arbejde med transport eller lager" in listed
    again = editor.get(f"{ROOT}/audiences/{made.pk}/").context["form"]
    assert again.fields["fact_interests"].initial == ["transport", "lager"]
    assert again.fields["outside"].initial == ("unge",)


def test_a_rich_rule_is_kept_as_json(nation: Nation, editor: Client) -> None:
    rule: dict[str, Any] = {
        "any": [{"fact": "age", "at_most": 30}, {"fact": "age", "at_least": 60}]
    }
    rich = nation.audience("yngst-og-aeldst", rule, nation.thisted)
    form = editor.get(f"{ROOT}/audiences/{rich.pk}/").context["form"]
    assert "rule" in form.fields and "fact_interests" not in form.fields
    posted = {"name": rich.name, "owner": nation.thisted.pk, "labels_da": "x"}
    wrong = editor.post(f"{ROOT}/audiences/{rich.pk}/", {**posted, "rule": '{"any": []}'})
    assert "fits nobody" in errors(wrong)
    wrong = editor.post(f"{ROOT}/audiences/{rich.pk}/", {**posted, "rule": "{any"})
    assert wrong.status_code == 200
    rich.refresh_from_db()
    assert rich.rule == rule


def test_a_rule_is_made_in_a_form(nation: Nation, editor: Client) -> None:
    make_item("course", "truck", nation.owner)
    audience = nation.audience("alle", {"all": []})
    form = {
        "name": "truck-foerst",
        "owner": nation.thisted.pk,
        "audience": audience.pk,
        "effect": "pin",
        "weight": "20",
        "reason_da": "Fordi Thisted mangler chauffører",
        "active": "on",
        "types": ["course"],
        "terms_industries": ["transport"],
        "items": "course/truck",
        "language": "da",
    }
    answer = editor.post(f"{ROOT}/rules/new/", form)
    assert answer.status_code == 302, errors(answer)
    rule = Rule.objects.get()
    assert rule.content == {
        "types": ["course"],
        "terms": {"industries": ["transport"]},
        "items": ["course/truck"],
        "language": "da",
    }
    wrong = editor.post(f"{ROOT}/rules/new/", {**form, "name": "b", "items": "course/none"})
    assert "Der er ikke noget indhold" in errors(wrong)
    wrong = editor.post(f"{ROOT}/rules/{rule.pk}/", {**form, "reason_da": ""})
    assert "danske tekst mangler" in errors(wrong)
    assert editor.post(f"{ROOT}/rules/{rule.pk}/delete/").status_code == 302
    assert not Rule.objects.exists()


def test_national_rules_are_read_and_others_are_not_there(nation: Nation, editor: Client) -> None:
    national = nation.audience("landets", {"all": []})
    foreign = nation.audience("aarhusianere", {"all": []}, nation.aarhus)
    theirs = nation.rule("deres", foreign, "hide", {"types": ["course"]}, owner=nation.aarhus)
    listed = editor.get(f"{ROOT}/audiences/").content.decode()
    assert "Landets" in listed and "arhusianere" not in listed
    assert "deres" not in editor.get(f"{ROOT}/rules/").content.decode()
    for path in (
        f"audiences/{national.pk}/",
        f"audiences/{foreign.pk}/",
        f"rules/{theirs.pk}/",
    ):
        assert editor.get(f"{ROOT}/{path}").status_code == 404
        assert editor.post(f"{ROOT}/{path}", {"name": "stjaalet"}).status_code == 404
        assert editor.post(f"{ROOT}/{path}delete/").status_code == 404
    assert set(Audience.objects.values_list("name", flat=True)) == {"landets", "aarhusianere"}
    assert Rule.objects.get().name == "deres"


def test_a_form_cannot_name_another_owner_or_audience(nation: Nation, editor: Client) -> None:
    foreign = nation.audience("aarhusianere", {"all": []}, nation.aarhus)
    form = {"name": "ny", "labels_da": "ny"}
    for owner in (nation.owner, nation.aarhus):
        answer = editor.post(f"{ROOT}/audiences/new/", {**form, "owner": owner.pk})
        assert "owner" in answer.context["form"].errors
    answer = editor.post(
        f"{ROOT}/audiences/new/",
        {**form, "owner": nation.thisted.pk, "inside": ["aarhusianere"]},
    )
    assert "inside" in answer.context["form"].errors
    rule = {"name": "r", "owner": nation.thisted.pk, "audience": foreign.pk, "effect": "hide"}
    answer = editor.post(f"{ROOT}/rules/new/", {**rule, "weight": 1, "types": ["course"]})
    assert "audience" in answer.context["form"].errors
    assert not Rule.objects.exists()
    assert Audience.objects.count() == 1


def test_the_list_counts_own_citizens_but_never_so_that_one_is_known(
    nation: Nation, editor: Client
) -> None:
    nation.audience("unge", {"fact": "birth_year", "at_least": 2000})
    nation.audience("aeldre", {"fact": "birth_year", "at_most": 1960})
    nation.audience("ingen", {"not": {"all": []}})
    for year in (2001, 2002, 2003, 2004, 2005, 1950):
        nation.citizen(birth_year=year)
    nation.citizen(nation.aarhus, birth_year=2006)
    rows = editor.get(f"{ROOT}/audiences/").context["rows"]
    counts = {row[0].name: row[3] for row in rows}
    assert counts == {"unge": "5", "aeldre": "under 5", "ingen": "0"}
    national = signed_in("national_editor", nation.owner).get(f"{ROOT}/audiences/")
    assert {row[3] for row in national.context["rows"]} == {""}


def test_an_audience_in_use_stays(nation: Nation, editor: Client) -> None:
    audience = nation.audience("vores", {"all": []}, nation.thisted)
    nation.rule("r", audience, "hide", {"types": ["course"]}, owner=nation.thisted)
    answer = editor.post(f"{ROOT}/audiences/{audience.pk}/delete/", follow=True)
    assert "bruges i en regel" in answer.content.decode()
    assert Audience.objects.filter(pk=audience.pk).exists()


def test_companies_and_strangers_stay_out(nation: Nation) -> None:
    company = Company.objects.create(slug="bageren", name="Bageren")
    client = signed_in("company_user", company)
    for path in ("audiences/", "audiences/new/", "rules/", "rules/new/"):
        assert client.get(f"{ROOT}/{path}").status_code in (302, 403)
        stranger = Client(HTTP_HOST="localhost").get(f"{ROOT}/{path}")
        assert stranger.status_code == 302 and "login" in stranger["Location"]
    home = client.get("/admin/").content.decode()
    assert f"{ROOT}/rules/" not in home

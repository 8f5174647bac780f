"""What may be saved as an audience or a rule, and by whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.municipalities.models import Company
from cms.personalisation.models import Audience, Rule
from tests.personalisation.conftest import Nation, make_item

EVERYBODY: dict[str, Any] = {"all": []}


def mistakes(instance: Audience | Rule) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return caught.value.message_dict


def test_a_good_audience_and_rule_pass(nation: Nation) -> None:
    make_item("course", "truck", nation.owner)
    audience = Audience(
        name="nye", owner=nation.owner, labels={"da": "nye"}, rule={"fact": "age", "at_most": 30}
    )
    audience.full_clean()
    audience.save()
    rule = Rule(
        name="truck",
        owner=nation.thisted,
        audience=audience,
        effect="pin",
        content={"items": ["course/truck"], "terms": {"industries": ["transport"]}},
        reason={"da": "Fordi du er ung", "ar": "لأنك شاب"},
    )
    rule.full_clean()


def test_a_wrong_audience_is_told_by_field(nation: Nation) -> None:
    found = mistakes(
        Audience(
            name="nye borgere",
            owner=nation.owner,
            labels={"en": "new", "xx": "?"},
            rule={"fact": "agge", "at_most": 30},
        )
    )
    assert set(found) == {"name", "labels", "rule"}
    assert found["rule"] == ["rule.fact: Der er ingen oplysning med navnet »agge«. Mente du »age«?"]
    assert any("danske" in words for words in found["labels"])
    assert any("»xx« er ikke et af portalens sprog" in words for words in found["labels"])


def test_audiences_in_a_circle_are_refused(nation: Nation) -> None:
    first = nation.audience("first", EVERYBODY)
    nation.audience("second", {"not": {"audience": "first"}})
    first.rule = {"audience": "second"}
    assert "i ring: second → first → second" in mistakes(first)["rule"][0]


def test_a_municipality_may_not_name_anothers_audience(nation: Nation) -> None:
    foreign = nation.audience("aarhusianere", EVERYBODY, nation.aarhus)
    own = Audience(
        name="vores", owner=nation.thisted, labels={"da": "v"}, rule={"audience": foreign.name}
    )
    assert "Der er ingen målgruppe" in mistakes(own)["rule"][0]
    rule = Rule(
        name="vores",
        owner=nation.thisted,
        audience=foreign,
        effect="hide",
        content={"types": ["course"]},
    )
    assert "hører til en anden ejer" in mistakes(rule)["audience"][0]


def test_only_the_nation_and_municipalities_have_rules(nation: Nation) -> None:
    company = Company.objects.create(slug="bageren", name="Bageren")
    found = mistakes(Audience(name="kunder", owner=company, labels={"da": "k"}, rule=EVERYBODY))
    assert "Kun landet og kommuner" in found["owner"][0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "content: Der er ikke valgt noget indhold"),
        ({"type": ["course"]}, "content.type: Indhold kan ikke vælges efter dette. Mente du"),
        ({"types": ["corse"]}, "content.types: »corse« findes ikke. Mente du »course«?"),
        ({"types": "course"}, "content.types: Her skal stå en liste med tekster"),
        ({"terms": {"industry": ["it"]}}, "content.terms.industry: Der er ingen ordliste"),
        ({"terms": {"industries": ["itt"]}}, "content.terms.industries: »itt« findes ikke."),
        ({"terms": ["it"]}, "content.terms: Emneord står under deres ordliste"),
        ({"items": ["truck"]}, "content.items: »truck« er ikke en adresse"),
        (
            {"items": ["course/none"]},
            "content.items: Der er ikke noget indhold med adressen »course/none«.",
        ),
        ({"language": "xx"}, "content.language: »xx« findes ikke."),
        ({"language": ["ar"]}, "content.language: Her skal stå et sprogs kode"),
    ],
)
def test_wrong_content_is_told(nation: Nation, content: Any, words: str) -> None:
    rule = Rule(
        name="r",
        owner=nation.owner,
        audience=nation.audience("alle", EVERYBODY),
        effect="hide",
        content=content,
    )
    assert any(words in found for found in mistakes(rule)["content"])


def test_anothers_private_item_does_not_exist_for_a_rule(nation: Nation) -> None:
    make_item("course", "hemmelig", nation.aarhus, "private")
    rule = Rule(
        name="r",
        owner=nation.thisted,
        audience=nation.audience("alle", EVERYBODY),
        effect="hide",
        content={"items": ["course/hemmelig"]},
    )
    assert "Der er ikke noget indhold" in mistakes(rule)["content"][0]
    rule.owner = nation.aarhus
    rule.full_clean()


def test_reason_weight_and_period_are_checked(nation: Nation) -> None:
    now = timezone.now()
    rule = Rule(
        name="r",
        owner=nation.owner,
        audience=nation.audience("alle", EVERYBODY),
        effect="boost",
        content={"types": ["course"]},
        weight=101,
        starts=now,
        ends=now - timedelta(days=1),
    )
    assert set(mistakes(rule)) == {"weight", "reason", "ends"}

"""Rules that notify: everybody in the audience, once a citizen and item, as they meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from cms.citizens.models import Citizen, ReasonSwitch
from cms.library.models import Item
from cms.municipalities.models import Municipality, Owner
from cms.personalisation.models import Audience, EffectKind, Rule
from cms.pushes.models import Push
from cms.pushes.rules import carry_out_rules

KIND = "new_for_you"


@pytest.fixture
def here(nation: Path) -> Municipality:
    """A municipality of the demo nation, with a rule that tells its citizens of one thing."""
    town = Municipality.objects.get(code="0787")
    owner = Owner.objects.get(pk=town.pk)
    audience = Audience.objects.create(
        name="all-here",
        owner=owner,
        labels={"da": "alle her"},
        rule={"fact": "municipality", "is": town.slug},
    )
    audience.full_clean()
    rule = Rule(
        name="tell-all-here",
        owner=owner,
        audience=audience,
        effect=EffectKind.NOTIFY,
        content={"items": [address(town)]},
        reason={"da": "Fordi du bor her"},
    )
    rule.full_clean()
    rule.save()
    return town


def address(town: Municipality) -> str:
    item = Item.objects.on_shelf_of(town).filter(owner__kind="national").order_by("pk").first()
    assert item is not None
    return f"{item.type_name}/{item.slug}"


def told(town: Municipality) -> int:
    return Push.objects.filter(kind=KIND, citizen__municipality=town).count()


def test_everybody_once(here: Municipality) -> None:
    count = Citizen.objects.filter(municipality=here).count()
    assert count
    assert carry_out_rules()["tell-all-here"] == count == told(here)
    assert Push.objects.filter(kind=KIND).count() == count, "nobody elsewhere"
    assert carry_out_rules()["tell-all-here"] == 0
    assert told(here) == count


def test_who_turned_the_reason_off_is_left_alone(here: Municipality) -> None:
    citizen = Citizen.objects.filter(municipality=here).order_by("pk")[0]
    ReasonSwitch.objects.create(citizen=citizen, reason_key="rule:tell-all-here")
    carry_out_rules()
    assert not citizen.pushes.filter(kind=KIND).exists()
    assert told(here) == Citizen.objects.filter(municipality=here).count() - 1


def test_no_more_in_a_day_than_the_kind_allows(here: Municipality) -> None:
    citizen = Citizen.objects.filter(municipality=here).order_by("pk")[0]
    for number in range(3):
        Push.objects.create(
            citizen=citizen, kind=KIND, fingerprint=f"f{number}", made_at=timezone.now()
        )
    carry_out_rules()
    assert citizen.pushes.filter(kind=KIND).count() == 3


def test_a_rule_that_has_ended_tells_nobody(here: Municipality) -> None:
    Rule.objects.filter(name="tell-all-here").update(ends=timezone.now())
    assert not carry_out_rules()

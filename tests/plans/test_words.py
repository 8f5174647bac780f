"""The rule words of plans: memory and SQL say the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.plans import services
from cms.plans.activities import Written
from cms.plans.actors import by_citizen
from cms.plans.models import Change
from cms.plans.words import WORDS
from tests.personalisation.conftest import Nation

pytestmark = pytest.mark.django_db


def fits(name: str, citizen: Citizen, **arguments: Any) -> bool:
    """What the word says of the citizen, asked both ways."""
    word = next(one for one in WORDS if one.name == name)
    today = timezone.localdate()
    in_memory = word.holds(word.gather(citizen, today), arguments)
    in_sql = Citizen.objects.filter(word.exists(arguments, today), pk=citizen.pk).exists()
    assert in_memory is in_sql
    return in_memory


def test_has_in_the_plan(nation: Nation, karoline: Citizen, item: Item) -> None:
    step = services.add_item(karoline, item, "Truck", by_citizen(karoline))
    assert fits("in_plan", karoline, type="course")
    assert fits("in_plan", karoline, type="course", slug="truck", within_days=0)
    assert not fits("in_plan", karoline, type="course", slug="andet")
    assert not fits("in_plan", nation.citizen(), type="course")
    services.drop(step, by_citizen(karoline))
    assert not fits("in_plan", karoline, type="course")


def test_has_changed_the_plan_within_some_days(karoline: Citizen) -> None:
    assert not fits("plan_changed", karoline)
    services.add(karoline, Written("Noget"), by_citizen(karoline))
    assert fits("plan_changed", karoline, within_days=0)
    Change.objects.update(at=timezone.now() - timedelta(days=5))
    assert not fits("plan_changed", karoline, within_days=4)
    assert fits("plan_changed", karoline, within_days=5)
    assert fits("plan_changed", karoline)

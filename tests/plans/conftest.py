"""A municipality with a citizen, an adviser, and an item on the shelf."""

from __future__ import annotations

import pytest

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.municipalities.roles import give_role
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    return nation.citizen()


@pytest.fixture
def adviser(nation: Nation) -> User:
    person = User.objects.create(username="bo", first_name="Bo", last_name="Holm")
    give_role(person, "adviser", nation.thisted)
    return person


@pytest.fixture
def item(nation: Nation) -> Item:
    return make_item("course", "truck", nation.owner, marks={"industries": ["transport"]})

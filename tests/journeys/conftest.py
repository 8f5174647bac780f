"""A small nation with staff, and citizens who have been away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import give_role
from tests.personalisation.conftest import Nation, small_nation

Away = Callable[[int], Citizen]
Staff = Callable[..., User]


@pytest.fixture
def small(db: None) -> Nation:
    return small_nation()


@pytest.fixture
def away(small: Nation) -> Away:
    """A citizen of Thisted who has not been here for some days, and came long before."""

    def make(days: int) -> Citizen:
        citizen = small.citizen()
        now = timezone.now()
        seen = {"last_seen_at": now - timedelta(days=days), "created_at": now - timedelta(days=99)}
        Citizen.objects.filter(pk=citizen.pk).update(**seen)
        citizen.refresh_from_db()
        return citizen

    return make


@pytest.fixture
def staff(small: Nation) -> Staff:
    """Somebody with a role, in Thisted unless said otherwise."""

    def make(role: str, municipality: Municipality | None = None) -> User:
        where = municipality or small.thisted
        user = User.objects.create(
            username=f"{role}-{where.slug}", first_name="Ane", last_name=role[:5].title()
        )
        give_role(user, role, where)
        return user

    return make

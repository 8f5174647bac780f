"""Whom the staff meet."""

from django.utils import timezone

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.rights.access import citizens_for
from tests.rights.conftest import Somebody


def test_who_has_moved_away_is_met_no_more(
    karoline: Citizen, thisted: Municipality, somebody: Somebody
) -> None:
    adviser = somebody("adviser", thisted)
    assert list(citizens_for(adviser)) == [karoline]
    karoline.moved_away_at = timezone.now()
    karoline.save()
    assert not citizens_for(adviser).exists()

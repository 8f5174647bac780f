"""The breaker of each gateway: one that is away is left alone, longer each time, by all workers."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.pushes.models import GatewayHealth

LONGEST_REST = 3_600  # seconds
MOST_DOUBLINGS = 12


def is_resting(channel: str) -> bool:
    """Whether the gateway is to be left alone now."""
    return GatewayHealth.objects.filter(channel=channel, resting_until__gt=timezone.now()).exists()


@transaction.atomic
def note_failure(channel: str) -> None:
    """It was away: leave it alone for a while."""
    health, _is_new = GatewayHealth.objects.select_for_update().get_or_create(channel=channel)
    doubled = 2 ** min(health.failures, MOST_DOUBLINGS)
    seconds = min(settings.PUSH_REST_SECONDS * doubled, LONGEST_REST)
    health.failures += 1
    health.resting_until = timezone.now() + timedelta(seconds=seconds)
    health.save()


def note_success(channel: str) -> None:
    """It took a letter: all is well."""
    GatewayHealth.objects.filter(channel=channel, failures__gt=0).update(
        failures=0, resting_until=None
    )

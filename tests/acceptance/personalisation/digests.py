"""Makes a digest due for each of many citizens."""

from __future__ import annotations

from django.utils import timezone

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.pushes.models import Contact, Letter, Preference, PushSettings
from cms.pushes.services import Telling, push_to
from cms.rights import consents


def prepare(count: int) -> None:
    """Three messages each, gathered in one digest by mail that is due now."""
    ids = list(Citizen.objects.order_by("pk").values_list("pk", flat=True)[:count])
    now = timezone.now()
    Contact.objects.bulk_create(
        Contact(citizen_id=key, kind="email", value=f"borger-{key}@eksempel.dk", confirmed_at=now)
        for key in ids
    )
    PushSettings.objects.bulk_create(
        PushSettings(citizen_id=key, quiet_from=0, quiet_to=0) for key in ids
    )
    Preference.objects.bulk_create(
        Preference(citizen_id=key, channel="mail", is_wanted=True) for key in ids
    )
    citizens = Citizen.objects.filter(pk__in=ids)
    for citizen in citizens:
        consents.give(citizen, "messages_by_mail")
    item = Item.objects.everything("a digest tells of something").order_by("pk").first()
    for number in range(3):
        values = {"interest": f"emne {number}"}
        push_to(citizens, Telling("interest_news", f"news:{number}", item, values))
    Letter.objects.filter(citizen__in=ids).update(due_at=now)
    assert Letter.objects.filter(citizen__in=ids).count() == count

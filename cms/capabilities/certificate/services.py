"""Giving certificates, sharing and revoking them. Every call may be repeated."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cms.capabilities.certificate.models import TITLE, Certificate
from cms.capabilities.signals import tell
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.overlays import present
from cms.municipalities.models import User


def give_when_completed(item: Item, citizen: Citizen, **_signal: object) -> None:
    """The item is completed: its type decides whether there is a certificate for that."""
    if "certificate" in item.declaration.capabilities:
        give(item, citizen)


@transaction.atomic
def give(item: Item, citizen: Citizen) -> Certificate:
    """The citizen's certificate for the item; the first one stays."""
    [shown] = present([item], citizen.municipality, "da")
    said = {"title": str(shown)[:TITLE], "made_by": item.owner.name[:TITLE]}
    made, is_new = Certificate.objects.get_or_create(
        citizen=citizen, item_id=item.pk, defaults=said
    )
    if is_new:
        tell(citizen, "certificate_ready", made.pk, item)
    return made


def certificate_of(item: Item, citizen: Citizen) -> Certificate | None:
    """The citizen's, or None."""
    return Certificate.objects.filter(item_id=item.pk, citizen=citizen).first()


def share_name(certificate: Certificate, *, shows_name: bool) -> None:
    """Whether those who have the link see the name. The citizen's own choice."""
    certificate.shows_name = shows_name
    certificate.save(update_fields=["shows_name"])


def revoke(certificate: Certificate, staff: User, because: str) -> None:
    """It doesn't hold any more; the first time and its reason count."""
    if certificate.is_valid:
        certificate.revoked_at = timezone.now()
        certificate.revoked_because, certificate.revoked_by = because.strip()[:500], staff
        certificate.save(update_fields=["revoked_at", "revoked_because", "revoked_by"])


def holder_name(certificate: Certificate) -> str:
    """The holder's name; nothing where it is protected or unknown."""
    citizen = certificate.citizen
    return "" if citizen.protected_name else citizen.display_name

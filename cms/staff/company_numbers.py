"""Which CVR number a company or a vendor has: whoever logs in for it comes in there.

So a number is no small thing: the national administrators write it, and those of the municipality
where a company is at home. Who came in under an earlier number is not let in by the new one.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from cms.databases.alphabet import by
from cms.history.services import record
from cms.municipalities.actions import Action
from cms.municipalities.models import (
    Company,
    Owner,
    OwnerKind,
    User,
    Vendor,
    check_cvr,
    compact_cvr,
)
from cms.municipalities.roles import owner_ids, owner_kinds, plain
from cms.staff.history import NUMBERED
from cms.staff.people import manages_for_nation

Numbered = Company | Vendor


def looks_after_numbers(person: User) -> bool:
    """Whether the person is one who may write numbers, should there be any."""
    own = owner_kinds(person, Action.MANAGE_PEOPLE)
    return manages_for_nation(person) or OwnerKind.MUNICIPALITY in own


def numbered_by(person: User) -> QuerySet[Owner]:
    """The companies and vendors whose number the person may write."""
    several = Owner.objects.filter(kind__in=(OwnerKind.COMPANY, OwnerKind.VENDOR))
    several = several.select_related("company__home", "vendor").order_by(by("name"), "pk")
    if manages_for_nation(person):
        return several
    return several.filter(company__home__in=owner_ids(person, Action.MANAGE_PEOPLE))


def numbered(owner: Owner) -> Numbered:
    """The company or the vendor that the owner is."""
    found: Numbered = owner.company if owner.kind == OwnerKind.COMPANY else owner.vendor
    return found


def others_with(number: str, owner: Owner) -> list[Owner]:
    """Who else has the number: one company may well be a vendor too."""
    same = Q(company__cvr=number) | Q(vendor__cvr=number)
    return list(Owner.objects.filter(same).exclude(pk=owner.pk)) if number else []


@transaction.atomic
def write_number(owner: Owner, written: str, person: User) -> str:
    """Write the number, or take it away with ""; gives it as it is kept.

    Raises:
        PermissionDenied: it isn't the person's to write.
        ValidationError: it isn't a CVR number. Nothing is changed.
    """
    if not numbered_by(person).filter(pk=owner.pk).exists():
        raise PermissionDenied
    number = compact_cvr(written)
    if number:
        check_cvr(number)
    one = numbered(owner)
    if one.cvr != number:
        before, one.cvr = one.cvr, number
        one.save(update_fields=["cvr"])
        values = {"before": {"cvr": before}, "after": {"cvr": number}}
        record(plain(owner), NUMBERED, user=person, title=owner.name, **values)
    return number

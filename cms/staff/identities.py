"""Binding a provider's key to a person: by an invitation, once."""

from __future__ import annotations

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction

from cms.history.services import record
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import plain
from cms.staff.history import BOUND
from cms.staff.models import StaffIdentity

LASTS = 3 * 24 * 3600  # seconds
SALT = "cms.staff.identities"


class InvalidInvitation(ValueError):
    """The invitation is forged, too old, used, or for somebody else."""


def person_with(issuer: str, subject: str) -> StaffIdentity | None:
    """Whom a provider's key is bound to, if anybody."""
    rows = StaffIdentity.objects.filter(issuer=issuer, subject=subject)
    return rows.select_related("user", "owner").first()


def invitation_for(user: User, owner: Owner) -> str:
    """What the letter's address carries: it lets one person bind one log-in for one owner."""
    return dumps({"user": user.pk, "owner": owner.pk}, salt=SALT)


@transaction.atomic
def accept(invitation: str, issuer: str, subject: str, owner: Owner) -> User:
    """Bind the key to the invited person. Raises InvalidInvitation, and nothing has changed."""
    try:
        named = loads(invitation, salt=SALT, max_age=LASTS)
    except BadSignature as error:
        raise InvalidInvitation("signature or age") from error
    user = User.objects.filter(pk=named["user"], is_active=True).first()
    if user is None or named["owner"] != owner.pk:
        raise InvalidInvitation("for somebody else")
    if StaffIdentity.objects.filter(user=user, owner_id=owner.pk).exists():
        raise InvalidInvitation("used")
    bind(user, issuer, subject, owner)
    return user


def bind(user: User, issuer: str, subject: str, owner: Owner) -> StaffIdentity:
    """Let the key open for the person from now on; it stands in the owner's history."""
    made = StaffIdentity.objects.create(
        user=user, issuer=issuer, subject=subject, owner_id=owner.pk
    )
    title = user.get_full_name() or user.get_username()
    record(plain(owner), BOUND, title=title, user=user)
    return made

"""Who comes in at the editors' door, and through which provider."""

from __future__ import annotations

from cms.citizens.identity.flow import LoggedIn
from cms.citizens.identity.problems import InvitationSpent, NotLetIn, WrongDirectory
from cms.citizens.identity.providers import Door, Provider, providers
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, User
from cms.municipalities.roles import owner_ids
from cms.staff.identities import InvalidInvitation, accept, person_with


def providers_at(municipality: Municipality | None) -> dict[str, Provider]:
    """A municipality's own at its own address; every one at the common front."""
    known = providers(Door.STAFF)
    if municipality is None:
        return known
    return {key: one for key, one in known.items() if key == municipality.slug}


def person_of(logged_in: LoggedIn, key: str) -> User:
    """The person behind a log-in through the provider of the owner with that short name.

    What the provider says of roles, groups or e-mail counts for nothing: the person is who was
    invited, and may do what the municipality gave here.

    Raises:
        NotLetIn: nobody invited the person, or their last role here is taken back.
        InvitationSpent: the invitation does not hold.
        WrongDirectory: the key belongs to another owner's people.
    """
    owner = Owner.objects.filter(slug=key).first()
    if owner is None:
        raise NotLetIn(f"no owner is called {key!r}")
    identity = logged_in.identity
    known = person_with(identity.issuer, identity.subject)
    if known is not None and known.owner_id != owner.pk:
        raise WrongDirectory("bound for another owner")
    user = known.user if known else _invited(logged_in, owner)
    if not user.is_active or owner.pk not in owner_ids(user, Action.READ):
        raise NotLetIn("no role here")
    return user


def _invited(logged_in: LoggedIn, owner: Owner) -> User:
    if not logged_in.invitation:
        raise NotLetIn("no account is bound to this key")
    identity = logged_in.identity
    try:
        return accept(logged_in.invitation, identity.issuer, identity.subject, owner)
    except InvalidInvitation as error:
        raise InvitationSpent(str(error)) from error

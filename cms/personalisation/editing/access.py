"""Which audiences and rules an editor may see and change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import owner_ids
from cms.personalisation.checks import OWNERS_OF_RULES
from cms.personalisation.draft_models import Draft
from cms.personalisation.kept import MODELS, Published
from cms.personalisation.models import Audience, Rule

Person = User | AnonymousUser
Model = type[Audience] | type[Rule]


def owners_of(user: Person) -> QuerySet[Owner]:
    """The owners in whose name the user may write rules."""
    found = Owner.objects.filter(kind__in=OWNERS_OF_RULES)
    return found if user.is_superuser else found.filter(pk__in=owner_ids(user, Action.TARGET))


def visible(model: Model, user: Person) -> QuerySet[Any]:
    """The user's own, and the national ones that hold for the user's citizens too."""
    own = Q(owner__in=owners_of(user))
    return model._default_manager.filter(own | Q(owner__kind=OwnerKind.NATIONAL))


def changeable(model: Model, user: Person) -> QuerySet[Any]:
    """The user's own."""
    return model._default_manager.filter(owner__in=owners_of(user))


def own_drafts(part: str, user: Person) -> QuerySet[Draft]:
    """What the user and those who work for the same owners are working on."""
    found = Draft.objects.filter(part=part, owner__in=owners_of(user))
    return found.select_related("owner", "edited_by")


@dataclass(frozen=True)
class Work:
    """One of the user's own: what is in force, what is being worked on, or both."""

    part: str
    name: str
    owner: Owner
    published: Published | None
    draft: Draft | None


def work_of(part: str, name: str, user: Person) -> Work:
    """Find one of the user's own. Raises Http404: another's is not there."""
    draft = own_drafts(part, user).filter(name=name).first()
    own: QuerySet[Any] = changeable(MODELS[part], user).select_related("owner")
    one: Published | None = own.filter(name=name).first()
    if one is None and draft is None:
        raise Http404(name)
    owner = draft.owner if draft else one.owner  # type: ignore[union-attr]
    return Work(part, name, owner, one if one and one.owner_id == owner.pk else None, draft)

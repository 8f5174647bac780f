"""Which audiences and rules an editor may see and change."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import owner_ids
from cms.personalisation.checks import OWNERS_OF_RULES
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

"""How many citizens, said so that none of them can be guessed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.citizens.models import Citizen
from cms.municipalities.models import Owner, OwnerKind
from cms.personalisation.rule import Node
from cms.personalisation.sql import condition
from cms.personalisation.vocabulary import Vocabulary

FEWEST_TOLD = 5


def roughly(count: int) -> str:
    """A number of citizens, so that none of them can be guessed from it."""
    return str(count) if count == 0 or count >= FEWEST_TOLD else _("under 5")


def citizens_of(owner: Owner) -> QuerySet[Citizen]:
    """Whose numbers the owner may know: its own citizens', or the nation's."""
    if owner.kind == OwnerKind.NATIONAL:
        return Citizen.objects.filter(moved_away_at=None)
    return Citizen.objects.filter(municipality_id=owner.pk, moved_away_at=None)


def how_many(owner: Owner, tree: Node, vocabulary: Vocabulary) -> str:
    """How many of the owner's citizens a rule fits today, in one query."""
    fits = condition(tree, vocabulary, timezone.localdate())
    return roughly(citizens_of(owner).filter(fits).count())


def how_many_each(
    owner: Owner, trees: Mapping[str, Node], vocabulary: Vocabulary
) -> dict[str, str]:
    """The same for several rules in one query, by name."""
    today, names = timezone.localdate(), list(trees)
    asked = {
        f"count_{index}": Count("pk", filter=condition(trees[name], vocabulary, today))
        for index, name in enumerate(names)
    }
    found = citizens_of(owner).aggregate(**asked)
    return {name: roughly(found[f"count_{index}"]) for index, name in enumerate(names)}


def moving(
    owner: Owner, before: Node | None, after: Node, vocabulary: Vocabulary
) -> tuple[str, str]:
    """How many enter and how many leave when a rule takes the place of another, or of none."""
    today, citizens = timezone.localdate(), citizens_of(owner)
    new = condition(after, vocabulary, today)
    old = condition(before, vocabulary, today) if before is not None else ~Q(pk__isnull=False)
    entering, leaving = citizens.filter(new & ~old), citizens.filter(old & ~new)
    return roughly(entering.count()), roughly(leaving.count())

"""Favourite: a citizen saves an item and finds it again, the nearest last day first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.favourite.models import Favourite
from cms.capabilities.favourite.rules import InvalidDetails, deadline_of, note_of
from cms.capabilities.favourite.services import (
    describe,
    favourite_of,
    favourites_of,
    remove,
    save,
    saved_by,
)
from cms.capabilities.own import own_about, own_of
from cms.capabilities.pieces import Engagement, Fragment, Happening, Outcome, Small, Switch
from cms.citizens.models import Citizen
from cms.library.models import Item


class FavouriteCapability(Capability):
    """Works on any type; needs nothing of it."""

    name = "favourite"
    is_part_taking = False
    own_models = (Favourite,)
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "favourite": "public",
        "Favourite": "public",
        "save_favourite": "citizen",
        "describe_favourite": "citizen",
        "remove_favourite": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """A heart; behind it, once it is saved, the last day and the note."""
        saved = own_about(Favourite, item, citizen) if citizen else None
        context = {"item": item, "favourite": saved}
        small = Small(
            "heart",
            pgettext("knap, der er trykket ned", "Gemt") if saved else _("Gem"),
            is_on=saved is not None,
            press="save" if citizen and saved is None else "",
        )
        return Fragment("favourite/fragment.html", context, small=small)

    def switches(self, items: Sequence[Item], citizen: Citizen) -> dict[int, Switch]:
        """A heart on each card."""
        saved = {row.item_id for row in own_of(Favourite, citizen)}
        return {
            item.pk: Switch("heart", _("Gem"), "save", "remove", item.pk in saved) for item in items
        }

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`save`, `remove`, or `describe` with `deadline` and `note`."""
        match data.get("action"):
            case "save":
                save(item, citizen)
                return Outcome(_("Gemt. Du finder det i Mit overblik."))
            case "remove":
                remove(item, citizen)
                return Outcome(_("Det er ikke længere gemt."))
            case "describe":
                return _describe(item, citizen, data)
        raise UnknownAction(data.get("action", ""))

    def keepers(self, item: Item) -> QuerySet[Citizen]:
        """Those who have saved it."""
        return Citizen.objects.filter(favourites__item_id=item.pk)

    def graphql_fields(self) -> Mapping[str, Any]:
        """`favourite` on every type that names the capability."""
        from cms.capabilities.favourite.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`saveFavourite`, `describeFavourite` and `removeFavourite`."""
        from cms.capabilities.favourite.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has saved."""
        saved, rows = _("Gemt"), saved_by(citizen)
        return [Engagement(row.item_id, saved, takes_part=False) for row in rows]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen saved what."""
        for row in saved_by(citizen):
            yield Happening(row.saved_at, row.item_id, _("Du gemte"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has saved and written beside it."""
        for row in favourites_of(citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "deadline": row.deadline and row.deadline.isoformat(),
                "note": row.note,
                "saved_at": row.saved_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        favourites_of(citizen).delete()


def _describe(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    before = favourite_of(item, citizen)
    try:
        day = deadline_of(
            data.get("deadline", ""), timezone.localdate(), before.deadline if before else None
        )
        describe(item, citizen, day, note_of(data.get("note", "")))
    except InvalidDetails as error:
        return Outcome(str(error), False)
    return Outcome(_("Vi har skrevet det ned."))


CAPABILITY = FavouriteCapability()

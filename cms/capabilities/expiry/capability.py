"""Expiry: the last day is said where one looks, and nothing closed stands on a shelf."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.base import Capability
from cms.capabilities.days_left import is_soon, time_left
from cms.capabilities.expiry.rules import days_left, in_short, last_day
from cms.capabilities.expiry.services import notices_of, options_of
from cms.capabilities.pieces import Fragment
from cms.citizens.models import Citizen
from cms.library.models import Item


class ExpiryCapability(Capability):
    """Works on any type with a day or a moment; the shelf itself leaves out what is closed."""

    name = "expiry"
    graphql_access = {"closes_at": "public", "days_left": "public"}
    fact_icon = "clock"

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The last day, and how long there is; nothing where there is no last day."""
        if item.closes_at is None:
            return None
        left = days_left(item.closes_at, timezone.localdate())
        context = {
            "day": date_format(last_day(item.closes_at), _("l j. F Y")),
            "left": time_left(left),
            "is_soon": is_soon(left),
        }
        tells = self.stands_for(type(item))
        return Fragment("expiry/fragment.html", context, comes_first=True, only_tells=tells)

    def shown_fields(self, item: Item) -> Collection[str]:
        """The fragment says it."""
        return self.stands_for(type(item)) if item.closes_at else ()

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """The last day, on cards."""
        today = timezone.localdate()
        return {item.pk: in_short(item.closes_at, today) for item in items if item.closes_at}

    def stands_for(self, model: type[Item]) -> Collection[str]:
        """The field that holds the day."""
        return (str(options_of(model)["field"]),)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """`validThrough`, as schema.org has it of ads and offers."""
        if item.closes_at is None:
            return {}
        return {"validThrough": timezone.localtime(item.closes_at).isoformat()}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`closesAt` and `daysLeft` on every type that names the capability."""
        from cms.capabilities.expiry.api import FIELDS

        return FIELDS

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen was told."""
        for row in notices_of(citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "closes_at": row.closes_at.isoformat(),
                "told_at": row.told_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget it."""
        notices_of(citizen).delete()


CAPABILITY = ExpiryCapability()

"""Series: what comes next, and where one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.base import Capability
from cms.capabilities.pieces import Desk, Engagement, Fragment, Outcome
from cms.capabilities.series import desk, settings
from cms.capabilities.series.models import SeriesPlace, SeriesStep
from cms.capabilities.series.showing import shown
from cms.capabilities.series.standing import Standings, going_on, here
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User


class SeriesCapability(Capability):
    """Works on any type whose items can be finished."""

    name = "series"
    is_part_taking = False
    own_models = (SeriesStep,)
    desk_heading = gettext_lazy("Serie")
    graphql_access = {"series": "public", "SeriesPlace": "public", "SeriesItem": "public"}

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """What comes next, where one is, and all of the series."""
        context = shown(item, citizen)
        return Fragment("series/fragment.html", context) if context else None

    def desk(self, item: Item, staff: User) -> Desk:
        """The series that the item stands in, or the way into one."""
        return desk.desk(item)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """See `desk.look_after`."""
        return desk.look_after(item, data)

    def search_texts(self, items: Sequence[Item]) -> Mapping[int, str]:
        """The title of the series."""
        places = SeriesPlace.objects.filter(item__in=[item.pk for item in items])
        return dict(places.values_list("item_id", "series__title"))

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """The series, and which part of it this is."""
        where = here(None)
        stand = among([item], Standings(where)).get(item.pk) if where else None
        if stand is None:
            return {}
        series = {"@type": "CreativeWorkSeries", "name": stand.series.title}
        return {"partOfSeries": series, "position": stand.position.number}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`series` on every type that names the capability."""
        from cms.capabilities.series.api import FIELDS

        return FIELDS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What comes next in each series that the citizen has begun."""
        made = []
        for stand in going_on(citizen):
            key = stand.members[stand.position.number - 1][1]
            text = _("Det næste i “%(series)s”: del %(number)s af %(count)s") % {
                "series": stand.series.title,
                "number": stand.position.number,
                "count": stand.position.count,
            }
            made.append(Engagement(key, text, takes_part=False))
        return made

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """Title, short name and number."""
        return settings.exported(item)

    def import_settings(self, item: Item, said: Mapping[str, Any]) -> None:
        """Read them; `stored` puts the item there."""
        settings.read(item, said)

    def stored(self, item: Item) -> None:
        """Put the item where the import said."""
        settings.store(item)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has finished in series."""
        for row in SeriesStep.objects.filter(citizen=citizen).select_related("item"):
            yield {"item": row.item.key, "done_at": row.done_at.isoformat()}

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        SeriesStep.objects.filter(citizen=citizen).delete()


CAPABILITY = SeriesCapability()

"""The Danish clock as iCalendar says it: a rule for each change of the hour.

The library's own list of every year's dates isn't understood by all: Mozilla's ical.js reads
winter time in summer out of it. The European Union's rule has held since 1996.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from cms.capabilities.schedule.rules import COPENHAGEN

WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def danish_zone() -> Timezone:
    """The VTIMEZONE that goes with every time in a file."""
    zone = Timezone()
    zone.add("tzid", COPENHAGEN.key)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    # The last Sunday in March at two becomes three; in October three becomes two.
    _fill(summer, "CEST", datetime(1996, 3, 31, 2), WINTER, SUMMER)
    _fill(winter, "CET", datetime(1996, 10, 27, 3), SUMMER, WINTER)
    zone.add_component(summer)
    zone.add_component(winter)
    return zone


def _fill(
    part: TimezoneDaylight | TimezoneStandard,
    name: str,
    first: datetime,
    before: timedelta,
    after: timedelta,
) -> None:
    part.add("tzname", name)
    part.add("dtstart", first)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={first.month};BYDAY=-1SU"))

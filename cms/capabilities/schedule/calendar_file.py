"""Items as an iCalendar file (RFC 5545): one event each, with what repeats, moved and cancelled.

An event's UID names the item for ever, and a changed time is known by RECURRENCE-ID: calendars
replace what they had. Times are said on the Danish clock, with the zone's own rules beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from cms.capabilities.schedule.danish_zone import danish_zone
from cms.capabilities.schedule.rules import COPENHAGEN, Plan, Time, rule_of, times

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Det Virtuelle Jobunivers//Kalender//DA"
# SEQUENCE counts seconds from here: it grows with every publishing and stays a small number.
SEQUENCE_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """What a calendar shows of an item: `uid` names it, `changed` is when it was last published."""

    uid: str
    title: str
    plan: Plan
    changed: datetime
    text: str = ""
    place: str = ""
    address: str = ""


def calendar_file(entries: Iterable[Entry], name: str, refresh_hours: int = 0) -> bytes:
    """The whole file. `refresh_hours` is how often a calendar that follows it may ask anew."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if refresh_hours:
        again = timedelta(hours=refresh_hours)
        calendar.add("refresh-interval", again, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", f"PT{refresh_hours}H")
    calendar.add_component(danish_zone())
    for entry in entries:
        for event in _events(entry):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(entry: Entry) -> Iterator[Event]:
    """The event that repeats, and one for each changed time."""
    plan, rule = entry.plan, rule_of(entry.plan)
    if not rule:
        yield from (_event(entry, time) for time in times(plan, plan.starts, plan.starts))
        return
    once = Plan(plan.starts, plan.ends)
    [first] = times(once, plan.starts, plan.starts)
    event = _event(entry, first)
    event.add("rrule", vRecur.from_ical(rule))
    yield event
    for time in _changed_times(plan):
        changed = _event(entry, time)
        changed.add("recurrence-id", time.planned.astimezone(COPENHAGEN))
        yield changed


def _changed_times(plan: Plan) -> Iterator[Time]:
    """Those changes that hit a time of the plan; the others say nothing."""
    for change in plan.changes:
        begin = datetime(change.day.year, change.day.month, change.day.day, tzinfo=COPENHAGEN)
        end = begin.replace(hour=23, minute=59, second=59)
        yield from times(replace(plan, changes=(change,)), begin, end)


def _event(entry: Entry, time: Time) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("sequence", max(0, int((entry.changed - SEQUENCE_BEGINS).total_seconds())))
    event.add("dtstart", time.starts.astimezone(COPENHAGEN))
    if time.ends:
        event.add("dtend", time.ends.astimezone(COPENHAGEN))
    title = _("Aflyst: %(title)s") % {"title": entry.title} if time.is_cancelled else entry.title
    event.add("summary", title)
    event.add("status", "CANCELLED" if time.is_cancelled else "CONFIRMED")
    if text := "\n\n".join(filter(None, (time.note, entry.text))):
        event.add("description", text)
    if entry.place:
        event.add("location", entry.place)
    if entry.address:
        event.add("url", entry.address)
    return event

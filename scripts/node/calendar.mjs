// Prints what Mozilla's ical.js, which Thunderbird reads calendars with, finds in a calendar file
// between two moments: one JSON list of {starts, ends, summary, status, key}.
//
//   node calendar.mjs <from> <until> < file.ics
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [from, until] = process.argv.slice(2).map((text) => new Date(text).getTime());
const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const moment = (time) => time.toJSDate().getTime();
const found = [];
const add = (event, starts, ends, planned) => {
  if (moment(starts) < from || moment(starts) >= until) return;
  found.push({
    starts: new Date(moment(starts)).toISOString(),
    ends: new Date(moment(ends)).toISOString(),
    summary: event.summary,
    status: event.component.getFirstPropertyValue("status"),
    planned: new Date(moment(planned)).toISOString(),
  });
};

const events = root.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
for (const event of events.filter((one) => !one.isRecurrenceException())) {
  for (const other of events)
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  if (!event.isRecurring()) {
    add(event, event.startDate, event.endDate, event.startDate);
    continue;
  }
  const walk = event.iterator();
  // A time that was moved earlier is met at its planned place, so look some way past the end.
  for (let next = walk.next(); next && moment(next) < until + 60 * 86400000; next = walk.next()) {
    const time = event.getOccurrenceDetails(next);
    add(time.item, time.startDate, time.endDate, time.recurrenceId);
  }
}
found.sort((a, b) => a.starts.localeCompare(b.starts));
console.log(JSON.stringify(found));

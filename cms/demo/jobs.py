"""The demo's jobs come in as all jobs do: a small exchange tells them, and the feed takes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from cms.declarations import current_feeds
from cms.demo.files import folder, read_rows
from cms.demo.job_exchange import open_exchange
from cms.demo.library import BadFixture
from cms.feeds.taking_in import take_in
from cms.library.models.items import danish_to_ascii

FEED = "job_exchange"
EXCHANGE = "Jobbørsen"


def load_jobs() -> int:
    """Let the exchange tell its ads, and take them in; gives how many there are."""
    feed = current_feeds().get(FEED)
    if feed is None:
        return 0
    ads = [_ad(row) for row in read_rows(folder("jobs", "ads.yaml"))]
    with open_exchange(ads) as exchange:
        run = take_in(feed, exchange.address, believe=True)
    if run is None or run.reason or run.refused:
        refusals = run.refusals.all() if run else ()
        said = [f"{one.title}: {one.field}: {one.reason}" for one in refusals]
        raise BadFixture("\n".join(["jobs/ads.yaml", run.reason if run else "busy", *said]))
    return len(ads)


def _ad(row: dict[str, Any]) -> dict[str, Any]:
    """A row as schema.org says it."""
    name = slugify(danish_to_ascii(f"{row['title']} {row['at']}"))[:100]
    postcode, town = row["in"].split(" ", 1)
    address = {"streetAddress": row["street"], "postalCode": postcode, "addressLocality": town}
    place: dict[str, Any] = {"@type": "Place", "address": {"@type": "PostalAddress", **address}}
    if "geo" in row:
        place["geo"] = dict(zip(("latitude", "longitude"), row["geo"], strict=True))
    ad: dict[str, Any] = {
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": EXCHANGE, "value": name},
        "title": row["title"],
        "description": f"<p>{row['text']}</p>{_how_to_apply(row, town)}",
        "hiringOrganization": {"@type": "Organization", "name": row["at"]},
        "employmentType": row["kind"],
        "workHours": row["hours"],
        "jobLocation": place,
        "industry": row["industries"],
        "skills": row["skills"],
        "specialCommitments": row.get("needs", []),
        "occupationalCategory": row["drawing"],
        "inLanguage": row.get("language", "da"),
        "applicationContact": {"name": f"{row['at']}, {town}"},
    }
    if row.get("unsolicited"):
        ad["additionalType"] = "UnsolicitedApplication"
    else:
        ad["url"] = _address(row)
    if "days" in row:
        ad["validThrough"] = (timezone.localdate() + timedelta(days=row["days"])).isoformat()
    return ad


def _address(row: dict[str, Any]) -> str:
    """Where the workplace has the ad; nobody has this address: `.example` is for made-up ones."""
    workplace, title = (slugify(danish_to_ascii(row[name])) for name in ("at", "title"))
    return f"https://{workplace}.example/job/{title}"


def _how_to_apply(row: dict[str, Any], town: str) -> str:
    """What every ad ends with."""
    if row.get("language") == "en":
        lines = [f"You work at {row['at']} in {town}.", "Write a few lines about yourself."]
    elif row.get("unsolicited"):
        lines = [f"Du kan skrive til {row['at']} hele året.", "Vi svarer inden for to uger."]
    else:
        lines = [
            f"Du møder på {row['street']} i {town}.",
            "Skriv et par linjer om dig selv. Du behøver ikke en lang ansøgning.",
            "Vi svarer alle, også dem, der ikke får jobbet.",
        ]
    heading = "How to apply" if row.get("language") == "en" else "Sådan foregår det"
    entries = "".join(f"<li>{line}</li>" for line in lines)
    return f"<p><b>{heading}</b></p><ul>{entries}</ul>"

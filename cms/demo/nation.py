"""The demo's owners: 98 municipalities with their regions, companies and vendors."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.demo.files import folder, read_rows
from cms.municipalities.models import Company, Municipality, RegionMembership, Vendor

LAST_DAY_OF_FIVE_REGIONS = date(2026, 12, 31)
FIRST_DAY_OF_FOUR_REGIONS = date(2027, 1, 1)
COPIED = ("slug", "name", "authority", "theme", "latitude", "longitude", "email", "opening_hours")


def load_municipalities() -> int:
    """Make or update every municipality; returns how many."""
    rows = read_rows(folder("municipalities", "municipalities.yaml"))
    for row in rows:
        values: dict[str, Any] = {key: row[key] for key in COPIED if key in row}
        values["home"] = read_rows(folder("municipalities", row["slug"], "home.yaml")) or {}
        municipality, _new = Municipality.objects.update_or_create(
            code=row["code"], defaults=values
        )
        _load_regions(municipality, row)
    return len(rows)


def _load_regions(municipality: Municipality, row: dict[str, Any]) -> None:
    municipality.regions.all().delete()
    RegionMembership.objects.create(
        municipality=municipality,
        region=row["region_until_2026"],
        last_day=LAST_DAY_OF_FIVE_REGIONS,
    )
    RegionMembership.objects.create(
        municipality=municipality,
        region=row["region_from_2027"],
        first_day=FIRST_DAY_OF_FOUR_REGIONS,
    )


def load_companies() -> int:
    """Make or update the companies; returns how many."""
    rows = read_rows(folder("companies", "companies.yaml"))
    homes = {found.code: found for found in Municipality.objects.all()}
    for row in rows:
        values = {
            "name": row["name"],
            "about": row.get("about", ""),
            "cvr": row.get("cvr", ""),
            "home": homes.get(row.get("municipality")),
        }
        Company.objects.update_or_create(slug=row["slug"], defaults=values)
    return len(rows)


def load_vendors() -> int:
    """Make or update the vendors; returns how many."""
    rows = read_rows(folder("library", "vendors.yaml"))
    for row in rows:
        values = {key: row.get(key, "") for key in ("name", "about", "link", "cvr")}
        Vendor.objects.update_or_create(slug=row["slug"], defaults=values)
    return len(rows)

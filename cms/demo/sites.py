"""The demo's sites: every municipality has a published statement, so that its portal is open."""

from __future__ import annotations

from typing import Any

from cms.demo.files import folder, read_rows
from cms.municipalities.models import Municipality
from cms.sites.models import Redirect, SiteDetails
from cms.sites.redirects import add_redirect
from cms.sites.services import details_of
from cms.sites.statement import publish_statement

ON_MUNICIPALITY = ("phone",)


def load_sites() -> int:
    """Write and publish the details of every municipality's site; returns how many."""
    rows: Any = read_rows(folder("municipalities", "sites.yaml"))
    count = 0
    for municipality in Municipality.objects.all():
        values = {**rows["standard"], **rows.get(municipality.slug, {})}
        _load_redirects(municipality, values.pop("redirects", []))
        _load_details(municipality, values)
        count += 1
    return count


def _load_details(municipality: Municipality, values: dict[str, Any]) -> None:
    details = details_of(municipality)
    for name, value in values.items():
        place: Municipality | SiteDetails = municipality if name in ON_MUNICIPALITY else details
        setattr(place, name, _filled_in(value, municipality))
    details.full_clean(exclude=["municipality"])
    publish_statement(details)


def _filled_in(value: Any, municipality: Municipality) -> Any:
    if not isinstance(value, str):
        return value
    code = f"{municipality.code[:2]} {municipality.code[2:]}"
    return value.format(name=municipality.full_name, slug=municipality.slug, code=code)


def _load_redirects(municipality: Municipality, ways: list[tuple[str, str]]) -> None:
    Redirect.objects.filter(municipality=municipality).delete()
    for old_path, new_path in ways:
        add_redirect(municipality, old_path, new_path)

"""How the demo's services are opened, and the agreements about them: `library/launching.yaml`."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms.capabilities.launch.agreements import agree as write_agreement
from cms.capabilities.launch.keys import make_key, signing_keys
from cms.capabilities.launch.models import LaunchClient
from cms.capabilities.launch.registering import Registration, register
from cms.capabilities.launch.services import admit
from cms.capabilities.launch.services import agree as say_yes
from cms.citizens.models import Citizen
from cms.demo.files import folder, read_rows
from cms.library.models import Item
from cms.library.registry import models_with
from cms.library.scope import everything
from cms.municipalities.models import Municipality

OPTIONAL = ("seats", "tells_name", "tells_language")
# Where the made-up vendors' own system answers; `make demo` says which port it got.
TOOL = os.environ.get("DEMO_VENDOR_TOOL", "http://localhost:8003")


def load_launching() -> int:
    """Register, agree and open, once; returns the number of agreements."""
    if not signing_keys():
        make_key()
    said = dict(read_rows(folder("library", "launching.yaml")) or {})
    for row in said.get("clients", ()):
        _register(row)
    for row in said.get("agreements", ()):
        _agree(row)
    return len(said.get("agreements", ()))


def _item(slug: str) -> Item:
    with everything("the demo's services"):
        found = (model.objects.filter(slug=slug).first() for model in models_with("launch"))
        item: Item = next(one for one in found if one is not None)
    return item


def _register(row: dict[str, Any]) -> None:
    item = _item(row["slug"])
    way = row["way"]
    said = Registration(f"{TOOL}/{way}/login", f"{TOOL}/oidc/callback\n{TOOL}/lti/launch")
    client = register(item, said, None)
    values = {"client_id": row["client_id"]}
    if "secret" in row:
        values["secret_hash"] = make_password(row["secret"])
    LaunchClient.objects.filter(pk=client.pk).update(**values)


def _agree(row: dict[str, Any]) -> None:
    item, today = _item(row["slug"]), timezone.localdate()
    place = Municipality.objects.get(slug=row["municipality"])
    last = today + timedelta(row["last"]) if "last" in row else None
    said: dict[str, Any] = {name: row[name] for name in OPTIONAL if name in row}
    said |= {"first_day": today + timedelta(row["first"]), "last_day": last}
    write_agreement(item, place, said)
    if not item.launch_openings.filter(citizen__municipality=place).exists():
        _open(item, place, row.get("users", 0))


def _open(item: Item, place: Municipality, count: int) -> None:
    users = Citizen.objects.filter(municipality=place, subject__startswith="generated-")
    for citizen in users.order_by("pk")[:count]:
        say_yes(item, citizen)
        admit(item, citizen)

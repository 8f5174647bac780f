"""Done when 7: a municipality's web team, with the documentation's own script of under 30 lines,
lists next week's activities within 25 km and receives a signed message on publishing.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time

import pytest

from scripts.servers import free_port
from scripts.steps import ROOT
from tests.support.site import LiveSite

SCRIPT = ROOT / "docs" / "api" / "newcomer.py"
MOST_LINES = 29
# What the administrator does on the screen: a key and an address. The item is taken down first.
PREPARE = """
import json
from datetime import timedelta
from django.utils import timezone
from cms.keys.services import make_key
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from cms.webhooks.services import subscribe
thisted = Municipality.objects.get(slug="thisted")
model = item_models()["activity"]
item = model.objects.on_shelf_of(thisted).filter(owner=thisted).first()
item.starts_at = timezone.now() + timedelta(days=3)
item.ends_at = item.starts_at + timedelta(hours=1)
item.save_revision().publish()
item.refresh_from_db()
other = model.objects.on_shelf_of(thisted).filter(owner=thisted).exclude(pk=item.pk).first()
other.unpublish()
subscription = subscribe(thisted, "http://127.0.0.1:{port}/", ["item.published"])
print("told:" + json.dumps({{
    "key": make_key(thisted, "Forsiden", ["read"]).secret,
    "secret": subscription.secret,
    "place": [item.place_latitude, item.place_longitude],
    "title": item.title,
    "other": other.pk,
}}))
"""
PUBLISH = """
from cms.library.registry import item_models
model = item_models()["activity"]
model.objects.everything("a test").get(pk={key}).save_revision().publish()
"""


def test_the_script_is_short() -> None:
    assert len(SCRIPT.read_text().splitlines()) <= MOST_LINES


def test_a_newcomer_lists_activities_and_receives_a_signed_message(
    fresh_site: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOKS_MAY_BE_LOCAL", "1")
    port = free_port()
    said = fresh_site.manage("shell", "-c", PREPARE.format(port=port))
    told = json.loads(said.partition("told:")[2])
    latitude, longitude = (str(number) for number in told["place"])
    environment = {
        **os.environ,
        "PORTAL": fresh_site.url("/thisted"),
        "KEY": told["key"],
        "SECRET": told["secret"],
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, str(SCRIPT), latitude, longitude, str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as script:
        try:
            wait_for(port, script)
            fresh_site.manage("shell", "-c", PUBLISH.format(key=told["other"]))
            fresh_site.manage("deliver_webhooks", "--once")
            out, _none = script.communicate(timeout=30)
        finally:
            script.kill()
    *listed, received = out.strip().splitlines()
    assert any(line.endswith(told["title"]) for line in listed), out
    assert received.startswith("signed rightly:"), out
    message = json.loads(received.partition(":")[2])
    assert message["type"] == "item.published"
    assert message["data"]["id"] == f"activity:{told['other']}"


def wait_for(port: int, script: subprocess.Popen[str]) -> None:
    """Until the script listens: its list has been printed then."""
    until = time.monotonic() + 30
    while time.monotonic() < until and script.poll() is None:
        with socket.socket() as probe:
            # Bound, not connected: the script takes one connection only. Only what listens
            # already is in the way of an address that is shared.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return
        time.sleep(0.1)
    pytest.fail(f"the script didn't come to listen; it ended with {script.poll()}")

"""Many citizens, already logged in, who all want the same thing at the same moment, over HTTP.

As a program it fills a database and says how things stand; as a module it is the crowd.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from tests.support.database import managed
from tests.support.production import HEADERS, Production

TOKEN = "c" * 32
NOT_LOGGED_IN = 401
ORIGIN = f"https://{HEADERS['Host']}"
SECONDS_OF_PATIENCE = 300
# So many have their answer when those who come later press.
EARLY = 60


@dataclass(frozen=True)
class Press:
    """One citizen's press of a button: who, when it began and was answered, and what came."""

    citizen: int
    began: float
    answered: float
    status: int


class Crowd:
    """The citizens of a server; each keeps pressing until there is an answer, as people do."""

    def __init__(self, server: Production, sessions: dict[int, str]) -> None:
        self.server, self.sessions = server, sessions
        self.late: frozenset[int] = frozenset()
        self.answered = threading.Semaphore(0)
        self.count, self.early = 0, threading.Event()

    def press(
        self, path: str, forms: Iterable[tuple[int, dict[str, str]]], late: Sequence[int] = ()
    ) -> list[Press]:
        """All at once, each form by its citizen; the `late` when `EARLY` have their answer."""
        wanted = list(forms)
        self.late, self.count = frozenset(late), 0
        gate = threading.Barrier(len(wanted))
        with ThreadPoolExecutor(len(wanted)) as pool:
            return list(pool.map(lambda one: self._press(path, *one, gate), wanted))

    def _press(
        self, path: str, citizen: int, form: dict[str, str], gate: threading.Barrier
    ) -> Press:
        gate.wait()
        if citizen in self.late:
            self.early.wait(SECONDS_OF_PATIENCE)
        # An earlier try may have got through before the server fell.
        began = time.monotonic()
        while True:
            status = self._post(path, self.sessions[citizen], form)
            if status or time.monotonic() > began + SECONDS_OF_PATIENCE:
                self._note()
                return Press(citizen, began, time.monotonic(), status)
            time.sleep(0.2)

    def _note(self) -> None:
        self.count += 1
        self.answered.release()
        if self.count >= EARLY:
            self.early.set()

    def _post(self, path: str, session: str, form: dict[str, str]) -> int:
        """The status; 0 where the connection broke or the server was not there."""
        cookies = f"sessionid={session}; csrftoken={TOKEN}"
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}).encode()
        headers = {
            **HEADERS,
            "Cookie": cookies,
            "Origin": ORIGIN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = self.server.connect(SECONDS_OF_PATIENCE)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            sent_to = answer.getheader("Location", "")
            return NOT_LOGGED_IN if "log-ind" in sent_to else answer.status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()


def ask(server: Production, command: str, *arguments: str) -> Any:
    """What this file's program says of the server's database."""
    # The server's own environment: what signs the sessions is in it.
    said = managed(server.environment, "-m", "tests.support.crowd", command, *arguments)
    return json.loads(said.strip().splitlines()[-1])


def crowd_at(server: Production, people: int) -> Crowd:
    """So many citizens of Thisted, each with a session of one's own."""
    sessions = ask(server, "people", str(people))
    return Crowd(server, {int(key): session for key, session in sessions.items()})


def make_people(count: str) -> dict[int, str]:
    """Citizens and their sessions, straight into the tables."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from cms.citizens.models import Citizen
    from cms.municipalities.models import Municipality

    here = Municipality.objects.get(slug="thisted")
    made = Citizen.objects.bulk_create(
        Citizen(municipality=here, issuer="crowd", subject=str(number), language="da")
        for number in range(int(count))
    )
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    sessions = {}
    for citizen in made:
        session = store()
        session["citizen_id"] = citizen.pk
        session.create()
        sessions[citizen.pk] = session.session_key
    return sessions


def make_event(seats: str) -> str:
    """An activity of Thisted's with so many seats; gives its path."""
    from cms.capabilities.signup.models import SignupSettings

    item = _thisted_item("activity")
    SignupSettings.objects.create(item_id=item.pk, seats=int(seats))
    return f"/{item.declaration.settings.path}/{item.slug}/signup/"


def _thisted_item(type_name: str) -> Any:
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Locale

    from cms.library.registry import item_model
    from cms.municipalities.models import Municipality

    model = item_model(type_name)
    item = model(
        slug="alle-vil-med",
        title="Alle vil med",
        owner=Municipality.objects.get(slug="thisted"),
        sharing="private",
        locale=Locale.objects.get(language_code="da"),
        first_published_at=timezone.now(),
    )
    for name in model.declaration.fields_of("date_time"):
        setattr(item, name, timezone.now() + timedelta(days=9))
    item.save()
    return item


def signed_up() -> list[tuple[int, str]]:
    """Citizen and state, in the order of the list."""
    from cms.capabilities.signup.models import Signup

    rows = Signup.objects.filter(item__slug="alle-vil-med").order_by("pk")
    return list(rows.values_list("citizen_id", "state"))


def make_talks(count: str) -> str:
    """A talk of Thisted's with so many times, four an hour, one person each; gives its path."""
    from datetime import time, timedelta

    from django.utils import timezone

    from cms.capabilities.slots.models import SlotPlan

    item, day = _thisted_item("talk"), timezone.localdate() + timedelta(days=9)
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), True)
    SlotPlan.objects.create(
        item_id=item.pk,
        first_day=day,
        last_day=day,
        **week,
        saturday=True,
        sunday=True,
        from_time=time(9),
        to_time=time(9 + int(count) // 4),
    )
    return f"/{item.declaration.settings.path}/{item.slug}/slots/"


def talk_times() -> list[str]:
    """The beginnings of all times, as the page's form sends them."""
    from cms.capabilities.slots.standing import plan_of
    from cms.library.models import Item

    item = Item.objects.everything("a test").get(slug="alle-vil-med")
    plan = plan_of(item)
    return [start.isoformat() for start, _end in plan.as_plan().times()] if plan else []


def booked() -> list[tuple[int, str]]:
    """Citizen and time."""
    from cms.capabilities.slots.models import SlotBooking

    rows = SlotBooking.objects.filter(item__slug="alle-vil-med").order_by("pk")
    return [(row.citizen_id, row.starts.isoformat()) for row in rows]


COMMANDS: dict[str, Callable[..., Any]] = {
    "people": make_people,
    "event": make_event,
    "signed_up": signed_up,
    "talks": make_talks,
    "times": talk_times,
    "booked": booked,
}

if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))

"""All the providers of the demo in one program: citizens', companies' and each municipality's own.

Each has its own issuer, keys and people, as they would at different brokers: a token from one is
worth nothing at another.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_people import COMPANY_PEOPLE, staff_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

PLACE = re.compile(r"^(?P<place>/erhverv|/ansat/[a-z-]+)?(?P<rest>/.*)$")
CLIENTS = {"": "jobunivers", "/erhverv": "jobunivers-erhverv"}
STAFF_CLIENT = "jobunivers-ansat"


@dataclass
class Tenants:
    """A WSGI application that hands each request to the provider at that place.

    A provider is made when somebody first asks for it: its key takes a moment to make. `portal` is
    where the clients live, for log-out messages; empty: none are sent.
    """

    issuer: str
    client_secret: str
    hosts: tuple[str, ...] = ("localhost",)
    portal: str = ""
    with_faults: bool = False
    _made: dict[str, IdentityProvider] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(
        self, environment: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""
        found = PLACE.match(environment.get("PATH_INFO", "") or "/")
        place, rest = (found["place"] or "", found["rest"]) if found else ("", "/")
        inner = {**environment, "PATH_INFO": rest}
        return self.at(place)(inner, start_response)

    def at(self, place: str) -> IdentityProvider:
        """The provider at "", "/erhverv" or "/ansat/thisted"."""
        with self._lock:
            if place not in self._made:
                self._made[place] = self._provider(place)
            return self._made[place]

    def _provider(self, place: str) -> IdentityProvider:
        people = {
            "": {},
            "/erhverv": {"people": COMPANY_PEOPLE, "is_open": False},
        }.get(place, {"people": staff_of(place.rpartition("/")[2]), "is_open": False})
        return IdentityProvider(
            f"{self.issuer}{place}",
            CLIENTS.get(place, STAFF_CLIENT),
            self.client_secret,
            self.hosts,
            back_channel=self._back_channel(place),
            with_faults=self.with_faults,
            **people,  # type: ignore[arg-type]
        )

    def _back_channel(self, place: str) -> str:
        doors = {"": "borger/mitid", "/erhverv": "virksomhed/mitid-erhverv"}
        door = doors.get(place, f"ansat/{place.rpartition('/')[2]}")
        return f"{self.portal}/log-ud/fra-udbyder/{door}/" if self.portal else ""

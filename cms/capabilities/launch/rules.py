"""Whether somebody may open a service, and what is passed on: decisions without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LINK = "link"
SUBJECT, MUNICIPALITY, NAME, LANGUAGE = "subject", "municipality", "name", "language"


class State(StrEnum):
    """How a service stands for somebody; each but the first has its own kind words."""

    OPEN = "open"
    NO_AGREEMENT = "no_agreement"
    NOT_YET = "not_yet"
    ENDED = "ended"
    FULL = "full"
    NOT_READY = "not_ready"


@dataclass(frozen=True)
class Terms:
    """What a municipality has agreed: days (the last one counts), seats, and what may be told."""

    first_day: date
    last_day: date | None = None
    seats: int | None = None
    tells_name: bool = False
    tells_language: bool = False


@dataclass(frozen=True)
class Standing:
    """How an item stands for one citizen, or for a visitor.

    `needs_agreement`: the type says so, or somebody else than the municipality is told something.
    `is_ready`: there is somewhere to go, and a vendor that is told who comes is known. `taken`
    counts the seats that others and the citizen have; `agreed` is what she has said yes to.
    """

    way: str = LINK
    is_ready: bool = True
    needs_agreement: bool = False
    terms: Terms | None = None
    taken: int = 0
    has_seat: bool = False
    wants_name: bool = False
    wants_language: bool = False
    agreed: frozenset[str] = frozenset()

    @property
    def signs_in(self) -> bool:
        """Whether something of the citizen is passed on."""
        return self.way != LINK

    @property
    def passes(self) -> tuple[str, ...]:
        """What is passed on: what the vendor wants and the municipality has let through."""
        if not self.signs_in:
            return ()
        terms = self.terms
        # A municipality's own service needs nobody's agreement but its own.
        own = terms is None and not self.needs_agreement
        name = self.wants_name and (own or bool(terms and terms.tells_name))
        language = self.wants_language and (own or bool(terms and terms.tells_language))
        optional = ((NAME, name), (LANGUAGE, language))
        return (SUBJECT, MUNICIPALITY, *(what for what, told in optional if told))

    @property
    def needs_consent(self) -> bool:
        """Whether the citizen must say yes first: something new would be passed on."""
        return not set(self.passes) <= self.agreed

    def state(self, today: date) -> State:
        """How it stands on a day."""
        if not self.is_ready:
            return State.NOT_READY
        if self.terms is None:
            return State.NO_AGREEMENT if self.needs_agreement else State.OPEN
        return self._by_terms(self.terms, today)

    def _by_terms(self, terms: Terms, today: date) -> State:
        if today < terms.first_day:
            return State.NOT_YET
        if terms.last_day is not None and today > terms.last_day:
            return State.ENDED
        is_full = terms.seats is not None and self.taken >= terms.seats
        return State.FULL if is_full and not self.has_seat else State.OPEN

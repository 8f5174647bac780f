"""What a gateway is: it takes one letter at a time, and says what became of it.

The moment of handing over is the border. Before it nobody but us has the letter, and any failure
means that it wasn't accepted. After it only the gateway's own word counts, and when that word
is lost the letter's fate is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class GatewayFault(Exception):
    """Something went wrong; `problem` is a word of ours, and never holds what the gateway said."""

    problem = "fault"

    def __init__(self, problem: str = "") -> None:
        self.problem = problem or type(self).problem
        super().__init__(self.problem)


class GatewayAway(GatewayFault):
    """The gateway can't be used now by anybody; no letter was handed over."""

    problem = "away"


class NotAccepted(GatewayFault):
    """This letter wasn't accepted this time, for certain; it may be later."""

    problem = "not_accepted"


class Refused(GatewayFault):
    """This letter will never be accepted."""

    problem = "refused"


class ContactGone(Refused):
    """The address doesn't exist any more; it is not to be used again."""

    problem = "contact_gone"


class FateUnknown(GatewayFault):
    """The letter was handed over, and whether it was accepted was never said."""

    problem = "unknown"


class Fate(StrEnum):
    """What a gateway says when it is asked about a letter."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    CAN_NOT_SAY = "can_not_say"


@dataclass(frozen=True)
class Message:
    """A letter as a gateway takes it. Everything in it is the citizen's: never log it."""

    key: UUID
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    language: str = "da"
    sender: str = ""
    unsubscribe: str = field(default="", repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_urgent: bool = False


# Called by the gateway at the border; raises when the letter is no longer ours to hand over.
HandingOver = Callable[[], None]


class Session(Protocol):
    """An open connection that letters go through, one by one."""

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Hand a letter over and wait for the word that it is accepted.

        Raises:
            GatewayAway, NotAccepted, Refused, ContactGone, FateUnknown
        """


class Gateway(Protocol):
    """A declared way out.

    `repeats_safely`: the gateway knows a letter by its key, and takes it once however often it
    is handed over. `can_be_asked`: it can say whether it has a letter.
    """

    repeats_safely: bool
    can_be_asked: bool

    def session(self) -> AbstractContextManager[Session]:
        """Open it. Raises GatewayAway."""

    def ask(self, key: UUID) -> Fate:
        """Whether it has accepted the letter."""

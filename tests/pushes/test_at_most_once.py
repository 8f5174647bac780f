"""Whatever fails, and whenever: at most one each, and exactly one where the fate can be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.municipalities.models import Municipality
from cms.pushes.delivery import claiming
from cms.pushes.delivery.worker import deliver
from cms.pushes.gateways.base import (
    Fate,
    FateUnknown,
    GatewayAway,
    HandingOver,
    Message,
    NotAccepted,
)
from cms.pushes.models import Letter, LetterState
from cms.pushes.services import push
from tests.pushes.conftest import make_citizen

CITIZENS = 4
ROUNDS = 60
# ok: taken; away, later: certainly not; lost_*: the word is lost, without or with the letter kept;
# killed_*: the worker dies: before the border, at it without and with the letter kept, and after.
STEPS = ("ok", "away", "later", "lost_before", "lost_after")
DEATHS = ("killed_before", "killed_at", "killed_with", "killed_after")


class Killed(BaseException):
    """The worker's process ends here; nothing is tidied up."""


@dataclass
class Unreliable:
    """A gateway that does what the script says, and then works."""

    script: list[str]
    can_be_asked: bool
    repeats_safely: bool
    kept: Counter[UUID] = field(default_factory=Counter)
    killed: bool = False

    @contextmanager
    def session(self) -> Iterator[Unreliable]:
        yield self

    def send(self, message: Message, handing_over: HandingOver) -> None:
        step = self.script.pop(0) if self.script else "ok"
        self.killed = step in DEATHS
        match step:
            case "away":
                raise GatewayAway
            case "killed_before":
                raise Killed
        handing_over()
        match step:
            case "later":
                raise NotAccepted
            case "lost_before":
                raise FateUnknown
            case "killed_at":
                raise Killed
        self._keep(message.key)
        match step:
            case "lost_after":
                raise FateUnknown
            case "killed_with" | "killed_after":
                raise Killed

    def _keep(self, key: UUID) -> None:
        """One that knows the key takes a letter once."""
        if not (self.repeats_safely and self.kept[key]):
            self.kept[key] += 1

    def ask(self, key: UUID) -> Fate:
        return Fate.ACCEPTED if self.kept[key] else Fate.NOT_ACCEPTED


@pytest.fixture(autouse=True)
def hurried(settings: Any) -> None:
    settings.PUSH_CLAIM_SECONDS = settings.PUSH_ASK_SECONDS = 0
    settings.PUSH_REST_SECONDS = 0
    settings.PUSH_RETRY_SECONDS = [0]
    settings.PUSH_MOST_ATTEMPTS = 100


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    script=st.lists(st.sampled_from(STEPS + DEATHS), max_size=14),
    can_be_asked=st.booleans(),
    repeats_safely=st.booleans(),
)
def test_random_failures(
    town: Municipality, script: list[str], can_be_asked: bool, repeats_safely: bool
) -> None:
    gateway = Unreliable(list(script), can_be_asked, repeats_safely)
    with transaction.atomic():
        for number in range(CITIZENS):
            push(
                make_citizen(town, f"c{number}"),
                "agreement_changed",
                key="k",
                values={"what": "Samtale", "when": "i morgen"},
            )
        for _round in range(ROUNDS):
            one_life(gateway)
            if not Letter.objects.exclude(state__in=["accepted", "flagged"]).exists():
                break
        states = Counter(Letter.objects.values_list("state", flat=True))
        assert set(states) <= {LetterState.ACCEPTED, LetterState.FLAGGED}, states
        assert set(gateway.kept.values()) <= {1}, "somebody got two"
        accepted = Letter.objects.filter(state=LetterState.ACCEPTED).values_list("key", flat=True)
        assert all(gateway.kept[key] == 1 for key in accepted), "somebody got none"
        if can_be_asked or repeats_safely:
            assert states == {LetterState.ACCEPTED: CITIZENS}
        transaction.set_rollback(True)


def one_life(gateway: Unreliable) -> None:
    """A worker until it dies, or has nothing left to do."""
    Letter.objects.filter(state=LetterState.CLAIMED).update(
        claimed_at=timezone.now() - timedelta(seconds=1)
    )
    Letter.objects.filter(state=LetterState.HANDED_OVER).update(
        handed_over_at=timezone.now() - timedelta(seconds=1)
    )
    # A process that is killed gives nothing back.
    tidied = claiming.give_back
    with patch.object(
        claiming, "give_back", lambda letters: None if gateway.killed else tidied(letters)
    ):
        try:
            deliver("mail", gateway)
        except Killed:
            gateway.killed = False


def test_a_lost_claim_sends_nothing(town: Municipality) -> None:
    """A worker that was thought dead and comes back finds that the letter isn't its own."""
    values = {"what": "Samtale", "when": "i morgen"}
    push(make_citizen(town), "agreement_changed", key="k", values=values)
    (slow,) = claiming.claim("mail", 10)
    Letter.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    assert claiming.take_back_abandoned("mail") == 1
    (quick,) = claiming.claim("mail", 10)
    with pytest.raises(claiming.ClaimLost):
        claiming.hand_over(slow)
    claiming.hand_over(quick)
    assert claiming.claim("mail", 10) == []

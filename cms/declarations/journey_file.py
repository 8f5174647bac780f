"""Reads `journeys/*.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from cms.declarations.findings import Finding, misnamed, read_folder
from cms.declarations.journey import Journey
from cms.declarations.problems import did_you_mean
from cms.declarations.yaml_file import Place

JOURNEYS = "journeys"


def read_journeys(folder: Path, pushes: Collection[str]) -> dict[str, Journey]:
    """The journeys declared in a folder by name; `pushes` are the kinds that moves may send.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    found = read_folder(folder, JOURNEYS, Journey, lambda path, one: _findings(path, one, pushes))
    return {journey.name: journey for journey in found}


def _findings(path: Path, journey: Journey, pushes: Collection[str]) -> Iterator[Finding]:
    yield from misnamed(path, journey.name)
    yield from _unknown_state(("start",), journey.start, journey)
    for name, count in Counter(move.name for move in journey.moves).items():
        if count > 1:
            yield ("moves",), f"two moves are called {name}", "rename one of them"
    for number, move in enumerate(journey.moves):
        place: Place = ("moves", number)
        for at, state in enumerate(move.from_):
            yield from _unknown_state((*place, "from", at), state, journey)
        yield from _unknown_state((*place, "to"), move.to, journey)
        if move.to in move.from_:
            reason = f"{move.name} leads from {move.to} to {move.to}"
            yield (*place, "to"), reason, "take the state out of `from`"
        if move.push is not None and move.push not in pushes:
            fix = did_you_mean(move.push, pushes)
            yield (*place, "push"), f"there is no push {move.push}", fix
    yield from _unreachable(journey)


def _unknown_state(place: Place, state: str, journey: Journey) -> Iterator[Finding]:
    if state not in journey.states:
        yield place, f"there is no state {state}", did_you_mean(state, journey.states)


def _unreachable(journey: Journey) -> Iterator[Finding]:
    reached = {journey.start, *(move.to for move in journey.moves)}
    for state in journey.states:
        if state not in reached:
            yield ("states", state), f"nothing leads to {state}", "add a move, or remove the state"

"""What a run over the whole matrix has judged, kept in a file so that a stopped run goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.acceptance.portal.open_to_all.matrix import State


@dataclass(frozen=True)
class Verdict:
    """What was found in one state; `rules` says whether all were asked or those of colours."""

    reader: str
    state: State
    rules: str
    faults: tuple[str, ...]

    @property
    def key(self) -> tuple[str, State]:
        """Which state of which reader's page it is about."""
        return self.reader, self.state


class Notes:
    """A file of verdicts, one a line; the last about a state holds."""

    def __init__(self, path: Path) -> None:
        """Where the notes are; there may be none yet."""
        self.path = path

    def write(self, verdicts: Iterable[Verdict]) -> None:
        """Add verdicts."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            file.writelines(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in verdicts)

    def read(self) -> dict[tuple[str, State], Verdict]:
        """The last verdict about each state. A line that a stopped run left unfinished is none."""
        found = {}
        for line in self.path.read_text().splitlines() if self.path.exists() else ():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            state = State(**said["state"])
            one = Verdict(said["reader"], state, said["rules"], tuple(said["faults"]))
            found[one.key] = one
        return found

    def forget(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)

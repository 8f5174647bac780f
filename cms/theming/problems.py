"""What is wrong with a theme, said so that the person who wrote it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, why it is one, and what to do."""

    file: Path
    line: int
    key: str
    reason: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        parts = [f"{place}: {self.key}: {self.reason}" if self.key else f"{place}: {self.reason}"]
        return " ".join([*parts, self.advice] if self.advice else parts)


class ThemeError(Exception):
    """A theme that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A proposal for a misspelt word, or the list of known words when none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known here: {', '.join(known)}."

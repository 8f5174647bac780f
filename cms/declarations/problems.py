"""What is wrong in a file, said so that the author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: the file and line (from 1), where in the file, why, and the way out."""

    file: str
    line: int
    where: str
    reason: str
    fix: str

    def __str__(self) -> str:
        """`course.yaml:12 fields.level: reason. Fix: …`, clickable in an editor."""
        return f"{self.file}:{self.line}  {self.where}: {self.reason}\n    Fix: {self.fix}"


class DeclarationError(Exception):
    """Files can't be used. `problems` holds every mistake at once, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in order of file and line."""
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A proposal for a misspelt word, or the list of what there is."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"use one of: {', '.join(choices)}" if choices else "leave it out"

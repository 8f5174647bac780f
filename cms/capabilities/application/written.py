"""What a citizen writes when applying: without a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

LONGEST_NAME, LONGEST_CONTACT, LONGEST_LETTER = 80, 200, 5000


class LetterTooLong(ValueError):
    """The letter is longer than anybody reads."""


@dataclass(frozen=True)
class Written:
    """A name to be called, how to be reached, a letter, and pairs of question and answer."""

    called: str = ""
    contact: str = ""
    letter: str = ""
    answers: list[list[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything is written at all."""
        return any((self.called, self.contact, self.letter, self.answers))

    def as_plain(self) -> dict[str, Any]:
        """As JSON can carry it."""
        return asdict(self)


def written(called: str, contact: str, letter: str, answers: list[list[str]]) -> Written:
    """Tidied. Raises LetterTooLong."""
    said = "\n".join(line.rstrip() for line in letter.strip().splitlines())
    if len(said) > LONGEST_LETTER:
        raise LetterTooLong(str(LONGEST_LETTER))
    return Written(
        " ".join(called.split())[:LONGEST_NAME],
        " ".join(contact.split())[:LONGEST_CONTACT],
        said,
        answers,
    )

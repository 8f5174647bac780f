"""What can be wrong with a rule, said in the writer's language so that it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where in the tree it stands, what is wrong, and the way out."""

    place: str
    reason: str
    fix: str = ""

    def __str__(self) -> str:
        """Give one line: ``rule.all[1].fact: reason. Fix``."""
        return f"{self.place}: {self.reason}" + (f" {self.fix}" if self.fix else "")


class RuleError(ValueError):
    """A rule cannot be used; ``problems`` holds every mistake found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems and make the message of them."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(wrong: object, known: Iterable[str]) -> str:
    """Propose the nearest known word, or list the words when none is near."""
    choices = sorted(known)
    if not choices:
        return _("Her er ikke noget at vælge mellem.")
    near = get_close_matches(str(wrong).lower(), choices, n=1, cutoff=0.6)
    if near:
        return _("Mente du »%(word)s«?") % {"word": near[0]}
    shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return _("Brug en af: %(words)s.") % {"words": shown}

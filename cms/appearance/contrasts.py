"""Pairs of colours too alike, in words for the person who is choosing them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cms.appearance.words import ROLES, USES
from cms.theming import ContrastProblem


def in_words(problem: ContrastProblem) -> str:
    """Which two colours, how far they are apart, how far they must be, and what to do."""
    # Rounded down, so that 4.498 does not read as enough.
    measured = int(problem.ratio * 100) / 100
    pair = problem.pair
    return _(
        "%(use)s: »%(foreground)s« (%(colour)s) på »%(ground)s« (%(ground_colour)s) har "
        "kontrasten %(ratio)s:1 og skal have mindst %(needed)s:1. Den nærmeste farve, der kan "
        "læses, er %(proposal)s."
    ) % {
        "use": USES.get(pair.use, pair.use),
        "foreground": ROLES[pair.foreground].label,
        "colour": problem.foreground,
        "ground": ROLES[pair.ground].label,
        "ground_colour": problem.ground,
        "ratio": number_format(measured, 2),
        "needed": number_format(pair.ratio, 1),
        "proposal": problem.proposal,
    }

"""Checks a theme against the contrasts of WCAG AA and proposes the nearest colour that passes."""

from dataclasses import dataclass
from pathlib import Path

from cms.theming.colour import contrast, nearest_passing
from cms.theming.model import Theme
from cms.theming.problems import Problem, ThemeError
from cms.theming.reading import THEMES_FOLDER, read_theme
from cms.theming.roles import PAIRS, Pair, Role
from cms.theming.yaml_lines import read_yaml


@dataclass(frozen=True)
class ContrastProblem:
    """A pair of colours too alike, with a foreground near to the one chosen that passes."""

    pair: Pair
    foreground: str
    ground: str
    ratio: float
    proposal: str

    def __str__(self) -> str:
        # Rounded down, so that 4.498 does not read as a pass.
        measured = int(self.ratio * 100) / 100
        return (
            f"{self.pair.use}: {self.pair.foreground} {self.foreground} on {self.pair.ground} "
            f"{self.ground} has contrast {measured}:1 and needs {self.pair.ratio}:1. "
            f"Nearest that passes: {self.proposal}."
        )


def check(theme: Theme) -> list[ContrastProblem]:
    """Every pair of the theme that fails, in the order of the roles."""
    return [problem for pair in PAIRS if (problem := _problem(theme.colours, pair))]


def accept_theme(slug: str, folder: Path = THEMES_FOLDER) -> Theme:
    """The theme, when all of it is right, contrast too.

    Raises:
        UnknownThemeError: no such theme.
        ThemeError: something is wrong; each problem names file, line and way out.
    """
    theme = read_theme(folder, slug)
    failing = check(theme)
    if failing:
        raise ThemeError([_with_place(theme, problem) for problem in failing])
    return theme


def mended(colours: dict[Role, str]) -> dict[Role, str]:
    """The colours with every failing foreground replaced by its proposal.

    A foreground may itself be the ground of another, so it goes round until all pass.

    Raises:
        ValueError: the grounds are so unlike each other that no foreground passes on all.
    """
    result = dict(colours)
    for _ in Role:
        failing = [problem for pair in PAIRS if (problem := _problem(result, pair))]
        if not failing:
            return result
        result[failing[0].pair.foreground] = failing[0].proposal
    raise ValueError("No set of colours near these passes: bring the grounds closer together.")


def _problem(colours: dict[Role, str], pair: Pair) -> ContrastProblem | None:
    foreground, ground = colours[pair.foreground], colours[pair.ground]
    ratio = contrast(foreground, ground)
    if ratio >= pair.ratio:
        return None
    return ContrastProblem(pair, foreground, ground, ratio, _proposal(colours, pair))


def _proposal(colours: dict[Role, str], pair: Pair) -> str:
    """A colour that passes on all grounds of the role, or else at least on this one."""
    foreground = colours[pair.foreground]
    every = tuple(
        (colours[other.ground], other.ratio)
        for other in PAIRS
        if other.foreground == pair.foreground
    )
    alone = ((colours[pair.ground], pair.ratio),)
    # Black or white reaches 4.58:1 on any ground, so one ground always has an answer.
    return nearest_passing(foreground, every) or nearest_passing(foreground, alone) or "#000000"


def _with_place(theme: Theme, problem: ContrastProblem) -> Problem:
    """The line to mend in the theme's own file: what it inherits is right for others."""
    own = theme.files[0]
    lines = read_yaml(own).lines
    foreground = problem.pair.foreground
    path = ("colours", foreground.value)
    if path in lines:
        return Problem(own, lines[path], ".".join(path), str(problem))
    advice = f'{foreground} is inherited: write `{foreground}: "{problem.proposal}"` here.'
    path = ("colours", problem.pair.ground.value)
    line = lines.get(path) or lines.get(("colours",), 1)
    return Problem(own, line, ".".join(path), str(problem), advice)

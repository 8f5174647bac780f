"""Themes for `content check`: read without Django, as the declarations are."""

from __future__ import annotations

from cms.declarations import Problem
from cms.theming import ThemeError, accept_theme, theme_slugs


def theme_problems() -> list[Problem]:
    """Every mistake in every theme, contrast too."""
    return [problem for slug in theme_slugs() for problem in _problems_of(slug)]


def _problems_of(slug: str) -> list[Problem]:
    try:
        accept_theme(slug)
    except ThemeError as error:
        return [
            Problem(
                f"themes/{slug}/{problem.file.name}",
                problem.line,
                problem.key or "file",
                problem.reason,
                problem.advice or "mend it here",
            )
            for problem in error.problems
        ]
    return []

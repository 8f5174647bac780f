"""Themes: what a municipality's look is made of, checked and written as CSS.

Knows nothing of Django. A theme is a folder, ``themes/<slug>/``, with a ``theme.yaml``.
"""

from cms.theming.cleaning import CleanedSvg, UnusableSvg, clean_svg
from cms.theming.composing import (
    UnusableValues,
    ValueProblem,
    as_yaml,
    checked_values,
    compose,
    values_of,
)
from cms.theming.contrast import ContrastProblem, accept_theme, check
from cms.theming.css import css
from cms.theming.dark import dark
from cms.theming.deriving import derive
from cms.theming.model import Theme
from cms.theming.problems import Problem, ThemeError
from cms.theming.reading import THEMES_FOLDER, UnknownThemeError, read_theme, theme_slugs
from cms.theming.roles import Role
from cms.theming.store import ThemeStore
from cms.theming.svg import painted

__all__ = [
    "THEMES_FOLDER",
    "CleanedSvg",
    "ContrastProblem",
    "Problem",
    "Role",
    "Theme",
    "ThemeError",
    "ThemeStore",
    "UnknownThemeError",
    "UnusableSvg",
    "UnusableValues",
    "ValueProblem",
    "accept_theme",
    "as_yaml",
    "check",
    "checked_values",
    "clean_svg",
    "compose",
    "css",
    "dark",
    "derive",
    "painted",
    "read_theme",
    "theme_slugs",
    "values_of",
]

"""Themes: what a municipality's look is made of, checked and written as CSS.

Knows nothing of Django. A theme is a folder, ``themes/<slug>/``, with a ``theme.yaml``.
"""

from cms.theming.contrast import ContrastProblem, accept_theme, check
from cms.theming.css import css
from cms.theming.deriving import derive
from cms.theming.model import Theme
from cms.theming.problems import Problem, ThemeError
from cms.theming.reading import THEMES_FOLDER, UnknownThemeError, read_theme, theme_slugs
from cms.theming.roles import Role
from cms.theming.store import ThemeStore
from cms.theming.svg import painted

__all__ = [
    "THEMES_FOLDER",
    "ContrastProblem",
    "Problem",
    "Role",
    "Theme",
    "ThemeError",
    "ThemeStore",
    "UnknownThemeError",
    "accept_theme",
    "check",
    "css",
    "derive",
    "painted",
    "read_theme",
    "theme_slugs",
]

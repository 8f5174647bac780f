"""Lets a theme replace a template: themes/<slug>/templates/ goes before themes/base/templates/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.template import Origin
from django.template.loaders import cached, filesystem
from django.utils._os import safe_join

from cms.library.scope import active_scope
from cms.library.scopes import Shelf
from cms.portal.themes import theme_of

SHARED = "base"


def theme_folders() -> tuple[Path, ...]:
    """Where the theme of the running request keeps templates of its own; most keep none."""
    scope = active_scope()
    if not isinstance(scope, Shelf):
        return ()
    return _with_templates(tuple(theme_of(scope.municipality).folders))


@lru_cache(maxsize=200)
def _with_templates(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    # Compiled templates are kept as long as this is, so it needs no younger an answer.
    own = (folder / "templates" for folder in folders if folder.name != SHARED)
    return tuple(folder for folder in own if folder.is_dir())


class ThemeFolders(filesystem.Loader):
    """Looks in the folders of the running request's theme."""

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        """The places where the theme's own template would stand."""
        for folder in theme_folders():
            try:
                name = safe_join(folder, template_name)
            except SuspiciousFileOperation:
                continue
            yield Origin(name=name, template_name=template_name, loader=self)


class Loader(cached.Loader):
    """Keeps compiled templates per theme; the themes without templates share theirs."""

    def reset(self) -> None:
        """Forget what was compiled, and which themes have templates."""
        super().reset()
        _with_templates.cache_clear()

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """Django's key, with the theme's folders before it."""
        folders = "|".join(folder.as_posix() for folder in theme_folders())
        return f"{folders}:{super().cache_key(template_name, skip)}"

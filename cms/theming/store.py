"""The themes in use: read again when a file changes, kept when a file breaks."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from time import monotonic

from cms.theming.contrast import accept_theme
from cms.theming.deriving import derive
from cms.theming.model import Theme
from cms.theming.problems import ThemeError
from cms.theming.reading import FILE_NAME, ROOT_THEME, THEMES_FOLDER, UnknownThemeError

logger = logging.getLogger(__name__)

Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass
class ThemeStore:
    """Hands out themes by slug, always the last good state of each.

    A theme whose file breaks stays as it was; the error is logged once and stands in
    ``problems`` until the file is mended. A theme that was broken from the start is
    shown in the base theme's look meanwhile. ``look_again_after`` is in seconds: how long
    the files are trusted before they are looked at again.
    """

    folder: Path = THEMES_FOLDER
    look_again_after: float = 1.0
    problems: dict[str, ThemeError] = field(default_factory=dict, init=False)
    _good: dict[str, Theme] = field(default_factory=dict, init=False)
    _derived: dict[tuple[str, str], tuple[Theme, Theme]] = field(default_factory=dict, init=False)
    _fresh: set[str] = field(default_factory=set, init=False)
    _fingerprint: Fingerprint = field(default=(), init=False)
    _looked_at: float = field(default=float("-inf"), init=False)
    _lock: RLock = field(default_factory=RLock, init=False, repr=False)

    def theme(self, slug: str) -> Theme:
        """The theme as last read without mistakes.

        Raises:
            UnknownThemeError: no such theme, and none was ever read.
            ThemeError: the base theme itself has never been right.
        """
        with self._lock:
            self._look_for_changes()
            if slug not in self._fresh:
                self._read_again(slug)
            if slug in self._good:
                return self._good[slug]
            if slug == ROOT_THEME:
                raise self.problems[slug]
            return self.theme(ROOT_THEME)

    def theme_for(self, slug: str, code: str, name: str) -> Theme:
        """The theme of that slug; when it is empty, one derived from the municipality's code."""
        if slug:
            return self.theme(slug)
        with self._lock:
            base = self.theme(ROOT_THEME)
            known = self._derived.get((code, name))
            if known is None or known[0] is not base:
                known = (base, derive(code, name, base))
                self._derived[code, name] = known
            return known[1]

    def _look_for_changes(self) -> None:
        if monotonic() - self._looked_at < self.look_again_after:
            return
        self._looked_at = monotonic()
        fingerprint = _fingerprint_of(self.folder)
        if fingerprint != self._fingerprint:
            self._fingerprint = fingerprint
            self._fresh.clear()

    def _read_again(self, slug: str) -> None:
        try:
            self._good[slug] = accept_theme(slug, self.folder)
            self.problems.pop(slug, None)
        except ThemeError as error:
            self.problems[slug] = error
            logger.error("Theme '%s' keeps its last good state.\n%s", slug, error)
        except UnknownThemeError:
            if slug not in self._good:
                raise
            logger.error("Theme '%s' is gone; its last good state is kept.", slug)
        self._fresh.add(slug)


def _fingerprint_of(folder: Path) -> Fingerprint:
    """Changes whenever a theme file or a drawing beside one does."""
    files = sorted([*folder.glob(f"*/{FILE_NAME}"), *folder.glob("*/*.svg")])
    return tuple(_stamp(file) for file in files)


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        state = file.stat()
    except FileNotFoundError:  # taken away between the listing and now
        return str(file), 0, 0
    return str(file), state.st_mtime_ns, state.st_size

"""What walks through the portal need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.portal.films.film import Film
from tests.support.browser import NewPage
from tests.support.site import LiveSite

NewFilm = Callable[..., Film]


@pytest.fixture
def new_film(fresh_site: LiveSite, new_page: NewPage, tmp_path: Path) -> Iterator[NewFilm]:
    """Begins a film: `new_film("sara", "koebenhavn", "phone")`, with Playwright's options.

    `make films` keeps them in the folder that FILMS names; else they are this test's alone.
    """
    kept = os.environ.get("FILMS")
    begun: list[Film] = []

    def begin(name: str, home: str, size: str, **options: Any) -> Film:
        folder = Path(kept, name) if kept else tmp_path / "films" / name
        film = Film(
            new_page(size, **options), fresh_site, home, folder.resolve(), is_kept=bool(kept)
        )
        begun.append(film)
        return film

    yield begin
    for film in begun:
        film.over()

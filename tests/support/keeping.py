"""What processes keep between requests, in tests that are one transaction each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

KEEPERS = (
    "cms.api.kept_answers",
    "cms.citizens.kept",
    "cms.personalisation.kept_standings",
    "cms.stamps.keeping",
)


@pytest.fixture
def keeping() -> Iterator[None]:
    """A test's own transaction counts as none: what it writes is read by nobody else."""
    from cms.api.kept_answers import kept_answers

    kept_answers.clear()
    with pytest.MonkeyPatch.context() as patched:
        for module in KEEPERS:
            patched.setattr(f"{module}.may_keep", lambda: True)
        yield
    kept_answers.clear()

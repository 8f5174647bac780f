"""A figure beyond its limit is called missed."""

import pytest

from tests.benchmarks.report import line


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("list (limit 1.5)", 1.51, "times"), "**missed**"),
        (("list (limit 1.5)", 1.5, "times"), "met"),
        (("kept (at least 80)", 79.9, "%"), "**missed**"),
        (("kept (at least 80)", 80.0, "%"), "met"),
        (("plain", 3.0, "ms"), ""),
    ],
)
def test_a_figure_beyond_its_limit_is_called_missed(row: tuple[str, float, str], told: str) -> None:
    assert line(row).split("|")[-2].strip() == told

"""Contrast by WCAG, and the nearest colour that passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from wcag_contrast_ratio import rgb

from cms.theming.colour import (
    Oklch,
    channels,
    contrast,
    from_oklch,
    nearest_passing,
    to_oklch,
)

colours = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
ratios = some.sampled_from([3.0, 4.5])


@given(colours, colours)
def test_contrast_agrees_with_another_reading_of_the_standard(first: str, second: str) -> None:
    assert contrast(first, second) == pytest.approx(rgb(channels(first), channels(second)))


@given(colours)
def test_oklch_and_back_gives_the_same_colour(colour: str) -> None:
    there_and_back = channels(from_oklch(to_oklch(colour)))
    assert there_and_back == pytest.approx(channels(colour), abs=2 / 255)


@given(colours, colours, ratios)
def test_a_proposal_always_passes(colour: str, ground: str, ratio: float) -> None:
    proposal = nearest_passing(colour, ((ground, ratio),))
    assert proposal is not None
    assert contrast(proposal, ground) >= ratio


@given(colours, ratios)
def test_a_colour_that_passes_is_left_alone(colour: str, ratio: float) -> None:
    ground = "#FFFFFF" if contrast(colour, "#FFFFFF") >= ratio else "#000000"
    if contrast(colour, ground) >= ratio:
        assert nearest_passing(colour, ((ground, ratio),)) == colour


def test_a_proposal_keeps_the_hue() -> None:
    proposal = nearest_passing("#7FB3D5", (("#FFFFFF", 4.5),))
    assert proposal is not None
    assert to_oklch(proposal).hue == pytest.approx(to_oklch("#7FB3D5").hue, abs=3)


def test_no_proposal_for_grounds_that_no_colour_passes_on() -> None:
    assert (
        nearest_passing("#777777", (("#FFFFFF", 4.5), ("#000000", 4.5), ("#777777", 3.0))) is None
    )


@pytest.mark.parametrize("text", ["red", "#fff", "#12345G", "", "#1234567"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        channels(text)


@given(colours, colours, ratios)
def test_no_shade_nearer_in_lightness_passes(colour: str, ground: str, ratio: float) -> None:
    found = nearest_passing(colour, ((ground, ratio),))
    assert found is not None
    origin = to_oklch(colour)
    distance = abs(to_oklch(found).lightness - origin.lightness) - 0.01
    for part in (0.25, 0.5, 0.75, 1):
        for direction in (-1, 1):
            lightness = origin.lightness + direction * distance * part
            if distance > 0 and 0 <= lightness <= 1:
                nearer = from_oklch(Oklch(lightness, origin.chroma, origin.hue))
                assert contrast(nearer, ground) < ratio

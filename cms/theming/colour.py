"""Colours: hexadecimal sRGB, the lightness-chroma-hue space OKLCH, and WCAG contrast."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, takewhile

HEX_PATTERN = re.compile(r"#[0-9a-fA-F]{6}")

_STEP = 0.0025
_HALVINGS = 12  # finer than what eight bits a channel can show
_SHADES = round(1 / _STEP)


@dataclass(frozen=True)
class Oklch:
    """A colour as the eye orders it: lightness 0 to 1, chroma from 0, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


@lru_cache(maxsize=4096)
def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#RRGGBB``, each 0 to 1.

    Raises:
        ValueError: the text is not a hash sign and six hexadecimal digits.
    """
    if not HEX_PATTERN.fullmatch(colour):
        raise ValueError(f"'{colour}' is not a colour of the form #RRGGBB")
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1: 0 is black, 1 is white."""
    red, green, blue = (_to_linear_wcag(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio by WCAG 2.1, 1 to 21, whichever of the two is the lighter."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Oklch:
    """The colour's lightness, chroma and hue."""
    red, green, blue = (_to_linear(channel) for channel in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    along_a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    along_b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    hue = math.degrees(math.atan2(along_b, along_a)) % 360
    return Oklch(lightness, math.hypot(along_a, along_b), hue)


def from_oklch(colour: Oklch) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue are kept."""
    lightness = min(1.0, max(0.0, colour.lightness))
    low, high = 0.0, colour.chroma
    if _fits(_linear(lightness, high, colour.hue)):
        low = high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _fits(_linear(lightness, middle, colour.hue)):
            low = middle
        else:
            high = middle
    return _as_hex(_linear(lightness, low, colour.hue))


def nearest_passing(colour: str, grounds: tuple[tuple[str, float], ...]) -> str | None:
    """The shade of the same hue, nearest in lightness, that passes on every ground.

    Args:
        colour: the colour to mend, ``#RRGGBB``.
        grounds: each ground's colour and the contrast ratio needed on it.

    Returns:
        The colour as ``#RRGGBB``, or None when no one shade passes on all the grounds.
    """
    if _passes(colour, grounds):
        return colour
    origin = to_oklch(colour)
    for distance in takewhile(lambda number: number <= _SHADES, count(1)):
        for direction in (-1, 1):
            lightness = origin.lightness + direction * distance * _STEP
            if -_STEP < lightness < 1 + _STEP:
                shade = from_oklch(Oklch(lightness, origin.chroma, origin.hue))
                if _passes(shade, grounds):
                    return shade
    return None


def _passes(colour: str, grounds: tuple[tuple[str, float], ...]) -> bool:
    return all(contrast(colour, ground) >= ratio for ground, ratio in grounds)


def _to_linear_wcag(channel: float) -> float:
    # WCAG 2.1 prints this older threshold; the difference never shows in eight bits.
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _from_linear(channel: float) -> float:
    if channel <= 0.0031308:
        return channel * 12.92
    return float(1.055 * channel ** (1 / 2.4) - 0.055)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    along_a = chroma * math.cos(math.radians(hue))
    along_b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * along_a + 0.2158037573 * along_b) ** 3
    medium = (lightness - 0.1055613458 * along_a - 0.0638541728 * along_b) ** 3
    short = (lightness - 0.0894841775 * along_a - 1.2914855480 * along_b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(linear: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in linear)


def _as_hex(linear: tuple[float, float, float]) -> str:
    bytes_ = [round(255 * _from_linear(min(1.0, max(0.0, channel)))) for channel in linear]
    return "#{:02X}{:02X}{:02X}".format(*bytes_)

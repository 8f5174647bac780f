"""A look for every municipality that has not made its own, worked out from its code.

The same code always gives the same look; neighbours in the list differ. Colours are laid
out in OKLCH, so equal lightness looks equally light in every hue, and whatever still
fails the contrast check is mended before the theme is handed out.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cms.theming.colour import Oklch, from_oklch
from cms.theming.contrast import mended
from cms.theming.model import Theme
from cms.theming.reading import ROOT_THEME, THEMES_FOLDER, read_theme
from cms.theming.roles import Role

# Hues that make a calm main colour; the murky ones between yellow and green are left out.
_MAIN_HUES = (12, 32, 145, 160, 178, 196, 214, 232, 250, 268, 286, 304, 326, 348)
# Warm and fresh hues that make a friendly button: coral, orange, amber, yellow, spring green.
_ACCENT_HUES = (35, 55, 72, 88, 135)
_FAR_ENOUGH = 50
_RADII = (6, 12, 18, 24)


@dataclass(frozen=True)
class _Choices:
    """What the code decides."""

    main_hue: float
    accent_hue: float
    third_hue: float
    light_hero: bool
    radius: float
    scene: int
    mark: int


def derive(code: str, name: str, base: Theme | None = None) -> Theme:
    """A whole theme for the municipality with this code; it always passes the contrast check.

    Args:
        code: the municipality's four digits, for example "0787".
        name: what the municipality calls itself, for example "Thisted Kommune".
        base: the theme that gives the rest; themes/base when left out.
    """
    base = base or read_theme(THEMES_FOLDER, ROOT_THEME)
    chosen = _choices(code)
    return base.model_copy(
        update={
            "slug": f"derived-{code}",
            "name": name,
            "wordmark": name,
            "elevation": "flat" if chosen.light_hero else "soft",
            "colours": mended({**base.colours, **_colours(chosen)}),
            "numbers": {**base.numbers, **_radii(chosen.radius)},
            "hero": _one_of(base, "scenes", chosen.scene) or base.hero,
            "mark": _one_of(base, "marks", chosen.mark) or base.mark,
        }
    )


def _choices(code: str) -> _Choices:
    digest = sha256(code.encode()).digest()
    main = _MAIN_HUES[digest[0] % len(_MAIN_HUES)]
    accents = [hue for hue in _ACCENT_HUES if _distance(hue, main) >= _FAR_ENOUGH]
    accent = accents[digest[1] % len(accents)]
    return _Choices(
        main_hue=main,
        accent_hue=accent,
        third_hue=(main + (100, 140, 220, 260)[digest[2] % 4]) % 360,
        light_hero=digest[3] % 3 == 0,
        radius=_RADII[digest[4] % len(_RADII)],
        scene=digest[5],
        mark=digest[6],
    )


def _distance(first: float, second: float) -> float:
    apart = abs(first - second) % 360
    return min(apart, 360 - apart)


def _colours(chosen: _Choices) -> dict[Role, str]:
    main, accent, third = chosen.main_hue, chosen.accent_hue, chosen.third_hue
    primary = from_oklch(Oklch(0.40, 0.10, main))
    return {
        Role.SURFACE: from_oklch(Oklch(0.985, 0.004, main)),
        Role.SURFACE_RAISED: "#FFFFFF",
        Role.TEXT: from_oklch(Oklch(0.24, 0.025, main)),
        Role.TEXT_MUTED: from_oklch(Oklch(0.46, 0.025, main)),
        Role.PRIMARY: primary,
        Role.ON_PRIMARY: "#FFFFFF",
        Role.PRIMARY_SOFT: from_oklch(Oklch(0.94, 0.025, main)),
        Role.ACCENT: from_oklch(Oklch(0.80, 0.13, accent)),
        Role.ON_ACCENT: from_oklch(Oklch(0.24, 0.04, accent)),
        Role.ACCENT_SOFT: from_oklch(Oklch(0.955, 0.035, accent)),
        Role.THIRD: from_oklch(Oklch(0.52, 0.09, third)),
        Role.ON_THIRD: "#FFFFFF",
        Role.THIRD_SOFT: from_oklch(Oklch(0.945, 0.025, third)),
        Role.BORDER: from_oklch(Oklch(0.90, 0.010, main)),
        Role.BORDER_STRONG: from_oklch(Oklch(0.60, 0.02, main)),
        Role.FOCUS: from_oklch(Oklch(0.45, 0.17, (main + 180) % 360)),
        **(_light_hero(chosen) if chosen.light_hero else _dark_hero(chosen, primary)),
    }


def _dark_hero(chosen: _Choices, primary: str) -> dict[Role, str]:
    main, accent = chosen.main_hue, chosen.accent_hue
    return {
        Role.HERO: primary,
        Role.ON_HERO: "#FFFFFF",
        Role.HERO_ACTION: from_oklch(Oklch(0.80, 0.13, accent)),
        Role.ON_HERO_ACTION: from_oklch(Oklch(0.24, 0.04, accent)),
        Role.HERO_FAR: from_oklch(Oklch(0.47, 0.09, main)),
        Role.HERO_MIDDLE: from_oklch(Oklch(0.58, 0.09, main)),
        Role.HERO_NEAR: from_oklch(Oklch(0.87, 0.05, main)),
        Role.HERO_LIGHT: from_oklch(Oklch(0.96, 0.03, accent)),
    }


def _light_hero(chosen: _Choices) -> dict[Role, str]:
    main, accent = chosen.main_hue, chosen.accent_hue
    return {
        Role.HERO: from_oklch(Oklch(0.92, 0.055, accent)),
        Role.ON_HERO: from_oklch(Oklch(0.24, 0.04, main)),
        Role.HERO_ACTION: from_oklch(Oklch(0.40, 0.10, main)),
        Role.ON_HERO_ACTION: "#FFFFFF",
        Role.HERO_FAR: from_oklch(Oklch(0.80, 0.08, main)),
        Role.HERO_MIDDLE: from_oklch(Oklch(0.62, 0.10, main)),
        Role.HERO_NEAR: from_oklch(Oklch(0.42, 0.09, main)),
        Role.HERO_LIGHT: "#FFFFFF",
    }


def _radii(radius: float) -> dict[str, float]:
    return {
        "radius.card": radius,
        "radius.picture": radius / 2,
        "radius.control": radius if radius < 18 else 64,
        "radius.hero": radius * 1.25,
    }


def _one_of(base: Theme, folder: str, number: int) -> Path | None:
    drawings = sorted((base.folders[-1] / folder).glob("*.svg"))
    return drawings[number % len(drawings)] if drawings else None

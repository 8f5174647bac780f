"""The same theme after dark: its hues kept, light and shade exchanged, every contrast as good.

Worked out from the light colours, so that a theme never has to be written twice. Lightness is
OKLCH's, 0 to 1; what comes out passes the same pairs as the light theme (`roles.PAIRS`).
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from cms.theming.colour import Oklch, contrast, from_oklch, to_oklch
from cms.theming.contrast import mended
from cms.theming.roles import Role

# How light a role is after dark, and how much of its colour it may keep at most.
_SHADES: dict[Role, tuple[float, float]] = {
    Role.SURFACE: (0.19, 0.015),
    Role.SURFACE_RAISED: (0.24, 0.02),
    Role.TEXT: (0.95, 0.01),
    Role.TEXT_MUTED: (0.79, 0.02),
    Role.PRIMARY: (0.8, 0.11),
    Role.PRIMARY_SOFT: (0.32, 0.06),
    Role.ACCENT_SOFT: (0.32, 0.05),
    Role.THIRD: (0.76, 0.11),
    Role.THIRD_SOFT: (0.32, 0.05),
    Role.BORDER: (0.36, 0.02),
    Role.BORDER_STRONG: (0.64, 0.03),
    Role.FOCUS: (0.8, 0.13),
    Role.DANGER: (0.79, 0.12),
    Role.DANGER_SOFT: (0.32, 0.06),
    Role.SUCCESS: (0.82, 0.12),
    Role.SUCCESS_SOFT: (0.32, 0.05),
    Role.HERO: (0.33, 0.09),
    Role.ON_HERO: (0.97, 0.01),
    Role.HERO_FAR: (0.4, 0.09),
    Role.HERO_MIDDLE: (0.5, 0.1),
    Role.HERO_NEAR: (0.66, 0.09),
    Role.HERO_LIGHT: (0.85, 0.07),
}
# The ground and the text on it take their tint from the theme's main colour.
_TINTED = frozenset({Role.SURFACE, Role.SURFACE_RAISED, Role.BORDER, Role.BORDER_STRONG})
# What stands on a colour that has become light.
_ON = {
    Role.ON_PRIMARY: Role.PRIMARY,
    Role.ON_THIRD: Role.THIRD,
    Role.ON_DANGER: Role.DANGER,
    Role.ON_SUCCESS: Role.SUCCESS,
}
_INK = 0.2


def dark(colours: dict[Role, str]) -> dict[Role, str]:
    """The colours of the theme after dark. A colour that catches the eye stays as it is."""
    return dict(_dark(tuple(sorted(colours.items()))))


@lru_cache(maxsize=512)
def _dark(items: tuple[tuple[Role, str], ...]) -> MappingProxyType[Role, str]:
    light = dict(items)
    made = {role: _shade(light, role) for role in _SHADES}
    made |= {role: _ink(light[ground]) for role, ground in _ON.items()}
    made |= _eye_catchers(light, made[Role.HERO])
    return MappingProxyType(mended({role: made[role] for role in Role}))


def _shade(light: dict[Role, str], role: Role) -> str:
    lightness, chroma = _SHADES[role]
    colour = to_oklch(light[Role.PRIMARY if role in _TINTED else role])
    return from_oklch(Oklch(lightness, min(colour.chroma, chroma), colour.hue))


def _ink(ground: str) -> str:
    colour = to_oklch(ground)
    return from_oklch(Oklch(_INK, min(colour.chroma, 0.04), colour.hue))


def _eye_catchers(light: dict[Role, str], hero: str) -> dict[Role, str]:
    """The accent as it is; the hero's button too, where it is still seen on the darker hero."""
    action, on_action = light[Role.HERO_ACTION], light[Role.ON_HERO_ACTION]
    if contrast(action, hero) < contrast(light[Role.ON_HERO], hero) / 3:
        action, on_action = light[Role.ACCENT], light[Role.ON_ACCENT]
    return {
        Role.ACCENT: light[Role.ACCENT],
        Role.ON_ACCENT: light[Role.ON_ACCENT],
        Role.HERO_ACTION: action,
        Role.ON_HERO_ACTION: on_action,
    }

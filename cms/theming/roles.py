"""The colour roles a theme fills, and the pairs of them that meet on a page."""

from dataclasses import dataclass
from enum import StrEnum

TEXT = 4.5
LARGE_OR_CONTROL = 3.0


class Role(StrEnum):
    """What a colour is for. The name with hyphens is the CSS custom property."""

    SURFACE = "surface"
    SURFACE_RAISED = "surface_raised"
    TEXT = "text"
    TEXT_MUTED = "text_muted"
    PRIMARY = "primary"
    ON_PRIMARY = "on_primary"
    PRIMARY_SOFT = "primary_soft"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ACCENT_SOFT = "accent_soft"
    THIRD = "third"
    ON_THIRD = "on_third"
    THIRD_SOFT = "third_soft"
    BORDER = "border"
    BORDER_STRONG = "border_strong"
    FOCUS = "focus"
    DANGER = "danger"
    ON_DANGER = "on_danger"
    DANGER_SOFT = "danger_soft"
    SUCCESS = "success"
    ON_SUCCESS = "on_success"
    SUCCESS_SOFT = "success_soft"
    HERO = "hero"
    ON_HERO = "on_hero"
    HERO_ACTION = "hero_action"
    ON_HERO_ACTION = "on_hero_action"
    HERO_FAR = "hero_far"
    HERO_MIDDLE = "hero_middle"
    HERO_NEAR = "hero_near"
    HERO_LIGHT = "hero_light"

    @property
    def custom_property(self) -> str:
        """The name in CSS, for example ``--primary-soft``."""
        return "--" + self.value.replace("_", "-")


@dataclass(frozen=True)
class Pair:
    """A foreground that stands on a ground, and the contrast ratio it needs there."""

    foreground: Role
    ground: Role
    ratio: float
    use: str


def _pairs(foreground: Role, ratio: float, use: str, *grounds: Role) -> tuple[Pair, ...]:
    return tuple(Pair(foreground, ground, ratio, use) for ground in grounds)


_PLAIN = (Role.SURFACE, Role.SURFACE_RAISED)
_SOFT = (Role.PRIMARY_SOFT, Role.ACCENT_SOFT, Role.THIRD_SOFT)
_STATE = (Role.DANGER_SOFT, Role.SUCCESS_SOFT)

PAIRS: tuple[Pair, ...] = (
    *_pairs(Role.TEXT, TEXT, "body text", *_PLAIN, *_SOFT, *_STATE),
    *_pairs(Role.TEXT_MUTED, TEXT, "secondary text", *_PLAIN, *_SOFT, *_STATE),
    *_pairs(Role.PRIMARY, TEXT, "links and the current room", *_PLAIN, Role.PRIMARY_SOFT),
    *_pairs(Role.ON_PRIMARY, TEXT, "text on a primary button", Role.PRIMARY),
    *_pairs(Role.ON_ACCENT, TEXT, "text on an accent button", Role.ACCENT),
    *_pairs(Role.ON_THIRD, TEXT, "text on the third colour", Role.THIRD),
    *_pairs(Role.DANGER, TEXT, "error text", *_PLAIN, Role.DANGER_SOFT),
    *_pairs(Role.ON_DANGER, TEXT, "text on a danger button", Role.DANGER),
    *_pairs(Role.SUCCESS, TEXT, "text saying that it went well", *_PLAIN, Role.SUCCESS_SOFT),
    *_pairs(Role.ON_SUCCESS, TEXT, "text on the success colour", Role.SUCCESS),
    *_pairs(Role.ON_HERO, TEXT, "text on the hero", Role.HERO),
    *_pairs(Role.ON_HERO_ACTION, TEXT, "text on the hero's button", Role.HERO_ACTION),
    *_pairs(Role.HERO_ACTION, LARGE_OR_CONTROL, "the hero's button", Role.HERO),
    *_pairs(Role.BORDER_STRONG, LARGE_OR_CONTROL, "the edge of a field", *_PLAIN),
    *_pairs(Role.FOCUS, LARGE_OR_CONTROL, "the focus ring", *_PLAIN, *_SOFT, *_STATE),
)

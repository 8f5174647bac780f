"""Writes a theme as CSS custom properties, for light and for dark screens."""

from cms.theming.dark import dark
from cms.theming.model import Theme
from cms.theming.roles import Role

_SHADOWS = {
    "flat": "none",
    "soft": "0 1px 2px rgb(0 0 0 / 5%), 0 6px 20px rgb(0 0 0 / 6%)",
}
_EDGES = {"flat": "1px solid var(--border)", "soft": "1px solid transparent"}
# Shadows don't show on dark ground; a thin line does. A logo that is a picture was drawn for white.
_AFTER_DARK = {
    "--shadow-card": "none",
    "--edge-card": "1px solid var(--border)",
    "--plate": "#FFFFFF",
}
_HEADING_STEPS = {"small": 1, "medium": 2, "large": 3, "huge": 4}


def css(theme: Theme) -> str:
    """The theme's tokens on ``:root``: ``--primary``, ``--radius-card`` and so on.

    Dark where the reader's device asks for it, unless ``data-look`` on the root says otherwise.
    Paper is always light.
    """
    light = {
        "color-scheme": "light",
        **_colours(theme.colours),
        **_type(theme.numbers),
        **_radius(theme.numbers),
        **_spacing(theme.numbers),
        "--shadow-card": _SHADOWS[theme.elevation],
        "--edge-card": _EDGES[theme.elevation],
        "--plate": "transparent",
        # Hair and wheels in drawings stay dark when words become light.
        "--ink": theme.colours[Role.TEXT],
        # Sheets of paper, the sun and what is written on stay light: a black sun is no evening.
        "--paper": theme.colours[Role.SURFACE_RAISED],
    }
    dimmed = f"color-mix(in srgb, {light['--paper']} 86%, {light['--ink']})"
    after_dark = _rule(
        {
            "color-scheme": "dark",
            **_colours(dark(theme.colours)),
            **_AFTER_DARK,
            "--paper": dimmed,
        }
    )
    return (
        f":root {_rule(light)}"
        f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-look="light"]) '
        f"{after_dark}}}\n"
        f'@media screen {{ :root[data-look="dark"] {after_dark}}}\n'
    )


def _rule(properties: dict[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f"{{\n{lines}}}\n"


def _colours(colours: dict[Role, str]) -> dict[str, str]:
    return {role.custom_property: colours[role] for role in Role}


def _type(numbers: dict[str, float]) -> dict[str, str]:
    scale = numbers["type.scale"]
    sizes = {f"--size-{name}": f"{scale**step:.3f}rem" for name, step in _HEADING_STEPS.items()}
    return {
        "--size-body": _plain(numbers["type.body_size"] / 16 * 100, "%"),
        **sizes,
        "--weight-body": _plain(numbers["type.body_weight"]),
        "--weight-strong": _plain(numbers["type.strong_weight"]),
        "--weight-heading": _plain(numbers["type.heading_weight"]),
        "--tracking-heading": _plain(numbers["type.heading_tracking"], "em"),
        "--line-height": _plain(numbers["type.line_height"]),
    }


def _radius(numbers: dict[str, float]) -> dict[str, str]:
    return {
        f"--radius-{name}": _plain(numbers[f"radius.{name}"], "px")
        for name in ("card", "control", "picture", "hero")
    }


def _spacing(numbers: dict[str, float]) -> dict[str, str]:
    unit = numbers["spacing.unit"]
    steps = {"1": 0.5, "2": 1, "3": 1.5, "4": 2, "5": 3, "6": 4, "7": 6, "8": 8}
    return {f"--space-{name}": _plain(unit * factor, "px") for name, factor in steps.items()}


def _plain(number: float, unit: str = "") -> str:
    return f"{number:g}{unit}"

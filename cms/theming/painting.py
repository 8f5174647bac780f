"""The styles of an SVG drawing: which may stay, and how a style sheet becomes attributes."""

import re

from cms.theming.roles import Role

PROPERTIES = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity"
    " stop-color stop-opacity clip-rule clip-path display visibility vector-effect".split()
)
_PAINT = re.compile(
    r"none|currentColor|transparent|[a-zA-Z]{3,22}|#[0-9a-fA-F]{3,8}"
    r"|rgba?\([\d\s.,%/]+\)|hsla?\([\d\s.,%/a-z]+\)|url\(#[\w-]+\)|var\((--[a-z-]+)\)"
)
_PLAIN = re.compile(r"[\w\s.,%()+\-]*|url\(#[\w-]+\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\s*\.([\w-]+)\s*")
_ROLES = frozenset(role.custom_property for role in Role)


def is_paint(value: str) -> bool:
    """A colour, a gradient of the same drawing, or a colour of the theme."""
    match = _PAINT.fullmatch(value)
    return match is not None and (match[1] is None or match[1] in _ROLES)


def is_plain_value(value: str) -> bool:
    """Numbers and words, or a part of the same drawing: nothing that leads out of it."""
    return _PLAIN.fullmatch(value) is not None and "url(" not in value.removeprefix("url(#")


def presentation(style: str) -> dict[str, str]:
    """The known properties of a style text such as ``fill:#fff;stroke:none``."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    named = ((name.strip().lower(), value.strip()) for name, _colon, value in pairs)
    return {name: value for name, value in named if name in PROPERTIES and value}


def rules_of(sheet: str) -> dict[str, dict[str, str]]:
    """The plain class rules of a style sheet, by class; drawing programs write no others."""
    found: dict[str, dict[str, str]] = {}
    for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        for selector in selectors.split(","):
            if match := _CLASS.fullmatch(selector):
                found[match[1]] = found.get(match[1], {}) | presentation(body)
    return found

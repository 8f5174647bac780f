"""Drawings made of theme colours only: checked, and painted where CSS cannot reach."""

import re
from pathlib import Path
from xml.etree import ElementTree

from cms.theming.model import Theme
from cms.theming.painting import is_paint
from cms.theming.roles import Role

SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
ALLOWED_ELEMENTS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title"}
)
GRADIENTS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath"})
ALLOWED_PAINT = re.compile(r"none|currentColor|var\((--[a-z-]+)\)")
_CUSTOM_PROPERTY = re.compile(r"var\((--[a-z-]+)\)")
_PAINTED = ("fill", "stroke")
_NAMED = frozenset({"linearGradient", "radialGradient", "clipPath"})
_KNOWN_PROPERTIES = frozenset(role.custom_property for role in Role)


def svg_problems(file: Path, *, own_colours: bool = False) -> list[tuple[str, str]]:
    """What keeps the file from being put into a page: reasons with advice, empty when fine.

    A file with colours of its own, gradients too, may only be shown as a picture.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return [("cannot be read.", "Put the SVG file beside theme.yaml, as UTF-8 text.")]
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return [("holds a document type.", "Take the DOCTYPE line out.")]
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        return [(f"is not well-formed: {error}.", "Export it again as plain SVG.")]
    if root.tag != f"{SVG_NAMESPACE}svg" or "viewBox" not in root.attrib:
        return [("is not a drawing.", "Begin with <svg> that has xmlns and viewBox.")]
    return [
        problem for element in root.iter() for problem in _element_problems(element, own_colours)
    ]


def _element_problems(element: ElementTree.Element, own_colours: bool) -> list[tuple[str, str]]:
    name = element.tag.removeprefix(SVG_NAMESPACE)
    allowed = ALLOWED_ELEMENTS | (GRADIENTS if own_colours else frozenset())
    if name not in allowed:
        return [(f"holds <{name}>.", f"Use only {', '.join(sorted(allowed))}.")]
    barred = {"style"} if own_colours and name in _NAMED else {"style", "id"}
    may_be_paint = is_paint if own_colours else _is_theme_paint
    problems = []
    for attribute, value in element.attrib.items():
        if attribute.startswith("on") or attribute in barred or "href" in attribute:
            problems.append((f"holds the attribute {attribute}.", "Take it out."))
        elif attribute in _PAINTED and not may_be_paint(value):
            advice = "Use var(--primary) or another role, currentColor, or none."
            problems.append((f"has {attribute}='{value}', not a theme colour.", advice))
    return problems


def _is_theme_paint(value: str) -> bool:
    match = ALLOWED_PAINT.fullmatch(value)
    return match is not None and (match[1] is None or match[1] in _KNOWN_PROPERTIES)


def painted(svg: str, theme: Theme) -> str:
    """The drawing with the theme's colours written in, for icons and documents."""
    colours = {role.custom_property: colour for role, colour in theme.colours.items()}
    return _CUSTOM_PROPERTY.sub(
        lambda match: colours[match[1]], svg.replace("currentColor", theme.colours[Role.TEXT])
    )

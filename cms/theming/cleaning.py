"""Makes a drawing from outside safe: plain shapes and paints stay, the rest is taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cms.theming.painting import PROPERTIES, is_paint, is_plain_value, presentation, rules_of
from cms.theming.svg import ALLOWED_ELEMENTS, GRADIENTS, SVG_NAMESPACE

ELEMENTS = ALLOWED_ELEMENTS | GRADIENTS
SHAPES = ALLOWED_ELEMENTS - {"svg", "g", "title"}
MOST_ELEMENTS = 5000
DEEPEST = 48
GEOMETRY = frozenset(
    "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform offset"
    " gradientUnits gradientTransform spreadMethod clipPathUnits preserveAspectRatio"
    " pathLength data-turns version".split()
)
PAINTS = frozenset({"fill", "stroke", "stop-color"})
# Left out without a word: they say nothing that is seen.
SILENT = frozenset({"class", "id", "style", "role", "lang", "focusable", "enable-background"})
_FOREIGN = ("{", "aria-", "data-")
_PLAIN_DOCTYPE = re.compile(r"<!DOCTYPE[^\[\]<>]*>")
_LENGTH = re.compile(r"([\d.]+)(px)?")


class UnusableSvg(ValueError):
    """The file can't be made into a picture: `reason` says why, `advice` what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        self.reason, self.advice = reason, advice
        super().__init__(f"{reason} {advice}")


@dataclass(frozen=True)
class CleanedSvg:
    """The drawing as it may be shown, and what had to be left out of it."""

    text: str
    taken_out: tuple[str, ...]


@dataclass
class _Cleaner:
    """One file's cleaning: its style rules, and a note of what is left out."""

    rules: dict[str, dict[str, str]]
    taken_out: set[str] = field(default_factory=set)
    count: int = 0

    def element(self, source: ElementTree.Element, depth: int = 0) -> ElementTree.Element:
        """The element with what may stay of it."""
        self.count += 1
        if depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise UnusableSvg(
                "The drawing is too complicated to be shown.", "Simplify it and export it again."
            )
        name = source.tag.removeprefix(SVG_NAMESPACE)
        kept = ElementTree.Element(source.tag, self.attributes(source, name))
        kept.text = source.text if name == "title" else None
        kept.extend([self.element(child, depth + 1) for child in self.children(source)])
        return kept

    def children(self, source: ElementTree.Element) -> Iterator[ElementTree.Element]:
        """Those children whose kind may stay."""
        for child in source:
            name = child.tag.removeprefix(SVG_NAMESPACE)
            if name in ELEMENTS:
                yield child
            elif child.tag not in (f"{SVG_NAMESPACE}style", f"{SVG_NAMESPACE}metadata"):
                # Foreign namespaces are a drawing program's own notes; nobody misses them.
                self.taken_out |= set() if name.startswith("{") else {f"<{name}>"}

    def attributes(self, source: ElementTree.Element, name: str) -> dict[str, str]:
        """Geometry and paints; style rules are written out as attributes."""
        written = {key: value.strip() for key, value in source.attrib.items()}
        name_of_own = written.get("id", "") if name in GRADIENTS else ""
        kept = {"id": name_of_own} if name_of_own and is_plain_value(name_of_own) else {}
        for label in written.get("class", "").split():
            written |= self.rules.get(label, {})
        written |= presentation(written.get("style", ""))
        return kept | {key: value for key, value in written.items() if self.stays(key, value)}

    def stays(self, key: str, value: str) -> bool:
        """Whether an attribute may stay; what may not is noted."""
        is_known = key in GEOMETRY or key in PROPERTIES
        if is_known and (is_paint(value) if key in PAINTS else is_plain_value(value)):
            return True
        if key.endswith("}href"):
            self.taken_out.add("href")
        elif is_known or (key not in SILENT and not key.startswith(_FOREIGN)):
            self.taken_out.add(key)
        return False


def clean_svg(text: str) -> CleanedSvg:
    """The drawing without scripts, links, foreign content and anything that is no plain shape.

    Colours of its own may stay, gradients too; styles are written out as attributes.

    Raises:
        UnusableSvg: the text is no drawing, or nothing of it may be shown.
    """
    root = _parsed(_PLAIN_DOCTYPE.sub("", text))
    sheet = "".join(style.text or "" for style in root.iter(f"{SVG_NAMESPACE}style"))
    cleaner = _Cleaner(rules_of(sheet))
    kept = cleaner.element(root)
    _give_frame(kept)
    if not any(each.tag.removeprefix(SVG_NAMESPACE) in SHAPES for each in kept.iter()):
        raise UnusableSvg(
            "Nothing can be seen in the drawing once it has been cleaned.",
            "Export it with shapes and text turned into paths.",
        )
    return CleanedSvg(_written(kept), tuple(sorted(cleaner.taken_out)))


def _written(root: ElementTree.Element) -> str:
    """The drawing as text with plain names.

    Which prefix a namespace gets is Python's one table, and other libraries write in it too.
    """
    root.attrib = {"xmlns": SVG_NAMESPACE.strip("{}"), **root.attrib}
    for each in root.iter():
        each.tag = each.tag.removeprefix(SVG_NAMESPACE)
    return ElementTree.tostring(root, encoding="unicode")


def _parsed(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnusableSvg("The file holds definitions of its own.", "Export it as plain SVG.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise UnusableSvg(
            f"The file is not well-formed: {error}.", "Export it as plain SVG."
        ) from error
    if root.tag != f"{SVG_NAMESPACE}svg":
        raise UnusableSvg("The file is not an SVG drawing.", "Export it as plain SVG.")
    return root


def _give_frame(root: ElementTree.Element) -> None:
    """A viewBox lets the drawing be shown in any size; it is made from width and height."""
    if "viewBox" not in root.attrib:
        sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        if not all(sides):
            raise UnusableSvg("The drawing says no size.", "Export it with a viewBox.")
        root.set("viewBox", " ".join(["0 0", *(side[1] for side in sides if side)]))

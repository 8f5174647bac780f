"""``{% load portal %}``: drawings, icons and the theme's own pictures inside templates."""

import re
from pathlib import Path

from django import template
from django.template import Context, NodeList
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.declarations.glossary import Explained
from cms.portal.glossary import explained
from cms.portal.themes import picture_url
from cms.theming import Theme, drawings
from cms.theming.pictures import is_drawing

register = template.Library()
# The beginning and the end of a heading that editors write; Wagtail's carry no classes.
_HEADING = re.compile(r"(</?h)([34])(?=[ >])")


def _theme(context: Context) -> Theme | None:
    frame = context.get("portal")
    found = frame.get("theme") if isinstance(frame, dict) else None
    return found if isinstance(found, Theme) else None


def _safe(svg: str) -> SafeString:
    # Every drawing has passed cms.theming.svg: shapes in theme colours, nothing that runs.
    return mark_safe(svg)  # noqa: S308


def _shown(file: Path) -> SafeString:
    """A drawing inside the page, in its colours; anything else as a picture beside it."""
    if is_drawing(file):
        return _safe(drawings.inline(file))
    return format_html('<img src="{}" alt="">', picture_url(file))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A 24 pixel sign in the colour of the text around it."""
    return _safe(drawings.icon(name))


@register.simple_tag(takes_context=True)
def drawing(context: Context, name: str) -> SafeString:
    """A drawing in the theme's colours; put it inside an element of class ``art``."""
    theme = _theme(context)
    return _safe(drawings.drawing(name, theme.folders if theme else ()))


@register.simple_tag(takes_context=True)
def mark(context: Context) -> SafeString:
    """The municipality's mark."""
    theme = _theme(context)
    return _shown(theme.mark) if theme else drawing(context, "path")


@register.simple_tag(takes_context=True)
def scene(context: Context) -> SafeString:
    """The drawing in the hero."""
    theme = _theme(context)
    return _shown(theme.hero) if theme else drawing(context, "path")


@register.simple_tag(takes_context=True)
def include_part(context: Context, part: object) -> SafeString:
    """A part of an item's page: its template, with its own context on top of the page's."""
    if isinstance(part, dict):
        name, values = part["template"], part["context"]
    else:
        name, values = f"portal/parts/{part.template}.html", part.context  # type: ignore[attr-defined]
    with context.push(**values):
        drawn: SafeString = get_template(name).template.render(context)  # type: ignore[attr-defined]
        return drawn


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> SafeString:
    """What the page says in a block, once more: a title stands in the tab and in what is shared."""
    if context.render_context.get(BLOCK_CONTEXT_KEY) is None:
        return _safe("")
    # A block's own words are escaped where they are written.
    return _safe(str(BlockNode(block, NodeList()).render(context)).strip())


@register.simple_tag(takes_context=True)
def explain(context: Context, html: str, language: str = "") -> SafeString:
    """Safe HTML in a language, the page's where none is said, with hard words to be pressed."""
    return explained(html, language or get_language() or "da", _used(context))


@register.filter
def lifted(html: str) -> SafeString:
    """Safe HTML whose headings follow the page's own: h3 becomes h2, where no h2 stands above."""
    return _safe(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - 1}", str(html)))


@register.simple_tag(takes_context=True)
def explanations(context: Context) -> SafeString:
    """What the words marked on this page mean; at the page's end."""
    said = get_language() or "da"
    words = [
        (name, one.word.in_language(said), one.means.in_language(said))
        for name, one in _used(context).items()
    ]
    if not words:
        return _safe("")
    return _safe(get_template("components/explanations.html").render({"explained": words}))


def _used(context: Context) -> dict[str, Explained]:
    """The words marked so far: kept with the request, since parts are drawn on their own."""
    request = context.get("request")
    if request is None:
        return {}
    if not hasattr(request, "explained_words"):
        request.explained_words = {}
    found: dict[str, Explained] = request.explained_words
    return found


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]

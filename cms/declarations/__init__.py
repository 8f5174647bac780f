"""Reads and checks the files in `content_models/`. Pure Python; knows nothing of Django."""

from cms.declarations.catalogue import (
    Catalogue,
    current,
    current_feeds,
    current_page_blocks,
    current_widgets,
    read_catalogue,
)
from cms.declarations.feed import Feed, FieldSource
from cms.declarations.model import ContentType, Deprecated, FieldDeclaration, Term, Text, Vocabulary
from cms.declarations.page_block import BlockField, PageBlock
from cms.declarations.problems import DeclarationError, Problem, did_you_mean
from cms.declarations.widget import Widget

__all__ = [
    "BlockField",
    "Catalogue",
    "ContentType",
    "DeclarationError",
    "Deprecated",
    "Feed",
    "FieldDeclaration",
    "FieldSource",
    "PageBlock",
    "Problem",
    "Term",
    "Text",
    "Vocabulary",
    "Widget",
    "current",
    "current_feeds",
    "current_page_blocks",
    "current_widgets",
    "did_you_mean",
    "read_catalogue",
]

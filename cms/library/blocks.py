"""The palette of blocks for fields of kind `blocks`: few, and each with a plain meaning."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link"]


class FactBlock(blocks.StructBlock):
    """A box with one thing worth remembering."""

    heading = blocks.CharBlock(label=_("Overskrift"), max_length=120)
    text = blocks.TextBlock(label=_("Tekst"), max_length=600)

    class Meta:
        icon = "info-circle"
        label = _("Godt at vide")


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Citat"), max_length=400)
    source = blocks.CharBlock(label=_("Hvem siger det?"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Citat")


class LinkBlock(blocks.StructBlock):
    """A link that says where it goes."""

    text = blocks.CharBlock(label=_("Tekst"), max_length=120)
    url = blocks.URLBlock(label=_("Adresse"))

    class Meta:
        icon = "link"
        label = _("Link")


BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", blocks.CharBlock(label=_("Overskrift"), icon="title", max_length=120)),
    (
        "paragraph",
        blocks.RichTextBlock(label=_("Tekst"), icon="pilcrow", features=RICH_TEXT_FEATURES),
    ),
    ("list", blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Liste"), icon="list-ul")),
    ("fact", FactBlock()),
    ("quote", QuoteBlock()),
    ("link", LinkBlock()),
]

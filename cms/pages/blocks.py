"""The editor's blocks, built from the files in `content_models/pages/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.declarations import BlockField, PageBlock, Text, current_page_blocks
from cms.declarations.engine_names import drawing_names
from cms.declarations.names import pascal
from cms.library.columns import APP_LABEL
from cms.library.labels import language, term_labels, translated
from cms.library.registry import declarations
from cms.pages.composing import audience_choices

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link"]
LONGEST_LINE = 120
LONGEST_LINK = 400
# An own page, another site, a telephone or an e-mail; nothing that runs.
LINK = re.compile(r"(?:/(?!/)|https?://|tel:|mailto:)\S+|/")
# What every block has beside its own fields: cms/declarations/reserved.py holds the names.
FOR_WHOM = ("audience", "reader_language", "starts", "ends")
# Signs of Wagtail's own sprite, by the icon that a block names.
ICONS = {
    "home": "home",
    "book": "pilcrow",
    "star": "thumbtack",
    "lessons": "list-ul",
    "calendar": "calendar-alt",
    "news": "doc-full",
    "shop": "tag",
    "building": "group",
    "people": "group",
    "play": "media",
    "video": "media",
    "menu": "grip",
    "phone": "mobile-alt",
    "chat": "comment",
    "help": "help",
}

Maker = Callable[[BlockField, dict[str, Any]], blocks.Block]


class DeclaredBlock(blocks.StructBlock):
    """A block as its file declares it, with whom it is for and when."""

    def clean(self, value: Any) -> Any:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean(value)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            raise StructBlockValidationError(
                {"ends": ValidationError(_("Det skal slutte, efter at det begynder."))}
            )
        return cleaned


class RunningText(blocks.RichTextBlock):
    """Running text; a required one says something, where Wagtail takes an empty line for a text."""

    def clean(self, value: Any) -> Any:
        """Refuse nothing but space."""
        cleaned = super().clean(value)
        if self.required and not strip_tags(cleaned.source).strip():
            raise ValidationError(_("Skriv en tekst."))
        return cleaned


@lru_cache(maxsize=1)
def page_blocks() -> list[tuple[str, blocks.Block]]:
    """Every declared block, in the editor's order."""
    return [(block.name, block_of(block)) for block in current_page_blocks().values()]


def block_of(block: PageBlock) -> DeclaredBlock:
    """One declared block as the editor meets it."""
    fields = [(name, _field_of(field)) for name, field in block.fields.items()]
    layout = BlockGroup(children=list(block.fields), settings=list(FOR_WHOM))
    return DeclaredBlock(
        [*fields, *_for_whom()],
        label=translated(block.labels),
        description=translated(block.help) if block.help else "",
        icon=ICONS.get(block.icon, "placeholder"),
        group=gettext_lazy("Fra hylden") if block.items else gettext_lazy("Jeres egne ord"),
        form_layout=layout,
        label_format="{heading}" if "heading" in block.fields else "",
    )


def _for_whom() -> list[tuple[str, blocks.Block]]:
    return list(zip(FOR_WHOM, _for_whom_blocks(), strict=True))


def _for_whom_blocks() -> list[blocks.Block]:
    return [
        blocks.ChoiceBlock(
            choices=audience_choices,
            required=False,
            label=gettext_lazy("Kun for målgruppen"),
            help_text=gettext_lazy("Tomt: for alle. En målgruppe ser det, når den er logget ind."),
        ),
        blocks.ChoiceBlock(
            choices=settings.LANGUAGES,
            required=False,
            label=gettext_lazy("Kun på sproget"),
            help_text=gettext_lazy("Skriv teksten på det sprog. Tomt: på alle sprog."),
        ),
        blocks.DateTimeBlock(required=False, label=gettext_lazy("Vises fra")),
        blocks.DateTimeBlock(required=False, label=gettext_lazy("Vises til")),
    ]


def _field_of(field: BlockField) -> blocks.Block:
    words = {"label": translated(field.label), "required": field.required}
    if field.help:
        words["help_text"] = translated(field.help)
    elif isinstance(field.default, Text):
        words["help_text"] = _what_empty_means(field.default)
    return MAKERS[field.kind](field, words)


def _default_in_words(text: Text) -> str:
    return _("Tomt: »%(text)s«") % {"text": text.in_language(language())}


_what_empty_means: Any = lazy(_default_in_words, str)


def _text(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    longest = field.max_length or LONGEST_LINE
    kind = blocks.CharBlock if longest <= LONGEST_LINE else blocks.TextBlock
    rows = {} if kind is blocks.CharBlock else {"rows": 3}
    return kind(max_length=longest, **rows, **words)


def _rich_text(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    return RunningText(features=RICH_TEXT_FEATURES, **words)


def _number(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    return blocks.IntegerBlock(
        min_value=field.min, max_value=field.max, default=field.default, **words
    )


def _choice(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    choices = [(value, translated(label)) for value, label in (field.choices or {}).items()]
    return blocks.ChoiceBlock(choices=choices, default=field.default, **words)


def _ticks(choices: Callable[[], list[tuple[str, str]]], words: dict[str, Any]) -> blocks.Block:
    return blocks.MultipleChoiceBlock(
        choices=choices, widget=forms.CheckboxSelectMultiple, default=[], **words
    )


def _terms(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    return _ticks(lambda: list(term_labels(str(field.vocabulary), language()).items()), words)


def _types(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    return _ticks(_type_choices, words)


def _type_choices() -> list[tuple[str, str]]:
    return [
        (name, declared.labels.in_language(language()).many.capitalize())
        for name, declared in declarations().items()
    ]


def _link(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    refusal = gettext_lazy("Begynd med / for en side i jeres portal, ellers med https://")
    words.setdefault("help_text", gettext_lazy("Som /kurser/ eller https://…"))
    longest = field.max_length or LONGEST_LINK
    checks = [RegexValidator(re.compile(rf"^(?:{LINK.pattern})$"), refusal)]
    return blocks.CharBlock(max_length=longest, validators=checks, **words)


def _drawing(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    choices = [(name, name.replace("-", " ")) for name in drawing_names()]
    return blocks.ChoiceBlock(choices=choices, default=field.default, **words)


def _reference(field: BlockField, words: dict[str, Any]) -> blocks.Block:
    return SnippetChooserBlock(f"{APP_LABEL}.{pascal(str(field.to))}", **words)


MAKERS: Mapping[str, Maker] = {
    "text": _text,
    "rich_text": _rich_text,
    "number": _number,
    "choice": _choice,
    "terms": _terms,
    "types": _types,
    "link": _link,
    "drawing": _drawing,
    "reference": _reference,
}

"""From a declared field to the model fields that store it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

from cms.declarations import FieldDeclaration
from cms.declarations.names import pascal
from cms.library.blocks import BLOCKS, RICH_TEXT_FEATURES
from cms.library.labels import translated
from cms.library.languages import CONTENT_LANGUAGES

APP_LABEL = "content_models"
# What people read is no part of a table: a new label must not make a migration.
WORDS = ("verbose_name", "help_text", "choices", "validators", "features", "limit_choices_to")
Columns = dict[str, "models.Field[Any, Any]"]
Maker = Callable[[str, FieldDeclaration, dict[str, Any]], Columns]


@lru_cache
def quiet(field_class: Any) -> Callable[..., models.Field[Any, Any]]:
    """The field class, telling migrations only what concerns the table."""

    def deconstruct(self: models.Field[Any, Any]) -> Any:
        name, _path, arguments, keywords = field_class.deconstruct(self)
        path = f"{_public_module(field_class)}.{field_class.__name__}"
        kept = {key: value for key, value in keywords.items() if key not in WORDS}
        if issubclass(field_class, StreamField):
            arguments, kept = [[]], {**kept, "block_lookup": {}}
        return name, path, arguments, kept

    return type(f"Quiet{field_class.__name__}", (field_class,), {"deconstruct": deconstruct})


def _public_module(field_class: type[Any]) -> str:
    """Where migrations import the class from: Django re-exports its fields from one module."""
    module = field_class.__module__
    return "django.db.models" if module.startswith("django.db.models.fields") else module


def columns(name: str, field: FieldDeclaration) -> Columns:
    """The model fields of one declared field, by name."""
    words: dict[str, Any] = {"verbose_name": translated(field.label)}
    if field.help:
        words["help_text"] = translated(field.help)
    return MAKERS[field.kind](name, field, words)


def _optional_text(field: FieldDeclaration) -> dict[str, Any]:
    return {"blank": not field.required, "default": field.default or ""}


def _optional_value(field: FieldDeclaration) -> dict[str, Any]:
    # The form and the import demand a required value; the column doesn't, so that a field can be
    # added to a type that has items. `content plan` lists the items that then need one.
    optional: dict[str, Any] = {"blank": not field.required, "null": True}
    if field.default is not None:
        optional["default"] = field.default
    return optional


def _range(field: FieldDeclaration) -> dict[str, Any]:
    validators: list[Any] = []
    if field.min is not None:
        validators.append(MinValueValidator(field.min))
    if field.max is not None:
        validators.append(MaxValueValidator(field.max))
    return {"validators": validators}


def _text(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    if field.max_length and field.max_length <= 255:
        made = quiet(models.CharField)(
            max_length=field.max_length, **_optional_text(field), **words
        )
    else:
        made = quiet(models.TextField)(
            max_length=field.max_length, **_optional_text(field), **words
        )
    return {name: made}


def _rich_text(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    made = quiet(RichTextField)(features=RICH_TEXT_FEATURES, **_optional_text(field), **words)
    return {name: made}


def _blocks(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    return {name: quiet(StreamField)(BLOCKS, blank=not field.required, **words)}


def _translated_choices(choices: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(value, translated(label)) for value, label in choices.items()]


def _choice(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    choices = _translated_choices(field.choices or {})
    made = quiet(models.CharField)(max_length=40, choices=choices, **_optional_text(field), **words)
    return {name: made}


def _terms(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    made = quiet(ParentalManyToManyField)(
        "library.Term",
        blank=not field.required,
        related_name="+",
        limit_choices_to={"vocabulary": field.vocabulary},
        **words,
    )
    return {name: made}


def _number(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    common = {**_optional_value(field), **_range(field), **words}
    if field.decimals:
        digits = 12 + field.decimals
        return {
            name: quiet(models.DecimalField)(
                max_digits=digits, decimal_places=field.decimals, **common
            )
        }
    return {name: quiet(models.IntegerField)(**common)}


def _money(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    common = {**_optional_value(field), **_range(field), **words}
    return {name: quiet(models.DecimalField)(max_digits=12, decimal_places=2, **common)}


def _plain(field_class: Any) -> Maker:
    def make(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
        return {name: quiet(field_class)(**_optional_value(field), **_range(field), **words)}

    return make


def _day(field_class: Any) -> Maker:
    def make(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
        return {name: quiet(field_class)(**_optional_value(field), **words)}

    return make


def _place(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    """An address, and its point in degrees (WGS 84) for maps and distances."""
    empty = {"null": True, "blank": True}
    return {
        name: quiet(models.CharField)(max_length=240, **_optional_text(field), **words),
        f"{name}_latitude": quiet(models.FloatField)(
            verbose_name=_("breddegrad"),
            validators=[MinValueValidator(-90), MaxValueValidator(90)],
            **empty,
        ),
        f"{name}_longitude": quiet(models.FloatField)(
            verbose_name=_("længdegrad"),
            validators=[MinValueValidator(-180), MaxValueValidator(180)],
            **empty,
        ),
    }


def _related(target: str) -> Maker:
    def make(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
        # Nullable even when required: the form demands it, and a lost file must not delete items.
        made = quiet(models.ForeignKey)(
            target,
            models.SET_NULL,
            null=True,
            blank=not field.required,
            related_name="+",
            **words,
        )
        return {name: made}

    return make


def _reference(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    target = f"{APP_LABEL}.{pascal(str(field.to))}"
    if not field.many:
        return _related(target)(name, field, words)
    made = quiet(ParentalManyToManyField)(
        target, blank=not field.required, related_name="+", **words
    )
    return {name: made}


def _language(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    choices = list(CONTENT_LANGUAGES.items())
    made = quiet(models.CharField)(max_length=8, choices=choices, **_optional_text(field), **words)
    return {name: made}


def _drawing_names() -> list[tuple[str, str]]:
    folder = settings.THEMES_DIR / "base" / "drawings"
    return [(path.stem, path.stem.replace("-", " ")) for path in sorted(folder.glob("*.svg"))]


def _drawing(name: str, field: FieldDeclaration, words: dict[str, Any]) -> Columns:
    made = quiet(models.CharField)(
        max_length=40, choices=_drawing_names, **_optional_text(field), **words
    )
    return {name: made}


MAKERS: dict[str, Maker] = {
    "text": _text,
    "rich_text": _rich_text,
    "blocks": _blocks,
    "choice": _choice,
    "terms": _terms,
    "number": _number,
    "money": _money,
    "duration": _plain(models.PositiveIntegerField),
    "date": _day(models.DateField),
    "date_time": _day(models.DateTimeField),
    "place": _place,
    "image": _related("wagtailimages.Image"),
    "video": _related("media.Video"),
    "file": _related("wagtaildocs.Document"),
    "link": lambda name, field, words: {
        name: quiet(models.URLField)(max_length=500, **_optional_text(field), **words)
    },
    "reference": _reference,
    "language": _language,
    "drawing": _drawing,
}

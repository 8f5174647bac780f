"""Answers as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.citizens.declared import options
from cms.citizens.values import Value
from cms.declarations.attributes import Attribute


def shown_values(attribute: Attribute, values: Iterable[Value], language: str) -> list[str]:
    """Each value in words of that language; a choice no longer offered shows its bare name."""
    labels = options(attribute, language)
    return [_shown(value, labels) for value in values]


def _shown(value: Value, labels: dict[str, str]) -> str:
    if isinstance(value, Decimal):
        return str(int(value))
    if isinstance(value, date):
        return date_format(value, _("j. F Y"))
    return labels.get(value, value)

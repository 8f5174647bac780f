"""What a browser would send back of an editor's form as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput
from wagtail.blocks.base import BlockField


def posted(page: Any) -> dict[str, Any]:
    """The fields of the page's form. Blocks are left empty: a script writes them in a browser."""
    form = page.context["form"]
    values = dict(fields(form))
    for formset in getattr(form, "formsets", {}).values():
        values |= dict(fields(formset.management_form))
        for inner in formset.forms:
            values |= dict(fields(inner))
    return values


def fields(form: BaseForm) -> Iterator[tuple[str, Any]]:
    """The fields of one form by their names in it."""
    for bound in form:
        if isinstance(bound.field, BlockField):
            yield f"{bound.html_name}-count", "0"
            continue
        value = sent(bound)
        if value is not None:
            yield bound.html_name, value


def sent(bound: BoundField) -> Any:
    """One field's value as text, or texts."""
    value = bound.value()
    if isinstance(bound.field.widget, CheckboxInput):
        return "on" if value else None
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return [str(getattr(one, "pk", one)) for one in value]
    shown = bound.field.widget.format_value(value)
    return str(value) if shown is None or isinstance(shown, list) else shown

"""Storing what an editor's form says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError

Result = TypeVar("Result")


def stored(form: forms.Form, store: Callable[[], Result]) -> Result | None:
    """What came of storing a valid form; None where something is wrong, said at the fields."""
    if not form.is_valid():
        return None
    try:
        return store()
    except ValidationError as error:
        form.add_error(None, error)
        return None

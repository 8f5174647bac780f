"""``{% load citizens %}``: what the pages of questions need."""

from __future__ import annotations

from django import template

from cms.citizens.forms import QuestionForm

register = template.Library()


@register.simple_tag
def picture_of(form: QuestionForm, value: str) -> str:
    """The drawing of a choice, or nothing."""
    return (form.attribute.drawings or {}).get(str(value), "")

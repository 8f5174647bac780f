"""A form with one question, made from its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.citizens.answers import InvalidAnswers, check_answers
from cms.citizens.declared import attributes, options
from cms.citizens.purposes import purpose_of, purposes
from cms.citizens.values import DEFAULT_MAX_LENGTH
from cms.declarations.attributes import Attribute

ANSWER = "answer"
CONSENT = "consent"


class QuestionForm(forms.Form):
    """One question in one language. Sensitive questions also ask for consent to use the answer.

    Whether a value is allowed is the declaration's to say, here as at every other door.
    """

    def __init__(self, name: str, language: str, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.name, self.language = name, language
        self.attribute = attributes()[name]
        self.fields[ANSWER] = answer_field(self.attribute, language)
        if purpose_of(self.attribute):
            self.fields[CONSENT] = forms.BooleanField(
                label=gettext_lazy("Ja, I må bruge mit svar til det"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Check the answer against its declaration."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            values = check_answers({self.name: cleaned.get(ANSWER)})[self.name]
        except InvalidAnswers as error:
            self.add_error(ANSWER, error.problems[self.name])
            return cleaned
        if values and CONSENT in self.fields and not cleaned.get(CONSENT):
            self.add_error(
                CONSENT, _("Sæt kryds her, hvis vi må bruge dit svar. Ellers spring over.")
            )
        return cleaned

    @property
    def purpose(self) -> str:
        """What the answer is used for."""
        return self.attribute.purpose.in_language(self.language)

    @property
    def agreement(self) -> str:
        """What one agrees to by the tick; empty where the answer stands on no consent."""
        declared = purposes().get(purpose_of(self.attribute) or "")
        if declared is None:
            return ""
        texts = (declared.meaning, declared.stops)
        return " ".join(text.in_language(self.language) for text in texts)

    @property
    def is_consented(self) -> bool:
        """Whether a valid form holds an answer together with consent to use it."""
        return self.is_answered and bool(self.cleaned_data.get(CONSENT))

    @property
    def has_options(self) -> bool:
        """Whether one chooses among options, as opposed to writing."""
        return isinstance(self.fields[ANSWER], forms.ChoiceField)

    @property
    def is_answered(self) -> bool:
        """Whether a valid form holds an answer at all."""
        return self.cleaned_data.get(ANSWER) not in (None, "", [])


def answer_field(attribute: Attribute, language: str) -> forms.Field:
    """The field for an answer; every one can be left empty, since every question can be skipped."""
    texts: Mapping[str, Any] = {
        "label": (attribute.question or attribute.label).in_language(language),
        "help_text": attribute.help.in_language(language) if attribute.help else "",
        "required": False,
    }
    choices = list(options(attribute, language).items())
    if attribute.takes_several:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **texts
        )
    if choices:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **texts)
    return forms.CharField(widget=_written(attribute), **texts)


def _written(attribute: Attribute) -> forms.Widget:
    match attribute.kind:
        case "number":
            return forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 6})
        case "date":
            return forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.TextInput({"maxlength": attribute.max_length or DEFAULT_MAX_LENGTH})

"""A rule made in a form: whom, what, how much, why and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.declarations import current
from cms.library.languages import CONTENT_LANGUAGES
from cms.municipalities.models import User
from cms.personalisation.declared import declared_types
from cms.personalisation.editing.access import owners_of, visible
from cms.personalisation.editing.fields import TextsField, offer_owners, ticks
from cms.personalisation.models import Audience, Rule
from cms.personalisation.vocabulary import Labels

LANGUAGE = "da"
NO_LANGUAGE = ("", _("Alle sprog"))


class RuleForm(forms.ModelForm[Rule]):
    """A rule; what stands in the content's boxes must all hold."""

    reason = TextsField(
        label=_("Grund"),
        required=False,
        help_text=_("Det borgeren læser: »Fordi du er ny ledig«. Skal ikke skrives ved »skjul«."),
    )

    intro = _(
        "Vælg, hvem der møder hvad, og skriv hvorfor. Alt, du vælger om indholdet, skal passe."
    )

    class Meta:
        model = Rule
        fields = [
            "name", "owner", "audience", "effect", "weight", "reason", "active", "starts", "ends",
        ]  # fmt: skip
        widgets = {"starts": AdminDateTimeInput, "ends": AdminDateTimeInput}

    def __init__(self, *args: Any, for_user: User, **kwargs: Any) -> None:
        """Offer the user's owners and audiences, and boxes for the content."""
        super().__init__(*args, **kwargs)
        offer_owners(self.fields["owner"], owners_of(for_user))
        self.fields["audience"].queryset = visible(Audience, for_user)  # type: ignore[attr-defined]
        self.fields.update(self._content_fields(self.instance.content))

    def _content_fields(self, content: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field]]:
        types = content.get("types", [])
        yield "types", ticks(str(_("Slags indhold")), declared_types(), LANGUAGE, initial=types)
        for name, vocabulary in current().vocabularies.items():
            labels = vocabulary.labels.in_language(LANGUAGE)
            chosen = content.get("terms", {}).get(name, [])
            yield f"terms_{name}", ticks(labels, _terms(name), LANGUAGE, initial=chosen)
        yield (
            "items",
            forms.CharField(
                label=_("Enkelte ting"),
                required=False,
                initial="\n".join(content.get("items", [])),
                help_text=_("En på hver linje, skrevet som slags/adresse."),
                widget=forms.Textarea(attrs={"rows": 4}),
            ),
        )
        yield (
            "language",
            forms.ChoiceField(
                label=_("Indholdets sprog"),
                required=False,
                initial=content.get("language", ""),
                choices=[NO_LANGUAGE, *CONTENT_LANGUAGES.items()],
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Put the content together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        terms = {name: cleaned.get(f"terms_{name}") for name in current().vocabularies}
        content = {
            "types": cleaned.get("types"),
            "terms": {name: slugs for name, slugs in terms.items() if slugs},
            "items": cleaned.get("items", "").split(),
            "language": cleaned.get("language"),
        }
        self.instance.content = {key: value for key, value in content.items() if value}
        return cleaned

    def _update_errors(self, errors: Any) -> None:
        """A mistake in the content is told above the form, with its place."""
        found = getattr(errors, "error_dict", {})
        if "content" in found:
            found.setdefault("__all__", []).extend(found.pop("content"))
        super()._update_errors(errors)  # type: ignore[misc]


def _terms(vocabulary: str) -> dict[str, Labels]:
    terms = current().vocabularies[vocabulary].terms
    return {term.slug: {LANGUAGE: term.labels.in_language(LANGUAGE)} for term in terms}

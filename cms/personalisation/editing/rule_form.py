"""The form of a rule: what happens, to which content, why and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.declarations import current
from cms.library.labels import term_labels
from cms.library.languages import CONTENT_LANGUAGES
from cms.municipalities.models import Owner
from cms.personalisation.checks import items_to_order
from cms.personalisation.declared import declared_types
from cms.personalisation.editing.fields import MomentField, TextsField, ticks
from cms.personalisation.kept import Values
from cms.personalisation.models import HEAVIEST, EffectKind
from cms.personalisation.sayings import item_titles

NO_LANGUAGE = ("", _("Alle sprog"))
NEW = "+"
# What an effect means, for those who choose among them.
EXPLAINED: Mapping[str, Any] = {
    EffectKind.SHOW: _("Kun målgruppen møder det; andre ser det ikke."),
    EffectKind.HIDE: _("Målgruppen møder det ikke, medmindre de vælger »Vis alt«."),
    EffectKind.REQUIRE: _("Står allerøverst, og kan ikke slås fra."),
    EffectKind.PIN: _("Står øverst, indtil borgeren slår grunden fra."),
    EffectKind.BOOST: _("Rykker op efter vægten, sammen med det andet, der løfter."),
    EffectKind.ORDER: _("De enkelte ting, du vælger, kommer i den orden, de står."),
    EffectKind.NOTIFY: _("Sender en besked, som borgeren selv har valgt kanalen til."),
    EffectKind.SUGGEST: _("Foreslås til planen; intet kommer i planen af sig selv."),
}


class RuleForm(forms.Form):
    """A rule's draft; what is chosen about the content must all hold."""

    title = forms.CharField(
        label=_("Hvad kalder I reglen?"),
        required=False,
        max_length=60,
        help_text=_("Kun til jer selv. Kan stå tom."),
    )
    audience = forms.ChoiceField(label=_("Målgruppe"), required=False)
    effect = forms.ChoiceField(
        label=_("Hvad skal der ske?"), choices=EffectKind.choices, widget=forms.RadioSelect
    )
    weight = forms.IntegerField(
        label=_("Vægt"),
        min_value=1,
        max_value=HEAVIEST,
        initial=10,
        help_text=_("Fra 1 til 100. Det tungeste står øverst."),
    )
    language = forms.ChoiceField(
        label=_("Indholdets sprog"),
        required=False,
        choices=[NO_LANGUAGE, *CONTENT_LANGUAGES.items()],
    )
    reason = TextsField(
        label=_("Grund"),
        required=False,
        help_text=_("Det borgeren læser: »Fordi du er ny ledig«. Skal ikke skrives ved »skjul«."),
    )
    active = forms.BooleanField(label=_("I brug"), required=False, initial=True)
    starts = MomentField(label=_("Fra"), help_text=_("Kan stå tom: fra nu."))
    ends = MomentField(label=_("Til"), help_text=_("Kan stå tom: indtil videre."))

    def __init__(
        self,
        *args: Any,
        owner: Owner,
        audiences: list[tuple[str, str]],
        values: Values,
        spoken: str,
        **kwargs: Any,
    ) -> None:
        """Offer the audiences, and boxes for the content."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["audience"]
        offered.choices = [(NEW, _("Byg en ny målgruppe her")), *audiences]
        content = values.get("content") or {}
        self.fields.update(self._content_fields(content, spoken))
        self.fields["items"] = self._items(content, owner)

    def _content_fields(self, content: Values, spoken: str) -> Iterator[tuple[str, forms.Field]]:
        types = content.get("types", [])
        yield "types", ticks(str(_("Slags indhold")), declared_types(), spoken, initial=types)
        for name, vocabulary in current().vocabularies.items():
            labels = {slug: {spoken: label} for slug, label in term_labels(name, spoken).items()}
            chosen = content.get("terms", {}).get(name, [])
            title = vocabulary.labels.in_language(spoken)
            yield f"terms_{name}", ticks(title, labels, spoken, initial=chosen)

    def _items(self, content: Values, owner: Owner) -> forms.Field:
        sent = self.data.getlist("items") if self.is_bound else []  # type: ignore[attr-defined]
        named = list(dict.fromkeys([*content.get("items", []), *sent]))
        titles = item_titles(named, owner)
        field: Any = forms.MultipleChoiceField(
            label=_("Enkelte ting"),
            required=False,
            initial=content.get("items", []),
            choices=[(one, titles.get(one, one)) for one in named],
            widget=forms.CheckboxSelectMultiple,
        )
        return field  # type: ignore[no-any-return]

    def clean(self) -> dict[str, Any]:
        """What is to be tried or published is whole; a draft may be half done."""
        cleaned: dict[str, Any] = super().clean() or {}
        wanted = self.data.get("action") in ("publish", "try")
        if wanted and cleaned.get("effect") == EffectKind.ORDER and not cleaned.get("items"):
            self.add_error("items", items_to_order())
        return cleaned

    @property
    def marks(self) -> list[Any]:
        """The fields of types and vocabularies, each with how many are ticked."""
        names = ["types", *(f"terms_{name}" for name in current().vocabularies)]
        return [(self[name], len(self[name].value() or [])) for name in names]

    @property
    def effects(self) -> list[tuple[str, str, Any, bool]]:
        """The effects with what they mean, and whether each is chosen."""
        chosen = self["effect"].value()
        return [
            (value, str(label), EXPLAINED.get(value, ""), bool(value == chosen))
            for value, label in EffectKind.choices
        ]

    def values(self, audience: str) -> dict[str, Any]:
        """What the draft is to hold."""
        cleaned = self.cleaned_data
        terms = {name: cleaned.get(f"terms_{name}") for name in current().vocabularies}
        content = {
            "types": cleaned.get("types"),
            "terms": {name: slugs for name, slugs in terms.items() if slugs},
            "items": cleaned.get("items"),
            "language": cleaned.get("language"),
        }
        return {
            "audience": audience,
            "effect": cleaned["effect"],
            "weight": cleaned["weight"],
            "content": {key: value for key, value in content.items() if value},
            "reason": cleaned["reason"] or {},
            "active": cleaned["active"],
            "starts": cleaned["starts"],
            "ends": cleaned["ends"],
        }


def initial_of(values: Values) -> dict[str, Any]:
    """What the form begins with."""
    names = ("audience", "effect", "weight", "reason", "active", "starts", "ends")
    content = values.get("content") or {}
    return {**{name: values.get(name) for name in names}, "language": content.get("language", "")}

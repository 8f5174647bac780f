"""An audience made by ticking boxes: the form follows from the declared attributes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.municipalities.models import User
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.editing.access import owners_of, visible
from cms.personalisation.editing.fields import TextsField, offer_owners, ticks
from cms.personalisation.models import Audience
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.rule import Scalar, as_data
from cms.personalisation.sentence import in_language
from cms.personalisation.simple import SimpleRule, Wanted, as_tree, from_tree
from cms.personalisation.vocabulary import Fact, FactKind, Vocabulary

RANGES = (FactKind.NUMBER, FactKind.DATE)
LANGUAGE = "da"


class AudienceForm(forms.ModelForm[Audience]):
    """Name, owner, labels, and who is meant: by boxes, or as JSON where boxes do not suffice."""

    labels = TextsField(label=_("Navn"), help_text=_("Skriv hvem det er: »nye ledige«."))

    intro = _(
        "Sæt kryds ved dem, det handler om. Inden for et spørgsmål er ét af svarene nok. "
        "Har du svaret på flere spørgsmål, skal de alle passe."
    )

    class Meta:
        model = Audience
        fields = ["name", "owner", "labels", "rule"]

    def __init__(self, *args: Any, for_user: User, **kwargs: Any) -> None:
        """Add a question for each fact that can be asked in a box."""
        super().__init__(*args, **kwargs)
        offer_owners(self.fields["owner"], owners_of(for_user))
        others = visible(Audience, for_user).exclude(pk=self.instance.pk)
        self.vocabulary = vocabulary_of({other.name: other.labels for other in others})
        self.simple = self._simple_rule()
        self.fields["rule"].required = False
        self.fields["rule"].label = _("Regel som JSON")
        if self.simple is None:
            self.fields["rule"].help_text = _("Reglen er for rig til felterne og skrives her.")
        else:
            del self.fields["rule"]
            self.fields.update(self._questions(self.simple))

    def _simple_rule(self) -> SimpleRule | None:
        if not self.instance.rule:
            return SimpleRule()
        try:
            return from_tree(parse_rule(self.instance.rule, self._everything()))
        except RuleError:
            return None

    def _everything(self) -> Vocabulary:
        names = {audience.name: audience.labels for audience in Audience.objects.all()}
        return vocabulary_of(names)

    def _questions(self, simple: SimpleRule) -> Iterator[tuple[str, forms.Field]]:
        for fact in self.vocabulary.facts.values():
            wanted = simple.facts.get(fact.name, Wanted())
            label = in_language(fact.labels, LANGUAGE, fact.name)
            if fact.choices:
                chosen = [str(value) for value in wanted.any_of]
                question = ticks(label, fact.choices, LANGUAGE, initial=chosen)
                yield f"fact_{fact.name}", question
            elif fact.kind in RANGES:
                lowest = _("%(fact)s: mindst") if fact.unit else _("%(fact)s: fra")
                highest = _("%(fact)s: højst") if fact.unit else _("%(fact)s: til")
                yield f"least_{fact.name}", _bound(fact, lowest % {"fact": label}, wanted.at_least)
                yield f"most_{fact.name}", _bound(fact, highest % {"fact": label}, wanted.at_most)
        groups = self.vocabulary.audiences
        inside, outside = _("Hører også til"), _("Hører ikke til")
        yield "inside", ticks(str(inside), groups, LANGUAGE, initial=simple.inside)
        yield "outside", ticks(str(outside), groups, LANGUAGE, initial=simple.outside)

    def clean(self) -> dict[str, Any]:
        """Make the rule of what was ticked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.simple is not None:
            self.instance.rule = as_data(as_tree(self._answered(cleaned)))
        return cleaned

    def _answered(self, cleaned: dict[str, Any]) -> SimpleRule:
        facts = {}
        for name in self.vocabulary.facts:
            wanted = Wanted(
                tuple(cleaned.get(f"fact_{name}", ())),
                _stored(cleaned.get(f"least_{name}")),
                _stored(cleaned.get(f"most_{name}")),
            )
            if wanted != Wanted():
                facts[name] = wanted
        inside, outside = cleaned.get("inside", ()), cleaned.get("outside", ())
        return SimpleRule(facts, tuple(inside), tuple(outside))

    def _update_errors(self, errors: Any) -> None:
        """A mistake in a rule made of boxes is told above the form."""
        found = getattr(errors, "error_dict", {})
        if "rule" in found and "rule" not in self.fields:
            found.setdefault("__all__", []).extend(found.pop("rule"))
        super()._update_errors(errors)  # type: ignore[misc]


def _bound(fact: Fact, label: str, initial: Scalar | None) -> forms.Field:
    if fact.kind is FactKind.DATE:
        return forms.DateField(label=label, required=False, initial=initial, widget=AdminDateInput)
    lowest = 0 if fact.counted else None
    return forms.IntegerField(label=label, required=False, initial=initial, min_value=lowest)


def _stored(value: int | date | None) -> Scalar | None:
    return Decimal(value) if isinstance(value, int) else value

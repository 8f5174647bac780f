"""The questions on the citizen's pages of messages, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.declarations.push_kind import PushKind
from cms.pushes.declared import kinds, outer_channels
from cms.pushes.gateways.configured import available_channels
from cms.pushes.models import Preference, PushSettings, Rhythm
from cms.pushes.wishes import wishes_of

HOURS = [(hour, f"{hour}.00") for hour in range(24)]
MOST = [(1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10"), (50, _("Så mange der kommer"))]


@dataclass(frozen=True)
class KindFields:
    """One kind of message with a box for each channel that it can go through."""

    kind: PushKind
    label: str
    purpose: str
    boxes: list[BoundField]


class SettingsForm(forms.ModelForm[PushSettings]):
    """Everything one can decide about messages, saved in one go."""

    class Meta:
        model = PushSettings
        fields = ["rhythm", "digest_weekday", "digest_hour", "quiet_from", "quiet_to"]
        fields += ["most_a_day", "only_required"]
        labels = {
            "rhythm": _("Det, der kan vente"),
            "digest_weekday": _("Hvilken dag?"),
            "digest_hour": _("Hvad tid?"),
            "quiet_from": _("Stille fra klokken"),
            "quiet_to": _("Til klokken"),
            "most_a_day": _("Hvor mange vil du højst have om dagen?"),
            "only_required": _("Send kun det, som loven siger, at jeg skal have"),
        }
        help_texts = {
            "digest_weekday": _("Gælder, når du samler dem én gang om ugen."),
            "most_a_day": _("Resten venter til dagen efter. Alt ligger altid i din indbakke."),
        }

    def __init__(self, citizen: Citizen, language: str, data: QueryDict | None = None) -> None:
        self.citizen, self.language = citizen, language
        self.wishes = wishes_of([citizen.pk])[citizen.pk]
        super().__init__(data, instance=self.wishes.settings)
        self.usable = {
            name: one for name, one in outer_channels().items() if name in available_channels()
        }
        for name, choices in self._choices().items():
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                choices=choices,
                coerce=int,
            )
        rhythm = self.fields["rhythm"]
        assert isinstance(rhythm, forms.ChoiceField)  # noqa: S101 - the model says so
        rhythm.widget = forms.RadioSelect(choices=Rhythm.choices)
        for name, kind, channel in self._places():
            self.fields[name] = forms.BooleanField(
                required=False,
                label=self.usable[channel].labels.in_language(language),
                initial=self.wishes.wants(kind, self.usable[channel]),
                disabled=kind.required_by_law,
            )

    def _choices(self) -> dict[str, list[tuple[int, object]]]:
        hours: list[tuple[int, object]] = list(HOURS)
        most: list[tuple[int, object]] = list(MOST)
        kept = self.wishes.settings.most_a_day
        if kept not in dict(most):
            most = sorted([*most, (kept, str(kept))], key=lambda one: one[0])
        return {
            "digest_weekday": list(WEEKDAYS.items()),
            "digest_hour": hours,
            "quiet_from": hours,
            "quiet_to": hours,
            "most_a_day": most,
        }

    def _places(self) -> Iterator[tuple[str, PushKind, str]]:
        for kind in kinds().values():
            for channel in self.usable:
                if channel in kind.channels:
                    yield f"kind-{kind.name}-{channel}", kind, channel

    def by_kind(self) -> list[KindFields]:
        """The boxes, kind by kind; kinds that only stand in the inbox have none."""
        return [
            KindFields(
                kind,
                kind.labels.in_language(self.language),
                kind.purpose.in_language(self.language),
                [self[name] for name, one, _channel in self._places() if one is kind],
            )
            for kind in kinds().values()
        ]

    @transaction.atomic
    def save(self, commit: bool = True) -> PushSettings:
        """Keep the settings, and each choice that isn't what would hold by itself."""
        self.instance.citizen = self.citizen
        kept = super().save(commit)
        for name, kind, channel in self._places():
            if not kind.required_by_law and name in self.changed_data:
                Preference.objects.update_or_create(
                    citizen=self.citizen,
                    kind=kind.name,
                    channel=channel,
                    defaults={
                        "is_wanted": self.cleaned_data[name],
                        "chosen_at": timezone.now(),
                    },
                )
        return kept


class ContactForm(forms.Form):
    """Where to write."""

    address = forms.CharField(max_length=254, strip=True)

    def __init__(self, kind: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        labels = {"email": _("Din e-mail"), "mobile": _("Dit mobilnummer")}
        kinds_of_input = {"email": ("email", "email"), "mobile": ("tel", "tel")}
        type_, remembered = kinds_of_input[kind]
        field = self.fields["address"]
        field.label = labels[kind]
        field.widget.input_type = type_
        field.widget.attrs |= {"autocomplete": remembered, "dir": "ltr"}


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Koden på seks tal"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}
        ),
    )

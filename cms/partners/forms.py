"""The form of an item, from its declaration; and the form that says who shall see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import ClusterForm

from cms.capabilities.base import Capability
from cms.capabilities.registry import capabilities_of
from cms.databases.alphabet import by_key
from cms.library.labels import translated
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Owner, User
from cms.partners.fields import BlocksField, ProseField, field_for, point_fields, setting_for
from cms.partners.uploads import CAPTIONS, UPLOAD, keep, keep_captions, model_of, upload_fields
from cms.staff.access import collection_of

MEDIA = ("video", "image", "file")
BETWEEN = "__"


@dataclass(frozen=True)
class Section:
    """Some fields under a heading."""

    heading: Any
    fields: list[forms.BoundField]


class ItemForm(ClusterForm):
    """Writes a draft: only the title must be there. What else is missing is said before sending."""

    instance: Item
    data: Any

    def __init__(self, *args: Any, owner: Owner, user: User, **kwargs: Any) -> None:
        """For an own item, or a new one of the owner's."""
        super().__init__(*args, **kwargs)
        self.owner, self.user = owner, user
        self.declaration = self.instance.declaration
        self._order: dict[str, list[str]] = {}
        for name in list(self.fields):
            self._prepare(name)
        self._add_settings()
        for name, field in self.fields.items():
            field.required = name == self.declaration.title_field

    def _prepare(self, name: str) -> None:
        field: Any = self.fields[name]
        declared = self.declaration.fields[name]
        self._order[name] = [name]
        if isinstance(field, ProseField | BlocksField):
            field.before = getattr(self.instance, name)
        if declared.kind == "reference":
            field.queryset = self._own_or_chosen(name, field)
        if declared.kind in MEDIA:
            self._prepare_media(name, declared.kind)
        if declared.kind == "place":
            self._add_point(name, field.label)

    def _own_or_chosen(self, name: str, field: Any) -> Any:
        chosen = self.initial.get(name)
        with everything("what an own item points at"):
            keys = [one.pk for one in chosen] if hasattr(chosen, "__iter__") else [chosen]
        if self.declaration.fields[name].many:
            self.initial[name] = keys
        everybodys = field.queryset.model.objects.everything("own items, and what is chosen")
        own = Q(owner_id=self.owner.pk) | Q(pk__in=[key for key in keys if key])
        return everybodys.filter(own).order_by(by_key("title_order"))

    def _prepare_media(self, name: str, kind: str) -> None:
        field: Any = self.fields[name]
        own = Q(collection=collection_of(self.owner)) | Q(pk=self.initial.get(name))
        field.queryset = model_of(kind).objects.filter(own)
        if not field.queryset.exists():
            field.widget = forms.HiddenInput()
        added = upload_fields(name, kind, field.label)
        self.fields.update(added)
        self._order[name] += list(added)

    def _add_point(self, name: str, label: Any) -> None:
        added = point_fields(name, label)
        self.fields.update(added)
        self.initial |= {one: getattr(self.instance, one) for one in added}
        self._order[name] += list(added)

    def _add_settings(self) -> None:
        self.settings: dict[str, tuple[Capability, dict[str, str]]] = {}
        for capability in capabilities_of(type(self.instance)):
            columns = capability.settings_columns()
            if not columns:
                continue
            now = capability.export_settings(self.instance) or {}
            names = {key: f"{capability.name}{BETWEEN}{key}" for key in columns}
            for key, column in columns.items():
                self._add_setting(names[key], setting_for(column), now.get(key))
            self.settings[capability.name] = (capability, names)

    def _add_setting(self, name: str, field: forms.Field | None, value: Any) -> None:
        if field is not None:
            self.fields[name] = field
            self.initial[name] = field.to_python(value) if isinstance(value, str) else value

    def clean(self) -> dict[str, Any]:
        """Keep what was uploaded, whatever else is wrong, and put the settings on the item."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, declared in self.declaration.fields_of(*MEDIA).items():
            if file := cleaned.get(name + UPLOAD):
                self._keep(name, declared.kind, file, cleaned)
            if file := cleaned.get(name + CAPTIONS):
                self._keep_captions(name, file, cleaned)
        for name in self.declaration.fields_of("place"):
            self._put_point(name, cleaned)
        for capability, names in self.settings.values():
            self._put_settings(capability, names, cleaned)
        return cleaned

    def _put_point(self, name: str, cleaned: dict[str, Any]) -> None:
        pair = [one for one in (f"{name}_latitude", f"{name}_longitude") if one in self.fields]
        for one in pair:
            setattr(self.instance, one, cleaned.get(one))
        for one in pair:
            if cleaned.get(one) is None and one not in self.errors and any(map(cleaned.get, pair)):
                self.add_error(one, _("Skriv begge tal, eller lad begge stå tomme."))

    def _keep(self, name: str, kind: str, file: Any, cleaned: dict[str, Any]) -> None:
        try:
            kept = keep(kind, file, self.owner, self.user)
        except ValidationError as error:
            self.add_error(name + UPLOAD, error.messages)
            return
        cleaned[name] = kept
        # Shown as chosen, should the form come back because of something else.
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = str(kept.pk)
        field: Any = self.fields[name]
        field.widget = forms.Select(choices=field.choices)

    def _keep_captions(self, name: str, file: Any, cleaned: dict[str, Any]) -> None:
        video = cleaned.get(name)
        if video is None or video.collection_id != collection_of(self.owner).pk:
            self.add_error(name + CAPTIONS, _("Læg videoen op, eller vælg en af jeres egne først."))
            return
        spoken = next(iter(self.declaration.fields_of("language")), "")
        keep_captions(video, file, cleaned.get(spoken) or "da")

    def _put_settings(
        self, capability: Capability, names: dict[str, str], cleaned: dict[str, Any]
    ) -> None:
        values = {key: _plain(cleaned.get(name)) for key, name in names.items()}
        if not any(values.values()) and capability.export_settings(self.instance) is None:
            return
        try:
            capability.import_settings(self.instance, values)
        except ValidationError as error:
            self.add_error(next(iter(names.values())), error.messages)

    def sections(self) -> list[Section]:
        """The declaration's sections, and one for each capability that has settings."""
        listed = [(translated(one.heading), one.fields) for one in self.declaration.form]
        sections = [
            Section(heading, [self[f] for name in names for f in self._order.get(name, [])])
            for heading, names in listed or [("", list(self.declaration.fields))]
        ]
        for capability, names in self.settings.values():
            heading = next((panel.heading for panel in capability.panels()), "")
            sections.append(Section(heading, [self[name] for name in names.values()]))
        return sections

    def say(self, problems: dict[str, list[str]]) -> None:
        """Put what is missing at its fields; what has no field here at the top."""
        self.cleaned_data: dict[str, Any] = {}
        self._errors = ErrorDict()
        for name, texts in problems.items():
            self.add_error(name if name in self.fields else None, texts)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@lru_cache(maxsize=64)
def form_of(type_name: str) -> type[ItemForm]:
    """The form of a type, made once."""
    model = item_model(type_name)
    declared = model.declaration.fields

    def field(column: Any, **_options: Any) -> forms.Field | None:
        return field_for(column, declared[column.name])

    ordered = [name for section in model.declaration.form for name in section.fields]
    options = {
        "model": model,
        "fields": ordered or list(declared),
        "formsets": [],
        "formfield_callback": field,
    }
    meta = type("Meta", (), options)
    made: type[ItemForm] = type(f"{model.__name__}Form", (ItemForm,), {"Meta": meta})
    return made


class SendForm(forms.Form):
    """To whom, with a few words."""

    whole_country = forms.BooleanField(
        label=gettext_lazy("Hele landet"),
        required=False,
        help_text=gettext_lazy("Den nationale redaktion ser på det."),
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("Hvis det er hele landet: hvordan skal kommunerne få det?"),
        choices=[
            (Sharing.OFFERED, gettext_lazy("Kommunerne vælger det selv til")),
            (Sharing.ON_BY_DEFAULT, gettext_lazy("Alle viser det, hvis de ikke vælger det fra")),
        ],
        initial=Sharing.OFFERED,
        widget=forms.RadioSelect,
        required=False,
    )
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Kommuner"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="slug",
    )
    comment = forms.CharField(
        label=gettext_lazy("Et par ord til dem, der ser på det"),
        help_text=gettext_lazy("Kan udelades."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, shown_by: frozenset[int], **kwargs: Any) -> None:
        """Those who show it already are asked anyway, and needn't be chosen."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["municipalities"]
        field.queryset = Municipality.objects.exclude(pk__in=shown_by)

    def targets(self, nation: Owner) -> list[Owner]:
        """Those who were chosen."""
        chosen: list[Owner] = list(self.cleaned_data["municipalities"])
        return [nation, *chosen] if self.cleaned_data["whole_country"] else chosen

"""The history of the owners one works for: read, searched, and taken along as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry

from cms.editor.whose import owners_for
from cms.exchange.workbooks import safe_cell
from cms.history.models import HistoryEntry, HistoryQuerySet
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import owner_ids


def owners_of(user: User) -> QuerySet[Owner]:
    """The owners whose history the user may read."""
    return owners_for(user, Action.READ_LOG)


def entries_of(user: User) -> HistoryQuerySet:
    """What has been written of them."""
    entries: HistoryQuerySet = HistoryEntry.objects.select_related("owner")
    return entries if user.is_superuser else entries.filter(owner_id__in=_own(user))


def _own(user: User) -> frozenset[int]:
    return owner_ids(user, Action.READ_LOG)


def _owners_asked(request: HttpRequest) -> QuerySet[Owner]:
    return owners_of(cast("User", request.user))


class HistoryFilter(WagtailFilterSet):
    """What one looks for."""

    label = django_filters.CharFilter(label=_("Titel"), lookup_expr="icontains")
    person = django_filters.CharFilter(label=_("Person"), lookup_expr="icontains")
    timestamp = django_filters.DateFromToRangeFilter(
        label=_("Tidspunkt"), widget=DateRangePickerWidget
    )
    action = django_filters.ChoiceFilter(label=_("Hvad der skete"), choices=registry.get_choices)
    owner = django_filters.ModelChoiceFilter(label=_("Ejer"), queryset=_owners_asked)

    class Meta:
        model = HistoryEntry
        fields: Sequence[str] = ()


def _deed(entry: HistoryEntry) -> str:
    return str(entry.formatter.label if entry.formatter else entry.action)


def _who(entry: HistoryEntry) -> str:
    return entry.person or str(_("Jobuniverset selv"))


@dataclass(frozen=True)
class Change:
    """What stood in a field, and what stands there now."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.field}: {self.before} → {self.after}"


def _changes(entry: HistoryEntry) -> list[Change]:
    return [
        Change(name, _said(change["before"]), _said(change["after"]))
        for name, change in entry.data.get("changes", {}).items()
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("ja") if value else _("nej"))
    return "–" if value in (None, "") else str(value)


class ChangesColumn(Column):
    """What was and what is, field by field."""

    cell_template_name = "editor/history_changes.html"


class HistoryView(ReportView):
    """`/admin/historik/`."""

    page_title = _("Historik")
    header_icon = "history"
    index_url_name = "editor_history"
    index_results_url_name = "editor_history_results"
    filterset_class = HistoryFilter
    default_ordering = "-timestamp"
    no_results_message = _("Her er ikke noget endnu. Alt, hvad I ændrer og udgiver, skrives her.")
    columns = [
        DateColumn("timestamp", label=_("Tidspunkt"), width="12%"),
        Column("person", label=_("Person"), accessor=_who, width="14%"),
        Column("action", label=_("Hvad der skete"), accessor=_deed, width="16%"),
        Column("label", label=_("Titel"), width="22%"),
        ChangesColumn("changes", label=_("Ændret"), accessor=_changes),
        Column("owner", label=_("Ejer"), width="12%"),
    ]
    list_export = ["timestamp", "owner.name", "who", "deed", "label", "changes"]
    export_headings = {
        "timestamp": _("Tidspunkt"),
        "owner.name": _("Ejer"),
        "who": _("Person"),
        "deed": _("Hvad der skete"),
        "label": _("Titel"),
        "changes": _("Ændret"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for those who have no history to read."""
        if not _owners_asked(request).exists():
            raise PermissionDenied
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def get_base_queryset(self) -> HistoryQuerySet:
        """Only of the reader's owners."""
        return entries_of(self.request.user)

    def get_filename(self) -> str:
        """What the file is called."""
        return "historik"

    def to_row_dict(self, item: HistoryEntry) -> dict[str, Any]:
        """A row of the file; no text in it acts as a formula."""
        texts = {
            "owner.name": item.owner.name,
            "who": _who(item),
            "deed": _deed(item),
            "label": item.label,
            "changes": "\n".join(map(str, _changes(item))),
        }
        safe = {name: safe_cell(text) for name, text in texts.items()}
        return {"timestamp": item.timestamp, **safe}

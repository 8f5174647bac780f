"""The own items as the list shows them: where each stands, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.capabilities.registry import capabilities_of
from cms.library.labels import language
from cms.library.models import Item
from cms.library.registry import declarations, item_model
from cms.municipalities.models import Owner, OwnerKind
from cms.partners.drafts import WITH_OTHERS, was_never_shown
from cms.submissions.models import Submission, SubmissionState
from cms.submissions.standing import owners_named, shown_by


@dataclass(frozen=True)
class Line:
    """One thing to know about an item, and what can be taken back there."""

    text: str
    kind: str = ""
    comment: str = ""
    submission: Submission | None = None
    undo: str = ""


@dataclass(frozen=True)
class Row:
    """One item."""

    item: Item
    type_label: str
    lines: list[Line]
    # What citizens do with it: the capability's name, and what its desk is called.
    desks: list[tuple[str, str]]

    @property
    def can_be_sent(self) -> bool:
        """Whether there is a draft that is neither shown nor waiting."""
        latest = self.item.latest_revision_id
        waiting = {
            line.submission.revision_id
            for line in self.lines
            if line.submission and line.submission.is_waiting
        }
        is_shown = self.item.live and not self.item.has_unpublished_changes
        return not is_shown and latest not in waiting

    @property
    def can_be_deleted(self) -> bool:
        """Whether it was never shown, and nobody has it before them."""
        sent = [line.submission.state for line in self.lines if line.submission]
        return was_never_shown(self.item) and not any(state in WITH_OTHERS for state in sent)


def rows(items: Sequence[Item]) -> list[Row]:
    """A row for each item."""
    latest: dict[int, dict[int, Submission]] = {item.pk: {} for item in items}
    sent = Submission.objects.filter(item_id__in=latest).order_by("pk")
    for one in sent.select_related("target").prefetch_related("remarks"):
        latest[one.item_id][one.target_id] = one
    labels = {name: one.labels.in_language(language()).one for name, one in declarations().items()}
    return [
        Row(i, labels[i.type_name], lines_of(i, list(latest[i.pk].values())), desks_of(i))
        for i in items
    ]


def desks_of(item: Item) -> list[tuple[str, str]]:
    """What its owners look after, of an item that has been shown."""
    if item.first_published_at is None:
        return []
    found = capabilities_of(item_model(str(item.type_name)))
    return [(one.name, one.desk_heading) for one in found if one.desk_heading]


def lines_of(item: Item, sent: Sequence[Submission]) -> list[Line]:
    """Where it is shown, who has it before them, and what they said."""
    showing = shown_by(item)
    by_target = {one.target_id: one for one in sent}
    lines = [_shown(owner, by_target.get(owner.pk)) for owner in owners_named(showing)]
    for one in sent:
        if line := _answered(one, item, showing):
            lines.append(line)
    return lines or [Line(_("Kladde. Den er ikke sendt til nogen."))]


def _shown(owner: Owner, submission: Submission | None) -> Line:
    if owner.kind == OwnerKind.NATIONAL:
        return Line(_("Deles med hele landet"), "done")
    text = _("Vises i %(place)s") % {"place": owner.name}
    approved = submission if submission and submission.state == SubmissionState.APPROVED else None
    undo = _("Vis det ikke længere i %(place)s") % {"place": owner.name} if approved else ""
    return Line(text, "done", submission=approved, undo=undo)


def _answered(one: Submission, item: Item, showing: frozenset[int]) -> Line | None:
    place = {"place": name_of(one.target)}
    match SubmissionState(one.state):
        case SubmissionState.WAITING:
            undo = _("Træk tilbage fra %(place)s") % place
            return Line(_("Venter på %(place)s") % place, "third", _last(one), one, undo)
        case SubmissionState.RETURNED:
            return Line(_("Sendt tilbage af %(place)s") % place, "danger", _last(one), one)
        case SubmissionState.APPROVED if (one.revision_id or 0) > (item.live_revision_id or 0):
            text = _("Godkendt af %(place)s. Vises, når de andre også har godkendt.") % place
            return Line(text, "third", _last(one), one)
    return None


def _last(one: Submission) -> str:
    remarks = list(one.remarks.all())
    return str(remarks[-1].text) if remarks else ""


def name_of(owner: Owner) -> str:
    """The owner as one says it."""
    return _("den nationale redaktion") if owner.kind == OwnerKind.NATIONAL else owner.name

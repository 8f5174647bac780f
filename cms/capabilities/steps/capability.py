"""Steps: modules of text, video, exercises, quizzes, files and class days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability
from cms.capabilities.own import own_of
from cms.capabilities.pieces import (
    Appointment,
    Desk,
    Engagement,
    Fragment,
    Happening,
    Outcome,
    Remaining,
)
from cms.capabilities.steps import class_days
from cms.capabilities.steps.desk import desk_in_words, desk_of, file_for, look_after
from cms.capabilities.steps.exchange import export_plan, import_plan
from cms.capabilities.steps.models import QuizAttempt, StepProgress, StepUpload, Walk
from cms.capabilities.steps.player import RESUME, player, resume_step
from cms.capabilities.steps.reading import syllabus_of, syllabuses_by_key, syllabuses_of
from cms.capabilities.steps.rules import remaining
from cms.capabilities.steps.services import done_by_key, done_steps, walk_of
from cms.capabilities.steps.showing import outline, page_url, stand_in_words, words_language
from cms.capabilities.steps.syllabus import Syllabus
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.rights.access import municipalities_of

FOR_EVERYBODY = ("steps", "my_progress", "StepModule", "Step", "StepQuestion", "StepChoice")
FOR_EVERYBODY_TOO = ("MyProgress", "QuizResult")


class StepsCapability(Capability):
    """Works on any type; the editor builds each item's own."""

    name = "steps"
    makes_appointments = True
    own_models = (Walk, StepProgress, QuizAttempt)
    # The citizen's own fields are null for visitors.
    graphql_access = {
        **dict.fromkeys((*FOR_EVERYBODY, *FOR_EVERYBODY_TOO), "public"),
        "complete_step": "citizen",
        "answer_step": "citizen",
        "note_step": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """The modules, at most one row of them."""
        return (
            InlinePanel(
                "step_plans",
                heading=gettext_lazy("Moduler og trin"),
                label=gettext_lazy("Moduler og trin"),
                max_num=1,
                panels=[FieldPanel("modules")],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The outline, and where to begin or go on."""
        syllabus = syllabus_of(item)
        if not syllabus.modules:
            return None
        done = done_steps(item, citizen) if citizen else set()
        context = {
            "item": item,
            "citizen": citizen,
            "words_language": words_language(),
            "modules": outline(item, syllabus, done, timezone.now()),
            "walk": walk_of(item, citizen) if citizen else None,
            "stand": stand_in_words(syllabus, done),
            "done_count": len(syllabus.steps) - len(remaining(syllabus, done)),
            "all_count": len(syllabus.steps),
            "resume": resume_step(item, citizen, syllabus),
            "resume_url": page_url(item, f"{RESUME}/"),
        }
        return Fragment("steps/fragment.html", context, comes_first=True)

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """One screen for each step."""
        return player(request, item, citizen, rest)

    def desk(self, item: Item, staff: User) -> Desk | None:
        """Files to look at, and class days."""
        return desk_of(item, staff)

    def desk_in_words(self, item: Item) -> str:
        """Where a step has a file or a day."""
        return desk_in_words(item)

    def may_look_after(self, item: Item, staff: User) -> bool:
        """Whoever meets citizens looks after those of their own, also in what the nation made."""
        return municipalities_of(staff).exists()

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`seen`, `returned` or `attendance`."""
        return look_after(item, staff, data)

    def desk_page(self, item: Item, staff: User, rest: str) -> HttpResponse:
        """A sent file."""
        return file_for(item, staff, rest)

    def times(
        self, items: Sequence[Item], since: datetime, until: datetime
    ) -> Mapping[int, Sequence[Appointment]]:
        """The class days."""
        return class_days.of_items(items, since, until)

    def appointments(
        self, citizen: Citizen, since: datetime, until: datetime
    ) -> Sequence[Appointment]:
        """The class days of what the citizen is taking."""
        return class_days.of_citizen(citizen, since, until)

    def remaining(self, item: Item, citizen: Citizen) -> Sequence[Remaining]:
        """Each step that isn't done."""
        left = remaining(syllabus_of(item), done_steps(item, citizen))
        return [Remaining(step.title, "steps-heading") for step in left]

    def search_texts(self, items: Sequence[Item]) -> Mapping[int, str]:
        """The titles of modules and steps."""
        return {key: _titles(syllabus) for key, syllabus in syllabuses_of(items).items()}

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """The modules, as schema.org says the parts of a course."""
        modules = syllabus_of(item).modules
        sections = [{"@type": "Syllabus", "name": module.title} for module in modules]
        return {"syllabusSections": sections} if sections else {}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`steps` and `myProgress` on every type that names the capability."""
        from cms.capabilities.steps.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`completeStep`, `answerStep` and `noteStep`."""
        from cms.capabilities.steps.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen is on the way through."""
        begun = [row for row in own_of(Walk, citizen) if row.finished_at is None]
        latest = sorted(begun, key=lambda row: (row.last_at, row.pk), reverse=True)
        done = done_by_key([row.item_id for row in latest], citizen)
        found = syllabuses_by_key(sorted(done))
        return [
            Engagement(row.item_id, stand_in_words(found[row.item_id], done[row.item_id]))
            for row in latest
        ]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen began what, and passed a quiz of what."""
        for row in own_of(Walk, citizen):
            yield Happening(row.started_at, row.item_id, _("Du begyndte på"))
        for one in own_of(QuizAttempt, citizen):
            if one.passed:
                yield Happening(one.answered_at, one.item_id, _("Du bestod en quiz i"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """The modules, as `import_settings` reads them."""
        return export_plan(item)

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """Build the modules. Raises ValidationError."""
        import_plan(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has begun, done, answered, written and sent."""
        for walk in Walk.objects.filter(citizen=citizen).select_related("item"):
            yield {"item": walk.item.key, "started_at": walk.started_at.isoformat()}
        for model in (StepProgress, StepUpload):
            for row in model.objects.filter(citizen=citizen).select_related("item"):
                yield row.for_export(citizen.language)
        for one in QuizAttempt.objects.filter(citizen=citizen).select_related("item"):
            yield {"item": one.item.key, "step": one.step, "answers": one.answers}

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it; sent files lie in their rows and go with them."""
        for model in (Walk, StepProgress, QuizAttempt, StepUpload):
            model.objects.filter(citizen=citizen).delete()


def _titles(syllabus: Syllabus) -> str:
    titles = [module.title for module in syllabus.modules] + [step.title for step in syllabus.steps]
    return " ".join(titles)


CAPABILITY = StepsCapability()

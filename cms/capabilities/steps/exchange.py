"""Modules and steps in the import format, and back: words an editor could write by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError

from cms.capabilities.steps.models import STEP_ID, StepPlan
from cms.library.models import Item
from cms.media.models import Video

MODULES = "modules"
OPENING = ("opens_after", "opens_at")


def export_plan(item: Item) -> dict[str, Any] | None:
    """What `import_plan` reads."""
    plan = next(iter(item.step_plans.all()), None)
    if plan is None:
        return None
    return {MODULES: [_module_out(one) for one in plan.modules.get_prep_value()]}


def _module_out(block: Mapping[str, Any]) -> dict[str, Any]:
    value = block["value"]
    steps = [_step_out(one) for one in value["steps"]]
    return {"id": block["id"], "title": value["title"], **_opening_out(value), "steps": steps}


def _step_out(block: Mapping[str, Any]) -> dict[str, Any]:
    value = {key: said for key, said in block["value"].items() if key != "opening"}
    if video := value.get("video"):
        value["video"] = Path(Video.objects.get(pk=video).file.name).name
    if "questions" in value:
        value["questions"] = [_question_out(one) for one in value["questions"]]
    return {"id": block["id"], "kind": block["type"], **value, **_opening_out(block["value"])}


def _question_out(entry: Mapping[str, Any]) -> dict[str, Any]:
    value = entry["value"]
    choices = [{"id": one["id"], **one["value"]} for one in value["choices"]]
    return {"id": entry["id"], **value, "choices": choices}


def _opening_out(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value["opening"][key] for key in OPENING if value["opening"].get(key)}


def import_plan(item: Item, settings: Mapping[str, Any]) -> None:
    """Put the modules on an item before it is saved. Raises ValidationError."""
    field: Any = StepPlan._meta.get_field(MODULES)
    try:
        raw = [_module_in(one) for one in settings.get(MODULES) or []]
        value = field.stream_block.clean(field.to_python(raw))
    except StreamBlockValidationError as error:
        raise ValidationError({MODULES: _told(error)}) from error
    except (KeyError, TypeError, AttributeError) as error:
        words = _("Modulerne kan ikke læses: %(what)s.") % {"what": error}
        raise ValidationError({MODULES: words}) from error
    plan = next(iter(item.step_plans.all()), None) or StepPlan()
    plan.modules = value
    item.step_plans = [plan]


def _told(error: StreamBlockValidationError) -> str:
    return _("Noget mangler eller er forkert i modulerne: %(what)s") % {
        "what": error.as_json_data()
    }


def _module_in(said: Mapping[str, Any]) -> dict[str, Any]:
    steps = [_step_in(one) for one in said["steps"]]
    value = {"title": said["title"], "opening": _opening_in(said), "steps": steps}
    return _block("module", said, value)


def _step_in(said: Mapping[str, Any]) -> dict[str, Any]:
    value = {key: one for key, one in said.items() if key not in ("id", "kind", *OPENING)}
    value["opening"] = _opening_in(said)
    if name := value.get("video"):
        value["video"] = _video(str(name)).pk
    if "questions" in value:
        value["questions"] = [_question_in(one) for one in value["questions"]]
    return _block(said["kind"], said, value)


def _question_in(said: Mapping[str, Any]) -> dict[str, Any]:
    value = {key: one for key, one in said.items() if key != "id"}
    value["choices"] = _items(said.get("choices") or [])
    return _block("item", said, value)


def _items(several: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        _block("item", {"id": str(number), **one}, {k: v for k, v in one.items() if k != "id"})
        for number, one in enumerate(several, start=1)
    ]


def _block(kind: str, said: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """What has no id yet gets one from Wagtail."""
    key = {"id": str(said["id"])[:STEP_ID]} if said.get("id") else {}
    return {"type": kind, "value": value, **key}


def _opening_in(said: Mapping[str, Any]) -> dict[str, Any]:
    after, at = (said.get(key) for key in OPENING)
    return {"opens_after": after or "", "opens_at": str(at) if at else None}


def _video(name: str) -> Video:
    found: Video | None = next(
        (one for one in Video.objects.order_by("-pk") if Path(one.file.name).name == name), None
    )
    if found is None:
        raise ValidationError(
            {MODULES: _("Der er ingen video, der hedder %(name)s.") % {"name": name}}
        )
    return found

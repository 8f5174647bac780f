"""Move in: a file is shown what it would do, imported whole, and can be taken back."""

from __future__ import annotations

from typing import Any, cast

import orjson
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cms.editor.moving.access import batch_of, may_publish, owner_of, owners_of
from cms.editor.moving.forms import PUBLISHED, UploadForm
from cms.exchange.batches import check_file, import_batch
from cms.exchange.contents import models_for
from cms.exchange.exporter import export_owner
from cms.exchange.findings import MoveRefused, Unreadable
from cms.exchange.models import BatchState, ImportBatch
from cms.exchange.sheets import template, workbook_of
from cms.exchange.undoing import UndoRefused, undo_batch
from cms.library.labels import language
from cms.library.registry import item_models
from cms.municipalities.models import Owner, User

PAGE_SIZE = 100
RECENT = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start(request: HttpRequest) -> HttpResponse:
    """Take a file, offer templates and exports, and list what was moved before."""
    owner = owner_of(request)
    form = _form(request, owner)
    if request.method == "POST" and form.is_valid():
        batch = _check(request, owner, form)
        if batch is not None:
            return redirect("editor_moving_batch", batch.pk)
    return render(request, "editor/moving/start.html", _start_context(request, owner, form))


def _form(request: HttpRequest, owner: Owner) -> UploadForm:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return UploadForm(owner, may_publish(request, owner), *data)


def _check(request: HttpRequest, owner: Owner, form: UploadForm) -> ImportBatch | None:
    """The checked file; where it can't be read at all the form says why."""
    file = form.cleaned_data["file"]
    try:
        return check_file(
            file.read(),
            file.name,
            owner,
            cast("User", request.user),
            type_name=form.cleaned_data["type_name"],
            publishes=form.cleaned_data["publishes"] == PUBLISHED,
        )
    except Unreadable as error:
        form.add_error("file", str(error))
        return None


def _start_context(request: HttpRequest, owner: Owner, form: UploadForm) -> dict[str, Any]:
    batches = ImportBatch.objects.filter(owner_id=owner.pk).defer("content")
    return {
        "owner": owner,
        "owners": owners_of(request),
        "form": form,
        "types": [(name, _many(name)) for name in models_for(owner)],
        "batches": batches.select_related("uploaded_by")[:RECENT],
    }


def _many(type_name: str) -> str:
    labels = item_models()[type_name].declaration.labels
    return labels.in_language(language()).many.capitalize()


def batch(request: HttpRequest, key: int) -> HttpResponse:
    """What a file would do or has done, row by row."""
    found = batch_of(request, key)
    report = found.report
    pages = Paginator(report.get("findings", []), PAGE_SIZE)
    context = {
        "batch": found,
        "owner": found.owner,
        "findings": pages.get_page(request.GET.get("p")),
        "warnings": report.get("warnings", [])[:PAGE_SIZE],
        "types": [(_many(n), new, old) for n, new, old in report.get("types", ()) if _known(n)],
        "is_checked": found.state == BatchState.CHECKED,
        "is_imported": found.state == BatchState.IMPORTED,
        "obstacles": request.session.pop(_obstacles_key(key), []),
    }
    return render(request, "editor/moving/batch.html", context)


def _known(type_name: str) -> bool:
    return type_name in item_models()


def _obstacles_key(key: int) -> str:
    return f"import-obstacles-{key}"


@require_POST
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Import a checked file."""
    found = batch_of(request, key)
    if found.publishes and not may_publish(request, found.owner):
        raise PermissionDenied
    if found.state == BatchState.CHECKED:
        try:
            done = import_batch(found, cast("User", request.user))
        except MoveRefused:
            messages.error(request, _("Der er kommet fejl til, siden filen blev gennemset."))
        else:
            count = done.items.count()
            text = ngettext("%(count)s er importeret.", "%(count)s er importeret.", count)
            messages.success(request, text % {"count": count})
    return redirect("editor_moving_batch", key)


@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take an import back."""
    found = batch_of(request, key)
    if found.publishes and not may_publish(request, found.owner):
        raise PermissionDenied
    try:
        count = undo_batch(found, cast("User", request.user))
    except UndoRefused as refused:
        reasons = [[one.title, one.reason] for one in refused.obstacles[:PAGE_SIZE]]
        request.session[_obstacles_key(key)] = reasons
        messages.error(request, _("Importen er ikke fortrudt. Se hvorfor nedenfor."))
    else:
        messages.success(request, _("Importen er fortrudt: %(count)s.") % {"count": count})
    return redirect("editor_moving_batch", key)


@require_GET
def download_template(request: HttpRequest, type_name: str) -> HttpResponse:
    """An empty sheet to fill in."""
    model = models_for(owner_of(request)).get(type_name)
    if model is None:
        raise Http404(type_name)
    return _attached(template(model), XLSX, f"skabelon-{model.declaration.settings.path}.xlsx")


@require_GET
def download_all(request: HttpRequest, form: str) -> HttpResponse:
    """Everything the owner has, as a workbook or as JSON."""
    owner = owner_of(request)
    name = f"{owner.slug}-{timezone.localdate().isoformat()}"
    if form == "xlsx":
        return _attached(workbook_of(owner), XLSX, f"{name}.xlsx")
    content = orjson.dumps(export_owner(owner), option=orjson.OPT_INDENT_2, default=str)
    return _attached(content, "application/json", f"{name}.json")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=headers)

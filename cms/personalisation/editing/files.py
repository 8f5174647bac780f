"""Audiences and rules as files: out one at a time or all together, in after a look."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from cms.declarations import DeclarationError, Problem
from cms.personalisation.editing.access import changeable, owners_of, visible
from cms.personalisation.editing.base import OwnersView
from cms.personalisation.exporter import as_yaml
from cms.personalisation.import_format import ImportReport
from cms.personalisation.importer import import_files
from cms.personalisation.kept import MODELS, Published
from cms.personalisation.models import Audience, Rule

LARGEST_FILE = 1_000_000
MOST_FILES = 20
YAML = "application/yaml; charset=utf-8"


class FilesView(OwnersView):
    """The screen: what to fetch, and a place for files to be read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The screen before anything was read."""
        return self._shown(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say what the files would do, or do it: everything or nothing."""
        sent = request.FILES.getlist("files")
        wrong = _unreadable(sent)
        if wrong:
            messages.error(request, wrong)
            return self._shown(request, status=400)
        only_look = request.POST.get("action") != "import"
        try:
            report = self._read(sent, only_look=only_look)
        except DeclarationError as error:
            return self._shown(request, problems=error.problems, status=400)
        if only_look:
            return self._shown(request, report=report)
        messages.success(
            request, _("Filerne er hentet ind: %(report)s") % {"report": in_words(report)}
        )
        return redirect("personalisation_files")

    def _read(self, sent: list[Any], *, only_look: bool) -> ImportReport:
        own = list(owners_of(self.person).values_list("pk", flat=True))
        with TemporaryDirectory() as folder:
            paths = []
            for one in sent:
                path = Path(folder) / get_valid_filename(Path(one.name or "regler.yaml").name)
                path.write_bytes(one.read())
                paths.append(path)
            return import_files(paths, person=self.person, own=own, only_look=only_look)

    def _shown(
        self,
        request: HttpRequest,
        report: ImportReport | None = None,
        problems: list[Problem] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        response = self.page(
            request,
            "files",
            title=_("Regler som filer"),
            report=report,
            said=in_words(report) if report else "",
            problems=problems or [],
            own=[
                (part, one.name, str(one))
                for part, model in MODELS.items()
                for one in changeable(model, self.person)
            ],
        )
        response.status_code = status
        return response


class DownloadView(OwnersView):
    """One, or everything of one's own, as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file. What the nation has can be fetched by everybody who reads it; another's not."""
        part, name = request.GET.get("part", ""), request.GET.get("name", "")
        found = self._one(part, name) if name else self._everything()
        title = name or "maalretning"
        return HttpResponse(
            as_yaml(found),
            content_type=YAML,
            headers={"Content-Disposition": f'attachment; filename="{title}.yaml"'},
        )

    def _one(self, part: str, name: str) -> list[Published]:
        if part not in MODELS:
            raise Http404(part)
        one: Any = visible(MODELS[part], self.person).filter(name=name).first()
        if one is None:
            raise Http404(name)
        return [one]

    def _everything(self) -> list[Published]:
        audiences = changeable(Audience, self.person).select_related("owner")
        rules = changeable(Rule, self.person).select_related("owner", "audience")
        return [*audiences, *rules]


def _unreadable(sent: list[Any]) -> str:
    """What is wrong with the upload itself, before anything is read."""
    if not sent:
        return str(_("Vælg en fil først."))
    if len(sent) > MOST_FILES or any((one.size or 0) > LARGEST_FILE for one in sent):
        return str(_("Højst 20 filer ad gangen, hver på højst 1 MB."))
    return ""


def in_words(report: ImportReport) -> str:
    """The numbers as a sentence."""
    return _("%(created)s nye, %(changed)s ændret, %(unchanged)s uændret.") % {
        "created": report.count("created"),
        "changed": report.count("changed"),
        "unchanged": report.count("unchanged"),
    }

"""The screens of what was sent in: the list, one of them, and the two answers."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from cms.editor.sharing.warning import Warned, is_confirmed, told
from cms.editor.submissions.queue import answered, asked_of, title_of, waiting
from cms.editor.whose import municipalities_for
from cms.history.services import changes_between
from cms.library.labels import language
from cms.library.models import Item
from cms.library.scope import everything
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import owner_ids
from cms.submissions.losses import TakesAway
from cms.submissions.models import Remark, Submission
from cms.submissions.readiness import NotReady, sentences
from cms.submissions.rules import ask_for_two
from cms.submissions.services import WAITS_FOR_OTHERS, Refused, approve, send_back

NO_CONTENT = "items that were sent in are shown to those they were sent to"


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person's own, and what was answered lately."""
    user = _user(request)
    if not user.is_superuser and not owner_ids(user, Action.REVIEW):
        raise PermissionDenied
    context = {
        "waiting": [(one, title_of(one)) for one in waiting(user)],
        "answered": [(one, title_of(one)) for one in answered(user)],
        "rules": municipalities_for(request, Action.MANAGE_SITE)[:100],
    }
    return render(request, "editor/submissions/queue.html", context)


@require_safe
def submission(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: what it says, what was said about it, and the answers."""
    return _page(request, _row(request, key))


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """The version that was sent, as a citizen would meet it."""
    item = _item(_row(request, key))
    if item is None:
        raise Http404(key)
    shown: HttpResponse = import_string(settings.ITEM_PREVIEW)(request, item)
    return shown


@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Approve, or send back with a comment. A refusal keeps what was written."""
    row = _row(request, key)
    comment = request.POST.get("comment", "")
    try:
        said = _answered(request, row, comment)
    except NotReady as refusal:
        item = _item(row)
        problems = sentences(item, refusal.problems) if item else []
        return _page(request, row, problems=problems, comment=comment)
    except TakesAway as refusal:
        row.refresh_from_db()
        return _page(
            request, row, problems=[str(refusal)], comment=comment, warned=told(refusal.losses)
        )
    except (Refused, SecondPairOfEyes) as refusal:
        row.refresh_from_db()
        return _page(request, row, problems=[str(refusal)], comment=comment)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("editor_submissions"))


def _answered(request: HttpRequest, row: Submission, comment: str) -> str:
    title = {"title": title_of(row)}
    if request.POST.get("answer") == "approve":
        seen = request.POST.get("seen", "")
        shown = approve(
            row,
            _user(request),
            seen=int(seen) if seen.isdecimal() else 0,
            comment=comment,
            accepts_loss=is_confirmed(request),
        )
        return _("»%(title)s« er godkendt og vises nu.") % title if shown else str(WAITS_FOR_OTHERS)
    send_back(row, _user(request), comment)
    return _("»%(title)s« er sendt tilbage.") % title


@require_POST
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch the rule of two pairs of eyes on or off for a municipality."""
    municipality = get_object_or_404(municipalities_for(request, Action.MANAGE_SITE), slug=slug)
    wanted = request.POST.get("two_eyes") == "on"
    ask_for_two(municipality, wanted, _user(request))
    said = _("Fra nu af skal to se det, før det udgives.") if wanted else _("Reglen er slået fra.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("editor_submissions"))


def _page(
    request: HttpRequest,
    row: Submission,
    *,
    problems: list[str] | None = None,
    comment: str = "",
    warned: list[Warned] | None = None,
) -> HttpResponse:
    item = _item(row)
    remarks = Remark.objects.filter(submission__item=row.item_id, submission__target=row.target_id)
    context = {
        "submission": row,
        "title": title_of(row),
        "item": item,
        "type_label": _type_label(item),
        "changed": _changed(row),
        "remarks": remarks.select_related("submission"),
        "is_own_work": row.sent_by_id == request.user.pk,
        "is_for_all": row.target.kind == "national",
        "problems": problems or [],
        "comment": comment,
        "warned": warned or [],
    }
    status = 422 if problems else 200
    return render(request, "editor/submissions/submission.html", context, status=status)


def _type_label(item: Item | None) -> str:
    return item.declaration.labels.in_language(language()).one if item else ""


def _changed(row: Submission) -> list[str]:
    """The fields that differ from what is public, as the form calls them."""
    with everything(NO_CONTENT):
        public = row.item.live_revision
        item = _item(row)
    if public is None or row.revision is None or item is None:
        return []
    changes = changes_between(public.content, row.revision.content)
    return [
        field.label.in_language(language())
        for name, field in item.declaration.fields.items()
        if name in changes
    ]


def _item(row: Submission) -> Item | None:
    if row.revision is None:
        return None
    with everything(NO_CONTENT):
        return cast("Item", row.revision.as_object())


def _row(request: HttpRequest, key: int) -> Submission:
    """One that the person answers for. Others are not there."""
    return get_object_or_404(asked_of(_user(request)), pk=key)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)

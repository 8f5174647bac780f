"""What nobody found, words that mean the same, and trying it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.editor.search.forms import GroupForm
from cms.editor.search.trying import each_tried, tried
from cms.editor.search.whose import done, owner_of, page, visitor_of
from cms.editor.storing import stored
from cms.municipalities.models import Owner
from cms.search.misses.services import LOOKED_BACK, Missed, listed
from cms.search.models import SynonymGroup
from cms.search.personal import wordbook_for
from cms.search.wordbook.meaning import meaning_of
from cms.search.wordbook.services import let_differ, let_mean_the_same, rewrite_group


@dataclass(frozen=True)
class MissedRow:
    """Words that nobody found, and whether editors have done something about them since."""

    missed: Missed
    language: str
    is_seen_to: bool


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What was sought and not found, each with what one can do about it."""
    owner = owner_of(request)
    rows = sorted(_rows(owner), key=lambda row: row.is_seen_to)
    context = {"rows": rows, "days": settings.SEARCH_MISSES_SHOWN_DAYS, "back": LOOKED_BACK}
    return page(request, "misses", owner, **context)


def _rows(owner: Owner) -> Iterator[MissedRow]:
    names = dict(settings.LANGUAGES)
    for one in listed(owner):
        known = wordbook_for(visitor_of(owner, one.language))
        meaning = meaning_of(one.words)
        is_seen_to = meaning in known.others or meaning in known.by_meaning
        yield MissedRow(one, names.get(one.language, one.language), is_seen_to)


def synonyms(request: HttpRequest) -> HttpResponse:
    """Every group, and a form for one more; tried out before it is kept where one wishes."""
    owner = owner_of(request)
    form = GroupForm(request.POST or None, initial={"words": _wanted(request)})
    if _is_trial(request) and form.is_valid():
        return _synonyms(request, owner, form, trials=_trials(owner, form))
    if request.method == "POST":
        made = stored(form, lambda: let_mean_the_same(owner, **form.cleaned_data))
        if made is not None:
            return done(
                request, _("Gemt. Søgningen bruger det med det samme."), "editor_search_same"
            )
    return _synonyms(request, owner, form)


def synonym_group(request: HttpRequest, key: int) -> HttpResponse:
    """Change one. Another owner's isn't there."""
    owner = owner_of(request)
    group = get_object_or_404(SynonymGroup, pk=key, owner=owner)
    written = {"words": "\n".join(group.words), "language": group.language}
    form = GroupForm(request.POST or None, initial=written)
    if _is_trial(request) and form.is_valid():
        return _synonyms(request, owner, form, group, _trials(owner, form))
    if request.method == "POST":
        if stored(form, lambda: rewrite_group(group, **form.cleaned_data)) is not None:
            return done(
                request, _("Gemt. Søgningen bruger det med det samme."), "editor_search_same"
            )
        group.refresh_from_db()
    return _synonyms(request, owner, form, group)


@require_POST
def remove_group(request: HttpRequest, key: int) -> HttpResponse:
    """Let words differ again. Another owner's group isn't there."""
    let_differ(get_object_or_404(SynonymGroup, pk=key, owner=owner_of(request)))
    return done(request, _("Ordene betyder ikke længere det samme."), "editor_search_same")


@require_safe
def trial(request: HttpRequest) -> HttpResponse:
    """One search, without the editors' words and with them."""
    owner, words = owner_of(request), request.GET.get("q", "").strip()
    found = tried(visitor_of(owner), words) if words else None
    return page(
        request, "trial", owner, words=words, trial=found, is_away=bool(words) and not found
    )


def _synonyms(
    request: HttpRequest,
    owner: Owner,
    form: GroupForm,
    group: SynonymGroup | None = None,
    trials: object = (),
) -> HttpResponse:
    groups = SynonymGroup.objects.filter(owner=owner)
    return page(request, "synonyms", owner, form=form, group=group, groups=groups, trials=trials)


def _trials(owner: Owner, form: GroupForm) -> object:
    language = form.cleaned_data["language"] or settings.LANGUAGE_CODE
    return each_tried(visitor_of(owner, language), form.cleaned_data["words"])


def _is_trial(request: HttpRequest) -> bool:
    return request.POST.get("do") == "try"


def _wanted(request: HttpRequest) -> str:
    """The words that a list led here with, and a line for what they mean."""
    words = request.GET.get("ord", "").strip()
    return f"{words}\n" if words else ""

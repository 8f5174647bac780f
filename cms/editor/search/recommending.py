"""Recommendations: a list, and a screen for each with its words, days and items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.editor.desk.titles import kind_of
from cms.editor.search.forms import RecommendationForm
from cms.editor.search.whose import done, owner_of, page, visitor_of
from cms.editor.storing import stored
from cms.municipalities.models import Owner
from cms.search.errors import SearchError
from cms.search.models import Recommendation
from cms.search.personal import wordbook_for
from cms.search.result import Hit
from cms.search.services import query_for, search
from cms.search.wordbook import services
from cms.search.wordbook.book import Wordbook

PROPOSED = 8
Change = Callable[[Recommendation, int], None]


def recommendations(request: HttpRequest) -> HttpResponse:
    """Every recommendation, and a form for one more."""
    owner = owner_of(request)
    wanted = {"phrases": request.GET.get("ord", "").strip()}
    form = RecommendationForm(request.POST or None, initial=wanted)
    if request.method == "POST":
        made = stored(form, lambda: services.recommend(owner, **form.cleaned_data))
        if made is not None:
            said = _("Gemt. Vælg nu, hvad der skal stå øverst.")
            return done(request, said, "editor_search_recommendation", made.pk)
    rows = [_row(one) for one in _of(owner).prefetch_related("places__item")]
    return page(request, "recommendations", owner, form=form, rows=rows)


def recommendation(request: HttpRequest, key: int) -> HttpResponse:
    """One: its words, days and items, and a search for more. Another owner's isn't there."""
    owner = owner_of(request)
    one = get_object_or_404(_of(owner), pk=key)
    written = {
        "phrases": "\n".join(one.phrases),
        "first_day": one.first_day,
        "last_day": one.last_day,
    }
    form = RecommendationForm(request.POST or None, initial=written)
    if request.method == "POST":
        if stored(form, lambda: services.rewrite(one, **form.cleaned_data)) is not None:
            return done(request, _("Gemt."), "editor_search_recommendation", key)
        one.refresh_from_db()
    words = request.GET.get("soeg", one.phrases[0]).strip()
    context = {"form": form, "row": _row(one), "words": words, "found": _found(owner, one, words)}
    return page(request, "recommendation", owner, **context)


@require_POST
def arrange(request: HttpRequest, key: int) -> HttpResponse:
    """Put an item in, lift it or take it out, as the button says. Raises Http404."""
    owner = owner_of(request)
    one = get_object_or_404(_of(owner), pk=key)
    verb, _space, number = request.POST.get("do", "").partition(" ")
    change = _CHANGES.get(verb)
    if change is None or not number.isdecimal():
        raise Http404(verb)
    try:
        change(one, int(number))
    except ValidationError as error:
        return _refused(request, one, error)
    answer = done(request, _("Gemt."), "editor_search_recommendation", key)
    return _searching_on(answer, request.POST.get("soeg", ""))


def _searching_on(answer: HttpResponse, words: str) -> HttpResponse:
    """Back to what was searched for, so that one can put in more."""
    if words:
        joint = "&" if "?" in answer["Location"] else "?"
        answer["Location"] = f"{answer['Location']}{joint}{urlencode({'soeg': words})}"
    return answer


@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Recommend it no more. Another owner's isn't there."""
    services.recommend_no_more(get_object_or_404(_of(owner_of(request)), pk=key))
    return done(request, _("Anbefalingen er fjernet."), "editor_search_recommendations")


def _add(one: Recommendation, item_id: int) -> None:
    services.add_item(one, get_object_or_404(services.choosable(one.owner), pk=item_id))


_CHANGES: dict[str, Change] = {
    "add": _add,
    "remove": services.remove_item,
    "lift": services.lift_item,
}


def _refused(request: HttpRequest, one: Recommendation, error: ValidationError) -> HttpResponse:
    form = RecommendationForm(initial={"phrases": "\n".join(one.phrases)})
    context = {"form": form, "row": _row(one), "words": "", "found": [], "problems": error.messages}
    return page(request, "recommendation", one.owner, **context)


def _of(owner: Owner) -> Any:
    return Recommendation.objects.filter(owner=owner).select_related("owner")


def _row(one: Recommendation) -> dict[str, Any]:
    """A recommendation with its items in order, and whether it is its time."""
    today = timezone.localdate()
    items = [
        {
            "pk": place.item_id,
            "title": place.item.listed_title,
            "kind": kind_of(place.item.type_name),
        }
        for place in one.places.all()
    ]
    is_over = bool(one.last_day and one.last_day < today)
    is_to_come = bool(one.first_day and one.first_day > today)
    return {"one": one, "items": items, "is_over": is_over, "is_to_come": is_to_come}


def _found(owner: Owner, one: Recommendation, words: str) -> list[dict[str, Any]]:
    """What could be recommended: what is found by words, but for what is in already."""
    chosen = {place.item_id for place in one.places.all()}
    return [
        {"pk": hit.item_id, "title": hit.title, "kind": kind_of(hit.type)}
        for hit in _hits(owner, words)
        if hit.item_id not in chosen
    ]


def _hits(owner: Owner, words: str) -> tuple[Hit, ...]:
    if not words:
        return ()
    viewer = visitor_of(owner)
    # What is recommended already isn't to be proposed, but what means the same helps to find.
    words_alone = Wordbook(wordbook_for(viewer).synonyms)
    query = query_for(viewer, words, size=PROPOSED, wordbook=words_alone)
    try:
        return search(query).hits
    except SearchError:
        return ()

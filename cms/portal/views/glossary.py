"""The page of all words that the portal explains."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.declarations.catalogue import current_glossary
from cms.library.labels import language
from cms.shared.alphabet import alphabetical

LONGEST = 60


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """In the order of the reader's alphabet; `?q=` keeps those that hold the letters."""
    said = language()
    asked = request.GET.get("q", "")[:LONGEST].strip()
    words = [
        (name, one.word.in_language(said), one.word.da, one.means.in_language(said))
        for name, one in current_glossary().items()
    ]
    found = [one for one in words if asked.casefold() in " ".join(one[1:]).casefold()]
    context = {
        "words": sorted(found, key=lambda one: alphabetical(one[1])),
        "asked": asked,
        "is_danish": said == "da",
    }
    return render(request, "portal/glossary.html", context)

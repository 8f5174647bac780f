"""The page for trying the API out, served from here and asking nothing elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.api.views import check_municipality, respond_bad
from cms.declarations import ContentType
from cms.declarations.names import camel, plural
from cms.library.registry import declarations

# The editor styles what it draws by itself, and its letters stand in the style sheet.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)


@require_safe
def graphiql(request: HttpRequest) -> HttpResponse:
    """GraphiQL with a few questions to begin with."""
    refused = respond_bad(request, check_municipality)
    if refused is not None:
        return refused
    context = {
        "municipality": getattr(request, "municipality", None),
        "endpoint": reverse("graphql"),
        "examples": examples(),
        "names": {
            "question": _("Dit spørgsmål"),
            "variables": _("Variabler"),
            "answer": _("Svar"),
        },
    }
    response = render(request, "api/graphiql.html", context)
    response["Content-Security-Policy"] = POLICY
    return response


def examples() -> list[dict[str, str]]:
    """Questions to begin with; the first declared types stand as examples."""
    first = next(iter(declarations().values()))
    return [
        {"query": _FEED % {"what": _("Det der passer til læseren, med grunde.")}},
        {"query": example_list(first)},
        {"query": _SEARCH % {"what": _("Søg på tværs af alt indhold.")}},
        {"query": _MINE % {"what": _("Hvor er vi, og hvem er logget ind?")}},
    ]


def example_list(declaration: ContentType) -> str:
    """A page of a type's list."""
    heading = _("En side af listen med %(many)s, og hvor mange der er.") % {
        "many": declaration.labels.in_language("da").many
    }
    field = camel(plural(declaration.name))
    return (
        f"# {heading}\nquery Liste {{\n  {field}(first: 5) {{\n    totalCount\n    nodes {{\n"
        "      id\n      title\n      summary\n      owner { name }\n    }\n"
        "    pageInfo { hasNextPage endCursor }\n  }\n}\n"
    )


_FEED = """# %(what)s
query ForMig {
  feed(first: 5) {
    nodes {
      typeName
      title
      url
      why { text }
    }
  }
}
"""
_SEARCH = """# %(what)s
query Soeg {
  search(words: "kursus i dansk", first: 5) {
    totalCount
    suggestion
    hits {
      titleHtml
      item { typeName title url }
    }
  }
}
"""
_MINE = """# %(what)s
query HvorOgHvem {
  municipality { code fullName phone }
  me { firstName language }
}
"""

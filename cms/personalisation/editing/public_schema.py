"""The JSON Schema of rules at an address of its own, for everybody's editors and tools."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.library.labels import language
from cms.municipalities.models import OwnerKind
from cms.personalisation.models import Audience
from cms.personalisation.schema import rule_schema
from cms.personalisation.understanding import vocabulary_for

SCHEMA = "application/schema+json"


@require_safe
@cache_control(public=True, max_age=300)
def schema(request: HttpRequest) -> HttpResponse:
    """The schema as it is for the nation: a municipality's own audiences are its own affair."""
    rows = list(Audience.objects.filter(owner__kind=OwnerKind.NATIONAL))
    found = rule_schema(vocabulary_for(rows), language())
    identified = {"$id": request.build_absolute_uri(request.path), **found}
    return HttpResponse(json.dumps(identified, ensure_ascii=False, indent=2), content_type=SCHEMA)

"""What the editors' log-in page shows."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from cms.citizens.identity.staff_sessions import ENDED
from cms.editor.signin.letting_in import providers_at
from cms.municipalities.models import Owner

register = template.Library()


@register.simple_tag(takes_context=True)
def entrances(context: Context) -> dict[str, Any]:
    """The providers at this address, whether passwords are taken, and why one was logged out."""
    request = context["request"]
    known = providers_at(getattr(request, "municipality", None))
    names = dict(Owner.objects.filter(slug__in=known).values_list("slug", "name"))
    ended = request.session.get(ENDED)
    return {
        "providers": [
            {"key": key, "name": names.get(key, one.label)} for key, one in known.items()
        ],
        "takes_passwords": settings.STAFF_PASSWORD_LOGIN,
        "why": ended and ended["why"],
    }

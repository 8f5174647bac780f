"""Old addresses of a site: where they lead, and that they never lead in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.municipalities.models import Municipality
from cms.sites.history import MOVED, MOVED_BACK
from cms.sites.models import Redirect
from cms.sites.paths import plain_path


def target_of(municipality: Municipality, path: str) -> str | None:
    """Where an old path leads in the end, or None when nothing was moved from there."""
    ways = _ways(municipality)
    start = plain_path(path)
    return _end_of(start, ways) if start in ways else None


@transaction.atomic
def add_redirect(municipality: Municipality, old_path: str, new_path: str) -> Redirect:
    """Move one address. Raises ValidationError, by field, for a wrong, taken or circular one."""
    redirect = Redirect(municipality=municipality, old_path=old_path, new_path=new_path)
    redirect.clean_fields()
    redirect.old_path = plain_path(old_path)
    ways = _ways(municipality)
    if redirect.old_path in ways:
        raise ValidationError({"old_path": _("Den adresse er flyttet i forvejen.")})
    _refuse_circle({**ways, redirect.old_path: new_path}, redirect.old_path)
    redirect.save()
    record(redirect, MOVED, title=str(redirect), after={"new_path": new_path})
    return redirect


@transaction.atomic
def remove_redirect(redirect: Redirect) -> None:
    """Let an old address go."""
    record(redirect, MOVED_BACK, title=str(redirect), before={"new_path": redirect.new_path})
    redirect.delete()


def _ways(municipality: Municipality) -> dict[str, str]:
    """Every old path and where it leads, in one query."""
    return dict(
        Redirect.objects.filter(municipality=municipality).values_list("old_path", "new_path")
    )


def _refuse_circle(ways: Mapping[str, str], start: str) -> None:
    seen = [start]
    while (next_path := plain_path(urlsplit(ways[seen[-1]]).path)) in ways:
        if next_path in seen:
            circle = " → ".join([*seen, next_path])
            message = _("Det går i ring: %(circle)s") % {"circle": circle}
            raise ValidationError({"new_path": message})
        seen.append(next_path)
    if next_path == start:
        raise ValidationError({"new_path": _("Det går i ring: den nye er den gamle.")})


def _end_of(start: str, ways: Mapping[str, str]) -> str | None:
    """Follow the ways to the last one, so that a reader is sent on only once."""
    seen, path = {start}, ways[start]
    while (following := plain_path(urlsplit(path).path)) in ways:
        if following in seen:
            return None
        seen.add(following)
        path = ways[following]
    return path

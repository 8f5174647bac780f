"""The list of a municipality's own items with links that lead nowhere, and the desk's line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms.editor.desk.titles import Line, form_of, kind_of
from cms.library.broken_links import Faulty, faulty, with_broken_links
from cms.library.models import Item, ItemQuerySet
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind, User
from cms.municipalities.roles import owner_kinds


@require_safe
def broken_links(request: HttpRequest) -> HttpResponse:
    """Exactly those items, each with its links and the way to its form."""
    user = cast("User", request.user)
    if not user.is_superuser and OwnerKind.MUNICIPALITY not in owner_kinds(user, Action.WRITE):
        raise PermissionDenied
    found = [_row(one) for one in faulty(own_items(user).select_related("owner"), timezone.now())]
    return render(request, "editor/links/list.html", {"rows": found})


def _row(one: Faulty) -> dict[str, Any]:
    item = one.item
    return {
        "item": item,
        "kind": kind_of(item.type_name),
        "address": form_of(item.type_name, item.pk),
        "links": one.links,
    }


def own_items(user: User) -> ItemQuerySet:
    """What the person may mend of what municipalities own; the nation has a list of its own."""
    return Item.objects.editable_by(user).filter(owner__kind=OwnerKind.MUNICIPALITY)


def lines(user: User) -> Iterator[Line]:
    """One line for the desk, where there are any. One query."""
    count = with_broken_links(own_items(user), timezone.now()).count()
    if count:
        said = ngettext(
            "%(count)s indlæg har links, der ikke virker",
            "%(count)s indlæg har links, der ikke virker",
            count,
        )
        yield Line(said % {"count": count}, "", "", reverse("editor_broken_links"))

"""What waits for the person: what others ask, changed originals, broken links, and drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.capabilities.registry import all_capabilities
from cms.editor.desk.panel import Panel
from cms.editor.desk.titles import Line, form_of, kind_of
from cms.editor.links.views import lines as broken_links
from cms.editor.overlays.addresses import address_of
from cms.editor.overlays.listing import labels
from cms.editor.submissions.queue import lines as sent_in
from cms.library.models import Item
from cms.library.overlay_states import OverlayState, standings
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import owner_ids
from cms.pushes.flagged import flagged_for, looks_after

# More than these are counted, not listed.
LISTED = 5
# Of so many steps of a workflow the items are read.
READ = 200


class Waiting(Panel):
    """Short lists under one heading; who may change nothing doesn't see it."""

    order = 40
    template_name = "editor/desk/waiting.html"

    def is_shown(self) -> bool:
        """Whether the person may write, approve or fill a shelf."""
        return any(map(self.person.may, (Action.WRITE, Action.REVIEW, Action.CURATE)))

    def contents(self) -> dict[str, Any]:
        """Each list with its heading; empty ones are left out."""
        user = self.person.user
        groups = [
            (_("Sendt ind til jer"), list(sent_in(user))),
            (_("Skal godkendes af dig"), list(asked(user))),
            (_("Borgere venter på jer"), list(at_desks(user))),
            (_("Originalen er ændret under jeres ord"), list(changed(user))),
            (_("Links, der ikke virker"), list(broken_links(user))),
            (_("Beskeder, som ingen ved, om nåede frem"), list(in_doubt(user))),
            (_("Kladder, der ikke er udgivet"), list(drafts(user))),
        ]
        return {
            "groups": [
                (heading, lines[:LISTED], max(0, len(lines) - LISTED))
                for heading, lines in groups
                if lines
            ]
        }


def drafts(user: User) -> Iterator[Line]:
    """Own items that are not out, or whose latest words are not."""
    found = Item.objects.editable_by(user).filter(Q(live=False) | Q(has_unpublished_changes=True))
    for item in found.order_by("-latest_revision_id", "-pk")[: LISTED * 10]:
        note = _("nye ændringer") if item.live else _("aldrig udgivet")
        yield Line(
            item.listed_title, kind_of(item.type_name), note, form_of(item.type_name, item.pk)
        )


def at_desks(user: User) -> Iterator[Line]:
    """What capabilities of the person's items wait with, such as citizens' questions."""
    counts = {
        (name, key): count
        for name, capability in all_capabilities().items()
        for key, count in capability.waiting(owner_ids(user, capability.desk_action)).items()
    }
    keys = {key for _name, key in counts}
    items = {item.pk: item for item in Item.objects.visible_to_editor(user).filter(pk__in=keys)}
    for (name, key), count in counts.items():
        if item := items.get(key):
            label = all_capabilities()[name].about.labels.in_language(get_language() or "da")
            note = ngettext("%(count)s venter på svar", "%(count)s venter på svar", count)
            address = reverse("editor_desk", args=[item.type_name, key, name])
            yield Line(item.listed_title, label, note % {"count": count}, address)


def in_doubt(user: User) -> Iterator[Line]:
    """One line for all letters that wait for an administrator to find out."""
    count = flagged_for(user).count() if looks_after(user) else 0
    if count:
        note = ngettext("%(count)s venter på svar", "%(count)s venter på svar", count)
        yield Line(_("Beskeder i tvivl"), "", note % {"count": count}, reverse("editor_letters"))


def asked(user: User) -> Iterator[Line]:
    """Steps of a workflow that the person may approve, on items that the person may see."""
    going_on = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not going_on.exists():
        return
    states = TaskState.objects.reviewable_by(user) & going_on
    keys = {int(key) for key in states.values_list("workflow_state__object_id", flat=True)[:READ]}
    for item in Item.objects.filter(pk__in=keys):
        note = _("venter på svar")
        yield Line(
            item.listed_title, kind_of(item.type_name), note, form_of(item.type_name, item.pk)
        )


def changed(user: User) -> Iterator[Line]:
    """Shared items that say something else than when the municipality wrote its own words."""
    for one in standings(owner_ids(user, Action.CURATE)):
        if one.state == OverlayState.CHANGED:
            type_name, here = one.item.type_name, one.overlay.municipality
            note = labels(type_name, one.changed)
            yield Line(one.title, kind_of(type_name), note, address_of(one.item, here))

"""Where the screens are, and the way to them; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.feeds import views
from cms.editor.menu import add_entry
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def feed_addresses() -> list[URLPattern]:
    """The sources with their last runs, and one run."""
    return [
        path("udefra/", views.feeds, name="editor_feeds"),
        path("udefra/<int:key>/", views.run, name="editor_feed_run"),
    ]


add_entry(
    Action.EXCHANGE,
    _("Hentet udefra"),
    "editor_feeds",
    icon="download",
    order=185,
    kinds=[OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY],
)

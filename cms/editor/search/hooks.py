"""Addresses and menu entry of the search's screens; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.search import recommending, views
from cms.editor.search.whose import KINDS
from cms.municipalities.actions import Action

_ONE = "soegning/anbefalet/<int:key>/"


@hooks.register("register_admin_urls")
def search_addresses() -> list[URLPattern]:
    """The four screens, and the buttons that change something at once."""
    return [
        path("soegning/", views.overview, name="editor_search"),
        path("soegning/samme/", views.synonyms, name="editor_search_same"),
        path("soegning/samme/<int:key>/", views.synonym_group, name="editor_search_group"),
        path(
            "soegning/samme/<int:key>/fjern/",
            views.remove_group,
            name="editor_search_group_remove",
        ),
        path(
            "soegning/anbefalet/",
            recommending.recommendations,
            name="editor_search_recommendations",
        ),
        path(_ONE, recommending.recommendation, name="editor_search_recommendation"),
        path(f"{_ONE}indhold/", recommending.arrange, name="editor_search_arrange"),
        path(f"{_ONE}fjern/", recommending.remove, name="editor_search_recommendation_remove"),
        path("soegning/proev/", views.trial, name="editor_search_trial"),
    ]


add_entry(Action.SEARCH_WORDS, _("Søgning"), "editor_search", icon="search", order=120, kinds=KINDS)

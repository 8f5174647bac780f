"""Publishing from the form where the owner asks for two people: the second one's yes is needed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.library.models import Item
from cms.library.scope import everything
from cms.library.two_eyes import SecondPairOfEyes, asks_for_two
from cms.submissions.readiness import NotReady, sentences
from cms.submissions.services import submit


class ColleagueView:
    """In front of the views that publish: one's own words are sent to a colleague instead."""

    object: Any
    waits = ""

    def save_instance(self) -> Item:
        """Who publishes what a colleague wrote, unchanged, makes no version of their own."""
        view: Any = self
        written = view.object.latest_revision if view.view_name == "edit" else None
        by_another = written is not None and written.user_id != view.request.user.pk
        untouched = view.action == "publish" and by_another and not view.form.has_changed()
        if untouched and asks_for_two(view.object.owner_id):
            view.has_content_changes, view.new_revision = False, written
            kept: Item = view.object
            return kept
        return super().save_instance()  # type: ignore[misc,no-any-return]

    def publish_action(self) -> Any:
        """Publish, or let it wait for somebody else."""
        try:
            return super().publish_action()  # type: ignore[misc]
        except SecondPairOfEyes as refusal:
            self.waits = f"{refusal} {self._sent()}"
        return None

    def _sent(self) -> str:
        view: Any = self
        with everything("a colleague is asked to look"):
            item = type(view.object).objects.get(pk=view.object.pk)
        try:
            submit(item, [item.owner], view.request.user)
        except NotReady as refusal:
            return " ".join(sentences(item, refusal.problems))
        return _("Kladden er gemt og venter under Indsendt.")

    def get_success_message(self, instance: Item | None = None) -> str:
        """Say that it waits, where it does."""
        return self.waits or super().get_success_message(instance)  # type: ignore[misc]

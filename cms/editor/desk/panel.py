"""What every panel of the desk has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.editor.desk.person import Person


class Panel(Component):
    """One part of the desk; it leaves itself out where it has nothing to say to the person."""

    order: int

    def __init__(self, request: HttpRequest, person: Person) -> None:
        """For one person and one visit."""
        self.request = request
        self.person = person

    def is_shown(self) -> bool:
        """Whether the panel is for this person at all."""
        return True

    def contents(self) -> dict[str, Any]:
        """What the template shows."""
        return {}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The contents, with the person and the request."""
        return {**self.contents(), "person": self.person, "request": self.request}

"""Say an interest, and see at once what there is for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cms.citizens.declared import asked_attributes, options
from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.news import is_marked
from cms.my_page.source import Found, Source
from cms.personalisation.feed import personalised


@dataclass(frozen=True)
class Interests:
    """What can be said, what the citizen has said, and which one is being looked at."""

    attribute: str
    vocabulary: str
    choices: Mapping[str, str]
    said: frozenset[str]
    looked_at: str

    def __bool__(self) -> bool:
        """There is always something to choose from."""
        return bool(self.choices)


class QuickChoice(Source):
    """The terms of one question as buttons; a term pressed is an answer given or taken back."""

    template = "interests"

    def find(self, widget: Widget, asking: Asking) -> Found:
        """The terms, and some items for the one being looked at."""
        attribute = asked_attributes()[str(widget.attribute)]
        choices = options(attribute, asking.viewer.language)
        said = asking.citizen.answers_as_facts().get(str(widget.attribute), frozenset())
        own = frozenset(str(one) for one in said) if isinstance(said, frozenset) else frozenset()
        looked_at = asking.interest if asking.interest in choices else ""
        vocabulary = str(attribute.vocabulary)
        told = Interests(str(widget.attribute), vocabulary, choices, own, looked_at)
        keys = self._items(widget, asking, vocabulary, looked_at) if looked_at else ()
        return Found(keys, told=told)

    def _items(self, widget: Widget, asking: Asking, vocabulary: str, slug: str) -> tuple[int, ...]:
        """What is marked with the term, as the citizen meets it; what stands elsewhere too."""
        shelf = asking.shelf().model.objects.on_shelf_of(asking.viewer.here)
        shelf = shelf.filter(is_marked(vocabulary, slug))
        if widget.types:
            shelf = shelf.filter(type_name__in=widget.types)
        rows = personalised(shelf, asking.viewer).values_list("pk", flat=True)
        return tuple(rows[: widget.count])


SOURCE = QuickChoice()

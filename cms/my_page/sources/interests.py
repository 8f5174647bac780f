"""Say an interest, and see at once what there is for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cms.citizens.declared import asked_attributes, options
from cms.citizens.kept import kept_of
from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.news import is_marked
from cms.my_page.source import Found, Source, Wish


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

    def wish(self, widget: Widget, asking: Asking) -> Wish | None:
        """Some items for the term being looked at; what stands elsewhere too."""
        attribute = asked_attributes()[str(widget.attribute)]
        if asking.interest not in options(attribute, asking.viewer.language):
            return None
        marked = is_marked(str(attribute.vocabulary), asking.interest)
        return Wish(asking.shelf(widget.types).narrow(marked), widget.count, repeats=True)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """The terms, and the items."""
        attribute = asked_attributes()[str(widget.attribute)]
        choices = options(attribute, asking.viewer.language)
        facts = kept_of(asking.citizen, "facts", asking.citizen.answers_as_facts)
        said = facts.get(str(widget.attribute), frozenset())
        own = frozenset(str(one) for one in said) if isinstance(said, frozenset) else frozenset()
        looked_at = asking.interest if asking.interest in choices else ""
        vocabulary = str(attribute.vocabulary)
        told = Interests(str(widget.attribute), vocabulary, choices, own, looked_at)
        return Found(keys, told=told)


SOURCE = QuickChoice()

"""The vocabulary of pushes: what kinds of message there are, and the channels they go through."""

from __future__ import annotations

from string import Formatter
from typing import Literal

from pydantic import Field

from cms.declarations.model import Name, Strict, Text

# at_once: goes out the moment it is made, however many; soon: as long as it isn't too much for a
# day; may_wait: can stand in a digest.
Timing = Literal["at_once", "soon", "may_wait"]
# What one must know of a citizen to reach them that way.
ContactKind = Literal["none", "email", "mobile", "browser", "civil_number"]
# The value every text may use when the push is about an item.
ITEM_VALUE = "item"
TEXT_LANGUAGES = ("da", "en", "ar", "ru")


class PushTexts(Strict):
    """What the citizen reads, with {values} where the push's own values go."""

    title: Text
    body: Text
    link: Text = Field(description="The words of the link that opens it")

    def placeholders(self) -> dict[tuple[str, str], set[str]]:
        """The values each text uses, by text and language. Raises ValueError where { } is wrong."""
        return {
            (name, language): used_in(words)
            for name, text in (("title", self.title), ("body", self.body), ("link", self.link))
            for language, words in text.model_dump().items()
            if words
        }


class PushKind(Strict):
    """One kind of push: why it is sent, in which words, through what, and how insistently."""

    name: Name
    labels: Text = Field(description="What the kind is called where the citizen chooses")
    purpose: Text = Field(description="Why one gets it, said to the citizen")
    icon: Name
    order: int = Field(100, description="Place among the citizen's choices, lowest first")
    texts: PushTexts
    values: list[Name] = Field(default_factory=list, description="What the texts are filled with")
    opens: str = Field("", description="A path within the municipality's portal; empty: the item")
    channels: list[Name] = Field(description="Through which it may go beside the inbox")
    default_channels: list[Name] = Field(description="Those that are on until the citizen chooses")
    timing: Timing
    breaks_quiet_hours: bool = False
    required_by_law: bool = Field(False, description="Goes out also to who has stopped the rest")
    confidential: bool = Field(False, description="Outside the portal only that there is a message")
    wants_answer: bool = Field(False, description="Waits on the citizen's page until answered")
    carries_out_rules: bool = Field(False, description="The kind that a rule's notify sends")
    retention: int = Field(ge=1, le=3_650, description="Days that the message is kept")
    most_a_day: int = Field(ge=1, le=100, description="How many of it may disturb one in a day")


class OnWhen(Strict):
    """The answer that turns a channel on until the citizen chooses by kind."""

    attribute: Name
    value: str


class Channel(Strict):
    """A way to reach a citizen. Which gateway carries it is the operator's setting."""

    name: Name
    labels: Text
    help: Text = Field(description="One plain line for the citizen")
    icon: Name
    order: int = 100
    always: bool = Field(False, description="The portal's inbox: every push is there")
    contact: ContactKind = "none"
    consent: Name | None = Field(None, description="Purpose without whose yes it isn't used")
    on_when: OnWhen | None = Field(None, description="On from the start only for who answered so")
    most_signs: int | None = Field(None, ge=50, description="Most signs in one message")


def used_in(words: str) -> set[str]:
    """The names in { }. Raises ValueError for what isn't a plain name."""
    names = {name for _text, name, spec, turn in _parts(words) if name is not None}
    if strange := sorted(name for name in names if not name.isidentifier()):
        raise ValueError(f"{{{strange[0]}}} is no name")
    return names


def _parts(words: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return list(Formatter().parse(words))

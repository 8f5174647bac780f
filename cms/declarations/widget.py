"""The vocabulary of a widget's file: what an element of a citizen's own page may say of itself.

A widget is a source, which is engine code that finds something for the citizen, with a name, a
place and the source's own settings. What only editors put together (`pages/*.yaml`) is another
thing: a widget is the citizen's to add, remove and move.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cms.declarations.model import Name, Slug, Strict, Text

WidgetSize = Literal["half", "full"]
# reader: the citizen's own feed; newest: published last.
WidgetOrder = Literal["reader", "newest"]


class Widget(Strict):
    """An element of a citizen's own page, whole."""

    name: Name
    labels: Text = Field(description="Its heading on the page")
    help: Text = Field(description="One sentence for the citizen: what one gets from it")
    icon: Name
    drawing: Name = Field("path", description="Drawn beside it where one adds elements")
    source: Name = Field(description="What fills it: a file in cms/my_page/sources")
    size: WidgetSize = "full"
    place: int | None = Field(
        None, ge=1, description="Place on the page as it is from the start; none: only to add"
    )
    audiences: list[Slug] = Field(
        default_factory=list,
        description="On the page from the start for these audiences only; none means everybody",
    )
    simple: bool = Field(False, description="Whether it stands in the simple view")
    count: int = Field(4, ge=1, le=24, description="Most items or lines")
    types: list[Name] = Field(default_factory=list, description="Content types that it brings")
    order: WidgetOrder = "reader"
    attribute: Name | None = Field(None, description="The question that an interest answers")

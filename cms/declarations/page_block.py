"""The vocabulary of a page block's file: what a block on a composed page may say of itself.

A block has fields that an editor fills in and a part, the template that draws them. A block with
`items` also brings content from the shelf: which types, whose, and in which order.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cms.declarations.model import Name, OwnerKind, Strict, Text

BlockFieldKind = Literal[
    "text", "rich_text", "number", "choice", "terms", "types", "link", "drawing", "reference"
]
# reader: the reader's own feed; newest: published last; soonest: what is next; declared: as the
# one type's own file says.
ItemsOrder = Literal["reader", "newest", "soonest", "declared"]
# own: what belongs to the municipality; pinned: what it has put first.
ItemsOnly = Literal["own", "pinned"]


class BlockField(Strict):
    """One thing that the editor fills in."""

    kind: BlockFieldKind
    label: Text
    help: Text | None = None
    required: bool = False
    default: Text | str | int | None = Field(
        None, description="What stands there when the editor writes nothing; a text in languages"
    )
    min: int | None = Field(None, description="Smallest number")
    max: int | None = Field(None, description="Largest number")
    max_length: int | None = Field(None, ge=1, le=4_000, description="Most signs of a text")
    choices: dict[Name, Text] | None = Field(None, description="Values of a choice, with labels")
    vocabulary: Name | None = Field(None, description="Vocabulary of terms")
    to: Name | None = Field(None, description="Content type that a reference points at")


class Items(Strict):
    """Which content a block brings from the shelf, and in which order."""

    types: list[Name] = Field(default_factory=list, description="Content types; none means all")
    owners: list[OwnerKind] = Field(default_factory=list, description="Whose; none means all")
    only: ItemsOnly | None = None
    order: ItemsOrder = "reader"
    when: Name | None = Field(None, description="Field of time: only what lies ahead")
    where: Name | None = Field(
        None, description="Field of place: only within the block's `radius` (km)"
    )


class PageBlock(Strict):
    """A kind of block, whole: from this file follow the editor's form and the part of the page."""

    name: Name
    labels: Text
    help: Text | None = Field(None, description="One line for the editor: what it is good for")
    icon: Name
    order: int = Field(100, description="Place in the editor's list of blocks, lowest first")
    part: Name = Field(description="The template below themes/base/templates/portal/page/")
    items: Items | None = None
    fields: dict[Name, BlockField] = Field(default_factory=dict)

    def fields_of(self, *kinds: str) -> dict[str, BlockField]:
        """The fields of the given kinds, in the file's order."""
        return {name: field for name, field in self.fields.items() if field.kind in kinds}

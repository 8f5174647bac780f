"""The vocabulary of a declaration: what a content type's file may say, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cms.declarations.names import pascal

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

Language = Literal["da", "en", "ar", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Kind = Literal[
    "text",
    "rich_text",
    "blocks",
    "choice",
    "terms",
    "number",
    "money",
    "duration",
    "date",
    "date_time",
    "place",
    "image",
    "video",
    "file",
    "link",
    "reference",
    "language",
    "drawing",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
OwnerKind = Literal["national", "municipality", "company", "vendor"]
Sharing = Literal["mandatory", "on_by_default", "offered", "private"]
Access = Literal["public", "citizen", "editor"]


class Strict(BaseModel):
    """Base of every part: an unknown key is a mistake, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A short text in every language; Danish is required and stands in where one is missing."""

    da: str = Field(min_length=1, description="Danish, required")
    en: str | None = Field(None, description="English")
    ar: str | None = Field(None, description="Arabic")
    ru: str | None = Field(None, description="Russian")

    def in_language(self, language: str) -> str:
        """The text in that language, or in Danish."""
        return getattr(self, language, None) or self.da


class TypeLabel(Strict):
    """What one item and several items of the type are called."""

    one: str = Field(min_length=1)
    many: str = Field(min_length=1)


class TypeLabels(Strict):
    """The type's names in every language; Danish is required."""

    da: TypeLabel
    en: TypeLabel | None = None
    ar: TypeLabel | None = None
    ru: TypeLabel | None = None

    def in_language(self, language: str) -> TypeLabel:
        """The names in that language, or in Danish."""
        return getattr(self, language, None) or self.da


class SearchRole(Strict):
    """How much a hit in this field counts, and whether it completes what one types."""

    weight: int = Field(1, ge=1, le=10, description="1 (least) to 10 (most)")
    autocomplete: bool = False


class Deprecated(Strict):
    """A field that goes: since when one should do without it, until when it stays, what then."""

    since: date
    until: date | None = Field(None, description="The last day on which it surely is there")
    reason: str = Field(min_length=1, description="What to use instead, for those who program")

    @property
    def notice(self) -> str:
        """What the API says of the field."""
        until = f", there until {self.until} at least" if self.until else ""
        return f"Since {self.since}{until}: {self.reason}"


class FieldDeclaration(Strict):
    """One field: what it holds, what it is called, and its part in search, cards and shelves."""

    kind: Kind
    label: Text
    help: Text | None = None
    required: bool = False
    default: str | int | float | bool | None = None
    min: float | None = Field(None, description="Smallest number")
    max: float | None = Field(None, description="Largest number")
    max_length: int | None = Field(None, ge=1, le=10_000, description="Most signs of a text")
    decimals: int | None = Field(None, ge=0, le=6, description="Decimals of a number")
    choices: dict[Name, Text] | None = Field(None, description="Values of a choice, with labels")
    vocabulary: Name | None = Field(None, description="Vocabulary of terms")
    to: Name | None = Field(None, description="Content type that a reference points at")
    many: bool = Field(False, description="Whether a reference holds several items")
    search: SearchRole | None = None
    facet: bool = False
    overridable: bool = Field(False, description="Whether a municipality may write its own")
    access: Access = Field("public", description="Who may read the field")
    schema_org: str | None = Field(
        None,
        pattern=r"^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)?$",
        description="The property of schema.org that it fills; a.b is b of a",
    )
    deprecated: Deprecated | None = Field(None, description="Whether and when the field goes")
    renamed_from: Name | None = Field(None, description="The field's former name; keeps its data")


class Settings(Strict):
    """Where items live and who owns them."""

    path: Slug = Field(description="The path of the list, below the municipality's address")
    room: Name = Field(description="The portal's room that shows the list")
    owners: list[OwnerKind] = Field(min_length=1)
    sharing: Sharing = Field("offered", description="Sharing of a new item")
    schema_org: str = Field("CreativeWork", pattern=r"^[A-Z][A-Za-z]+$")
    order: list[str] = Field(
        default_factory=lambda: ["slug"], description="Fields; - is descending"
    )
    introduces_owner: bool = Field(
        False,
        description="Whether an item says who its owner is; its page then shows all the owner's",
    )


class FormSection(Strict):
    """A part of the editor's form."""

    heading: Text
    fields: list[Name] = Field(min_length=1)


class Card(Strict):
    """Which fields fill the card of an item."""

    title: Name
    text: Name | None = None
    drawing: Name | None = None
    facts: list[Name] = Field(default_factory=list, max_length=5)


class Presentation(Strict):
    """How an item looks: its sign, its card and the order of its page."""

    icon: Name
    card: Card
    page: list[Name] = Field(default_factory=list)


class ContentType(Strict):
    """A content type, whole: the one file from which everything else follows (mission M1.5)."""

    name: Name
    labels: TypeLabels
    renamed_from: Name | None = None
    settings: Settings
    capabilities: dict[Name, dict[Name, str | int | float | bool | None]] = Field(
        default_factory=dict
    )
    fields: dict[Name, FieldDeclaration] = Field(min_length=1)
    form: list[FormSection] = Field(default_factory=list)
    presentation: Presentation

    @property
    def class_name(self) -> str:
        """The name of the model and of the GraphQL type."""
        return pascal(self.name)

    @property
    def title_field(self) -> str:
        """The field that names an item."""
        return self.presentation.card.title

    @property
    def overridable(self) -> tuple[str, ...]:
        """Fields that a municipality may write its own text in."""
        return tuple(name for name, field in self.fields.items() if field.overridable)

    @property
    def facets(self) -> tuple[str, ...]:
        """Fields to filter by with counts."""
        return tuple(name for name, field in self.fields.items() if field.facet)

    def fields_of(self, *kinds: str) -> dict[str, FieldDeclaration]:
        """The fields of the given kinds, in the file's order."""
        return {name: field for name, field in self.fields.items() if field.kind in kinds}


class Term(Strict):
    """One word of a vocabulary."""

    slug: Slug
    labels: Text
    uri: str | None = Field(None, description="ESCO or another stable address")
    broader: Slug | None = None


class Vocabulary(Strict):
    """A controlled list of words that items are marked with and rules speak of."""

    name: Name
    labels: Text
    followable: bool = Field(False, description="Whether citizens can follow its terms")
    terms: list[Term] = Field(min_length=1)

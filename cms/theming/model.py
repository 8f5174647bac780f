"""What a theme file may say, and the whole theme that follows from it."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cms.theming.colour import HEX_PATTERN
from cms.theming.roles import Role

SLUG_PATTERN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PICTURE_FILE_PATTERN = re.compile(r"[a-z0-9]+([-/][a-z0-9]+)*\.(svg|png|jpg|webp)")


def _colour(value: str) -> str:
    if HEX_PATTERN.fullmatch(value):
        return value.upper()
    if value in set(Role):
        return value
    raise ValueError("not a colour: write '#RRGGBB' in quotes, or the name of another role")


def _picture_file(value: str) -> str:
    if not PICTURE_FILE_PATTERN.fullmatch(value):
        raise ValueError(
            "not a picture: write the name of an SVG, PNG, JPEG (.jpg) or WebP file "
            "inside the theme's folder"
        )
    return value


ColourValue = Annotated[str, AfterValidator(_colour)]
PictureFile = Annotated[str, AfterValidator(_picture_file)]
Weight = Annotated[int, Field(ge=200, le=800)]
Pixels = Annotated[float, Field(ge=0, le=64)]


class Strict(BaseModel):
    """A part of a theme file: unknown keys are refused, values are not guessed at."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TypeTokens(Strict):
    """Lettering: sizes in pixels, weights 200 to 800, tracking in em."""

    body_size: float | None = Field(None, ge=16, le=22)
    body_weight: Weight | None = None
    strong_weight: Weight | None = None
    heading_weight: Weight | None = None
    heading_tracking: float | None = Field(None, ge=-0.05, le=0.05)
    line_height: float | None = Field(None, ge=1.4, le=1.9)
    scale: float | None = Field(None, ge=1.1, le=1.4)


class RadiusTokens(Strict):
    """How round the corners are, in pixels."""

    card: Pixels | None = None
    control: Pixels | None = None
    picture: Pixels | None = None
    hero: Pixels | None = None


class SpacingTokens(Strict):
    """Air, in pixels: the unit that all distances are multiples of."""

    unit: float | None = Field(None, ge=6, le=10)


class ThemeFile(Strict):
    """One theme.yaml as written: whatever it leaves out comes from the theme it inherits."""

    name: str = Field(min_length=1, max_length=80)
    inherits: str | None = None
    wordmark: str | None = Field(None, min_length=1, max_length=60)
    mark: PictureFile | None = None
    hero: PictureFile | None = None
    elevation: Literal["flat", "soft"] | None = None
    colours: dict[Role, ColourValue] = Field(default_factory=dict)
    type: TypeTokens = Field(default_factory=TypeTokens)
    radius: RadiusTokens = Field(default_factory=RadiusTokens)
    spacing: SpacingTokens = Field(default_factory=SpacingTokens)


class Theme(BaseModel):
    """A whole theme: every token has a value, every file exists.

    ``numbers`` holds the type, radius and spacing tokens by their full name, such as
    ``radius.card``. ``folders`` is where templates and drawings are looked for, the
    theme's own folder first.
    """

    model_config = ConfigDict(frozen=True)

    slug: str
    name: str
    wordmark: str
    elevation: Literal["flat", "soft"]
    colours: dict[Role, str]
    numbers: dict[str, float]
    mark: Path
    hero: Path
    folders: tuple[Path, ...]
    files: tuple[Path, ...]

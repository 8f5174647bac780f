"""What citizens are asked for consent to, declared one purpose at a time."""

from __future__ import annotations

from pydantic import Field

from cms.declarations.attributes import Sensitivity
from cms.declarations.model import Name, Strict, Text


class Purpose(Strict):
    """One use of a citizen's data that is only made with the citizen's consent."""

    label: Text = Field(description="Its short name, at the switch")
    meaning: Text = Field(description="What one says yes to, in plain words")
    stops: Text = Field(description="What stops, and what is deleted, when consent is withdrawn")
    legal_basis: Text
    retention: Text = Field(description="How long what it gives is kept, in plain words")
    edition: int = Field(1, ge=1, description="Raise it when the meaning changes: all are asked")
    covers: Sensitivity | None = Field(
        None, description="Answers of this sensitivity stand on this consent"
    )

    def wording(self, language: str) -> str:
        """The text that is agreed to, in that language."""
        parts = (self.label, self.meaning, self.stops, self.legal_basis, self.retention)
        return "\n".join(part.in_language(language) for part in parts)


class PurposeFile(Strict):
    """The whole of `citizens/purposes.yaml`."""

    purposes: dict[Name, Purpose] = Field(min_length=1)

"""Made-up people as whom an editor may look at a portal, declared one at a time.

Nobody of them exists. A persona says nothing of a municipality: the same Morten looks at each.
"""

from __future__ import annotations

from pydantic import Field

from cms.declarations.model import Name, Strict, Text

Said = str | int | bool | list[str]


class Persona(Strict):
    """One made-up citizen: a name, a few words, and answers by attribute."""

    name: str = Field(min_length=1, max_length=60, description="What the portal calls them")
    shown_as: str = Field(min_length=1, max_length=80, description='As in a list: "Morten (31)"')
    about: Text = Field(description="Who it is, in a sentence or two")
    answers: dict[Name, Said] = Field(
        min_length=1,
        description="By attribute. A worked-out one is said as it is (age: 31) and never grows old",
    )


class PersonaFile(Strict):
    """The whole of `citizens/personas.yaml`."""

    personas: dict[Name, Persona] = Field(min_length=1)

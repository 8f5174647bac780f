"""Different people who read the small world: what they meet differs, or what they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.citizens.models import Answer, Citizen
from cms.keys.models import KeyScope
from cms.keys.services import make_key
from cms.library.registry import item_models
from cms.municipalities.models import User, national_owner
from cms.municipalities.roles import ROLES, give_role
from cms.personalisation.models import Audience, EffectKind, Rule
from tests.api.conftest import request_of
from tests.api.factories import World

# What citizens have answered, one dictionary for each.
ANSWERS: tuple[dict[str, list[str]], ...] = (
    {},
    {"interests": ["it", "handel"], "looking_for": ["fulltime"]},
    {"interests": ["transport"], "language": ["ar"], "looking_for": ["internship", "education"]},
)


@dataclass(frozen=True)
class Reader:
    """Somebody, or a program."""

    name: str
    citizen: Citizen | None = None
    user: User | None = None
    secret: str = ""

    def request(self, world: World, at: int) -> Any:
        """A request to one of the two municipalities; a citizen's is to the citizen's own."""
        here = self.citizen.municipality if self.citizen else world.municipalities[at]
        request = request_of(here, self.citizen, self.user)
        if self.secret:
            request.META["HTTP_AUTHORIZATION"] = f"Bearer {self.secret}"
        return request


def make_readers(world: World) -> list[Reader]:
    """A guest, citizens with different answers, an editor, and a web team's key; and rules."""
    make_rules()
    here = world.municipalities[0]
    citizens = [citizen(world, number, answers) for number, answers in enumerate(ANSWERS)]
    editor = User.objects.create_user("parity-editor")
    role = next(name for name, role in ROLES.items() if role.owner_kind == "municipality")
    give_role(editor, role, here)
    return [
        Reader("guest"),
        *(Reader(f"citizen {number}", found) for number, found in enumerate(citizens)),
        Reader("editor", user=editor),
        Reader("key", secret=make_key(here, "Parity", [KeyScope.READ, KeyScope.SEARCH]).secret),
    ]


def citizen(world: World, number: int, answers: dict[str, list[str]]) -> Citizen:
    """One citizen and the answers."""
    made = Citizen.objects.create(
        issuer="tests",
        subject=f"parity-{number}",
        municipality=world.municipalities[number % 2],
        display_name=f"Borger {number}",
    )
    Answer.objects.bulk_create(
        Answer(citizen=made, attribute=attribute, choice=choice)
        for attribute, choices in answers.items()
        for choice in choices
    )
    return made


def make_rules() -> None:
    """For some audiences: hidden, reserved, pinned, lifted."""
    names = list(item_models())
    contents = {
        EffectKind.HIDE: {"types": names[1:2]},
        EffectKind.SHOW: {"types": names[2:3]},
        EffectKind.PIN: {"types": names[3:4]},
    }
    audience = Audience.objects.create(
        name="parity",
        owner=national_owner(),
        labels={"da": "dem der søger"},
        rule={"all": [{"fact": "looking_for", "is": "fulltime"}]},
    )
    for effect, content in contents.items():
        Rule.objects.create(
            name=f"parity-{effect.value}",
            owner=national_owner(),
            audience=audience,
            effect=effect,
            content=content,
        )

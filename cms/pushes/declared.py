"""The declared kinds and channels of this installation, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cms.citizens.declared import attributes
from cms.declarations.catalogue import current
from cms.declarations.problems import did_you_mean
from cms.declarations.push_file import Pushes, read_pushes
from cms.declarations.push_kind import ITEM_VALUE, Channel, PushKind


class UnknownKind(LookupError):
    """A push of a kind that isn't declared."""


class WrongValues(ValueError):
    """A push whose values aren't those that its kind declares."""


@lru_cache(maxsize=1)
def declared() -> Pushes:
    """Every kind and channel, read once a process. Raises DeclarationError."""
    return read_pushes(current().folder, attributes())


def kinds() -> Mapping[str, PushKind]:
    """The kinds by name, in the citizen's order."""
    return declared().kinds


def channels() -> Mapping[str, Channel]:
    """The channels by name, in the citizen's order."""
    return declared().channels


def outer_channels() -> dict[str, Channel]:
    """The channels that need a gateway: all but the inbox."""
    return {name: channel for name, channel in channels().items() if not channel.always}


def kind_named(name: str) -> PushKind:
    """The kind. Raises UnknownKind."""
    found = kinds().get(name)
    if found is None:
        raise UnknownKind(f"No push is called {name!r}: {did_you_mean(name, kinds())}")
    return found


def kind_of_rules() -> PushKind | None:
    """The kind that a rule's notify sends, if one is declared."""
    return next((kind for kind in kinds().values() if kind.carries_out_rules), None)


def check_values(kind: PushKind, values: Mapping[str, str], has_item: bool) -> None:
    """Whether these fill the kind's texts. Raises WrongValues."""
    needed = set(kind.values)
    if missing := sorted(needed - values.keys()):
        raise WrongValues(f"{kind.name} needs the value {missing[0]!r}")
    if strange := sorted(values.keys() - needed):
        raise WrongValues(
            f"{kind.name} has no value {strange[0]!r}: {did_you_mean(strange[0], needed)}"
        )
    used = set().union(*kind.texts.placeholders().values())
    if ITEM_VALUE in used and not has_item:
        raise WrongValues(f"{kind.name} speaks of an item, and none was given")

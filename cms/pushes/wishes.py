"""What citizens want and where they can be reached, read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cms.citizens.models import Answer
from cms.citizens.purposes import purposes
from cms.declarations.push_kind import Channel, PushKind
from cms.pushes.declared import channels
from cms.pushes.models import Contact, Preference, PushSettings
from cms.rights.models import ConsentRecord

# What stands in a preference's kind when the whole channel is meant.
WHOLE_CHANNEL = ""


@dataclass(frozen=True)
class Wishes:
    """One citizen's settings, choices, consents, answers that count, and confirmed contacts."""

    settings: PushSettings
    choices: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    answers: frozenset[tuple[str, str]] = frozenset()
    contacts: Mapping[str, Sequence[Contact]] = field(default_factory=dict)
    consents: frozenset[str] = frozenset()

    def wants(self, kind: PushKind, channel: Channel) -> bool:
        """Whether the kind may go through the channel; what the law demands always may."""
        if channel.name not in kind.channels:
            return False
        if kind.required_by_law:
            return channel.name in kind.default_channels
        if channel.consent and channel.consent not in self.consents:
            return False
        if self.settings.only_required or self.choices.get((WHOLE_CHANNEL, channel.name)) is False:
            return False
        chosen = self.choices.get((kind.name, channel.name))
        if chosen is not None:
            return chosen
        return channel.name in kind.default_channels and self.is_on_from_start(channel)

    def is_on_from_start(self, channel: Channel) -> bool:
        """Whether the channel is on where nothing is chosen: by answer, or by being set up."""
        if channel.on_when is None or self.choices.get((WHOLE_CHANNEL, channel.name)):
            return True
        return (channel.on_when.attribute, channel.on_when.value) in self.answers

    def contacts_for(self, channel: Channel) -> Sequence[Contact | None]:
        """Where to send: one address, each browser, or None where none is needed."""
        if channel.contact in ("none", "civil_number"):
            return [None]
        return self.contacts.get(channel.contact, ())


def wishes_of(citizen_ids: Iterable[int]) -> dict[int, Wishes]:
    """The wishes of each, in five queries whatever their number."""
    ids = list(citizen_ids)
    settings = {one.citizen_id: one for one in PushSettings.objects.filter(citizen__in=ids)}
    choices = _choices(ids)
    answers = _answers(ids)
    contacts = _contacts(ids)
    consents = _consents(ids)
    return {
        key: Wishes(
            settings.get(key) or PushSettings(citizen_id=key),
            choices.get(key, {}),
            frozenset(answers.get(key, ())),
            contacts.get(key, {}),
            frozenset(consents.get(key, ())),
        )
        for key in ids
    }


def _choices(ids: list[int]) -> dict[int, dict[tuple[str, str], bool]]:
    found: dict[int, dict[tuple[str, str], bool]] = defaultdict(dict)
    for one in Preference.objects.filter(citizen__in=ids):
        found[one.citizen_id][one.kind, one.channel] = one.is_wanted
    return found


def _answers(ids: list[int]) -> dict[int, set[tuple[str, str]]]:
    """The answers to the questions that channels name in their declaration."""
    names = {one.on_when.attribute for one in channels().values() if one.on_when}
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Answer.objects.filter(citizen__in=ids, attribute__in=names, choice__isnull=False)
    for key, attribute, choice in rows.values_list("citizen_id", "attribute", "choice"):
        found[key].add((attribute, str(choice)))
    return found


def _contacts(ids: list[int]) -> dict[int, dict[str, list[Contact]]]:
    found: dict[int, dict[str, list[Contact]]] = defaultdict(lambda: defaultdict(list))
    for one in Contact.objects.filter(citizen__in=ids, confirmed_at__isnull=False):
        found[one.citizen_id][one.kind].append(one)
    return found


def _consents(ids: list[int]) -> dict[int, set[str]]:
    """The purposes of channels that each says yes to now: the newest word, to today's text."""
    asked = {one.consent for one in channels().values() if one.consent}
    found: dict[int, set[str]] = defaultdict(set)
    records = ConsentRecord.objects.filter(citizen__in=ids, purpose__in=asked).order_by("pk")
    for one in records.only("citizen_id", "purpose", "is_given", "edition"):
        if one.is_given and one.edition == purposes()[one.purpose].edition:
            found[one.citizen_id].add(one.purpose)
        else:
            found[one.citizen_id].discard(one.purpose)
    return found

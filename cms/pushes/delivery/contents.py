"""What claimed letters are written from, read for the whole batch at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cms.declarations.push_kind import Channel
from cms.pushes.declared import channels, kinds
from cms.pushes.models import Contact, Enclosure, Letter, LetterKind, Push, PushSettings
from cms.pushes.wishes import Wishes, wishes_of
from cms.pushes.words import titles_of
from cms.pushes.writing import Contents


def contents_of(letters: Sequence[Letter], channel_name: str) -> list[Contents]:
    """The contents of each letter, in their order: what is wanted still, and not read already."""
    channel = channels()[channel_name]
    wishes = wishes_of({letter.citizen_id for letter in letters})
    settings = _kept_settings(wishes)
    enclosed = _enclosed(letters)
    wanted = {
        letter.pk: [
            push
            for push in enclosed[letter.pk]
            if is_still_to_say(push, wishes[letter.citizen_id], channel)
        ]
        for letter in letters
    }
    titles = _titles(letters, wanted)
    return [
        Contents(
            letter,
            letter.citizen,
            channel,
            _contact(letter, wishes[letter.citizen_id], channel),
            settings[letter.citizen_id],
            wanted[letter.pk],
            titles[letter.pk],
        )
        for letter in letters
    ]


def is_still_to_say(push: Push, wishes: Wishes, channel: Channel) -> bool:
    """Whether it goes out: it isn't removed, is wanted, and is unread or demanded by law."""
    kind = kinds().get(push.kind)
    if kind is None or push.removed_at is not None or not wishes.wants(kind, channel):
        return False
    return push.read_at is None or kind.required_by_law


def _enclosed(letters: Iterable[Letter]) -> Mapping[int, list[Push]]:
    found: dict[int, list[Push]] = defaultdict(list)
    rows = Enclosure.objects.filter(letter__in=[letter.pk for letter in letters])
    for row in rows.select_related("push").order_by("push__made_at", "push_id"):
        found[row.letter_id].append(row.push)
    return found


def _kept_settings(wishes: Mapping[int, Wishes]) -> dict[int, PushSettings]:
    """Everybody's settings as rows: the link for unsubscribing needs one."""
    found = {key: one.settings for key, one in wishes.items()}
    unsaved = [one for one in found.values() if one._state.adding]
    if unsaved:
        PushSettings.objects.bulk_create(unsaved, ignore_conflicts=True)
        keys = [one.citizen_id for one in unsaved]
        reread = PushSettings.objects.filter(citizen__in=keys)
        found |= {one.citizen_id: one for one in reread}
    return found


def _contact(letter: Letter, wishes: Wishes, channel: Channel) -> Contact | None:
    if letter.kind == LetterKind.CODE or channel.contact == "browser":
        return letter.contact
    return next(iter(wishes.contacts_for(channel)), None)


def _titles(
    letters: Sequence[Letter], pushes: Mapping[int, Sequence[Push]]
) -> dict[int, Mapping[int, str]]:
    """The items' titles for each letter: read once for each municipality and language."""
    groups: dict[tuple[int, str], list[Letter]] = defaultdict(list)
    for letter in letters:
        groups[letter.citizen.municipality_id, letter.citizen.language].append(letter)
    found: dict[int, Mapping[int, str]] = {}
    for (_municipality, language), together in groups.items():
        told = [push for letter in together for push in pushes[letter.pk]]
        titles = titles_of(told, together[0].citizen.municipality, language or "da")
        found |= {letter.pk: titles for letter in together}
    return found

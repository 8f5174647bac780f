"""Letters in words: what stands in a mail, a text message or a note, in the citizen's language.

What is confidential never leaves the portal: outside it, it is only said that there is a message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.citizens.models import Citizen
from cms.declarations.push_kind import Channel
from cms.pushes.addresses import inbox_address, plain, push_address, whole
from cms.pushes.codes import code_of
from cms.pushes.declared import kinds as declared_kinds
from cms.pushes.gateways.base import Message
from cms.pushes.models import Contact, Letter, LetterKind, Push, PushSettings
from cms.pushes.tokens import token_of
from cms.pushes.words import Words, words_of

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
CUT = "…"


class NothingToSay(Exception):
    """A letter need not be sent; `reason` is a word of ours."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Contents:
    """Everything a letter is written from."""

    letter: Letter
    citizen: Citizen
    channel: Channel
    contact: Contact | None
    settings: PushSettings
    pushes: Sequence[Push]
    titles: Mapping[int, str]

    @property
    def language(self) -> str:
        """The citizen's, where the portal speaks it."""
        spoken = dict(settings.LANGUAGES)
        return self.citizen.language if self.citizen.language in spoken else settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Line:
    """One push as a letter says it."""

    title: str
    body: str
    link_text: str
    link: str


def message_of(contents: Contents) -> Message:
    """The letter as a gateway takes it. Raises NothingToSay."""
    with translation.override(contents.language):
        if contents.letter.kind == LetterKind.CODE:
            return _code(contents)
        lines = [_line(contents, push) for push in contents.pushes]
        if not lines:
            raise NothingToSay("all_read")
        return _message(contents, lines)


def _line(contents: Contents, push: Push) -> Line:
    words: Words = words_of(push, contents.language, contents.titles)
    link = push_address(contents.citizen, push)
    if words.kind.confidential:
        return Line(_("Du har en ny besked"), _("Log ind for at læse den."), _("Læs den"), link)
    return Line(words.title, words.body, words.link, link)


def _message(contents: Contents, lines: list[Line]) -> Message:
    is_one = len(lines) == 1
    link = lines[0].link if is_one else inbox_address(contents.citizen)
    subject = lines[0].title if is_one else _how_many(len(lines))
    is_letter = contents.channel.contact in ("email", "civil_number")
    return Message(
        key=contents.letter.key,
        to=_to(contents),
        subject=subject if is_letter or is_one else _how_many(len(lines)),
        text=_long(contents, lines) if is_letter else _short(contents, lines, link),
        html=_html(contents, lines) if is_letter else "",
        link=link,
        language=contents.language,
        sender=contents.citizen.municipality.full_name,
        unsubscribe=_unsubscribe(contents),
        keys=contents.contact.keys if contents.contact else {},
        is_urgent=contents.letter.kind == LetterKind.SINGLE,
    )


def _how_many(count: int) -> str:
    return ngettext("Du har %(count)s ny besked", "Du har %(count)s nye beskeder", count) % {
        "count": count
    }


def _short(contents: Contents, lines: list[Line], link: str) -> str:
    """A text message or a note: what it is about, and in a text message the way there."""
    if contents.channel.contact == "browser":
        return _cut(lines[0].body if len(lines) == 1 else lines[0].title, contents.channel)
    title = lines[0].title if len(lines) == 1 else _how_many(len(lines))
    most = contents.channel.most_signs
    room = most - len(link) - 1 if most else len(title)
    return f"{_shortened(title, room)}\n{link}"


def _cut(text: str, channel: Channel) -> str:
    return _shortened(text, channel.most_signs or len(text))


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + CUT


def _long(contents: Contents, lines: list[Line]) -> str:
    return render_to_string("pushes/letter.txt", _context(contents, lines)).strip() + "\n"


def _html(contents: Contents, lines: list[Line]) -> str:
    return render_to_string("pushes/letter.html", _context(contents, lines))


def _context(contents: Contents, lines: list[Line]) -> dict[str, object]:
    return {
        "lines": lines,
        "sender": contents.citizen.municipality.full_name,
        "settings_url": whole(contents.citizen, plain("pushes:settings")),
        "unsubscribe_url": _unsubscribe(contents),
        "language": contents.language,
        "direction": "rtl" if contents.language in RIGHT_TO_LEFT else "ltr",
    }


def _unsubscribe(contents: Contents) -> str:
    """Where to end this; nothing for what the law says must be sent."""
    kinds = {push.kind for push in contents.pushes}
    if any(declared_kinds()[name].required_by_law for name in kinds):
        return ""
    kind = kinds.pop() if len(kinds) == 1 else ""
    token = token_of(contents.settings, contents.channel.name, kind)
    return whole(contents.citizen, plain("pushes:unsubscribe", token))


def _code(contents: Contents) -> Message:
    if contents.contact is None or not contents.contact.nonce:
        raise NothingToSay("code_used")
    code = code_of(contents.contact)
    sender = contents.citizen.municipality.full_name
    text = _("Din kode er %(code)s. Skriv den på siden, så ved vi, at beskederne når frem.") % {
        "code": code
    }
    return Message(
        key=contents.letter.key,
        to=contents.contact.value,
        subject=_("Din kode er %(code)s") % {"code": code},
        text=f"{text}\n\n{sender}\n",
        language=contents.language,
        sender=sender,
        is_urgent=True,
    )


def _to(contents: Contents) -> str:
    """The address, as it is now. Raises NothingToSay."""
    if contents.channel.contact == "civil_number":
        number = _civil_number(contents.citizen)
        if not number:
            raise NothingToSay("no_civil_number")
        return number
    if contents.contact is None or contents.contact.confirmed_at is None:
        raise NothingToSay("no_contact")
    return contents.contact.value


def _civil_number(citizen: Citizen) -> str:
    name: str = settings.PUSH_CIVIL_NUMBER
    return str(import_string(name)(citizen)) if name else ""

"""The Danish that the admin's libraries lack, written here for the editors.

The libraries speak English where they have no Danish. This module finds those messages, keeps the
catalogues in `cms/editor/locale/da`, and compiles them; the translations are written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from scripts.messages.catalogues import compiled
from scripts.steps import ROOT

LOCALE = ROOT / "cms" / "editor" / "locale" / "da" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
# The libraries an editor meets.
PARTS = (
    "wagtail.admin",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.users",
    "wagtail.contrib.settings",
    "wagtail",
    "wagtail.embeds",
    "wagtailmedia",
    "taggit",
)
# Django's own words and those of its log-in are in Danish already.
IN_DANISH = ("django.conf", "django.contrib.auth")
# Wagtail's tree of pages and the notices of new versions do not show: what is said only there is
# left in English.
NOT_SHOWN = re.compile(
    r"pages/|page_|pages\.py|page\.py|explorer|sites/|reports/aging|aging|page_types_usage"
    r"|upgrade_notif|whats_new|permission_helpers|site_summary|userbar/base|privacy|formsubmi"
)
HEADER = """\
# Danish for what the admin's libraries say only in English, and better words for some of their
# Danish. `make messages` keeps the list; the translations are written here by hand.
msgid ""
msgstr ""
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

# A message's context and text.
Key = tuple[str, str]


def key_of(message: Message) -> Key:
    """What tells one message from another."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", text)


def source_path(domain: str) -> Path:
    """The catalogue that people write."""
    return LOCALE / f"{domain}.po"


def compiled_path(domain: str) -> Path:
    """The catalogue that Django reads."""
    return LOCALE / f"{domain}.mo"


def read(domain: str) -> Catalog:
    """Our Danish; an empty catalogue where there is none yet."""
    path = source_path(domain)
    return _catalogue(path, "da") if path.exists() else Catalog(locale="da")


def said(domain: str) -> dict[Key, tuple[str, Message]]:
    """Every message of the libraries, with the part that says it first."""
    found: dict[Key, tuple[str, Message]] = {}
    for part in PARTS:
        for message in _messages(part, "en", domain):
            found.setdefault(key_of(message), (part, message))
    return found


def lacking(domain: str) -> set[Key]:
    """The messages that an editor meets and that no library has in Danish."""
    danish = {
        key_of(message)
        for part in (*PARTS, *IN_DANISH)
        for message in _messages(part, "da", domain)
        if all(_forms(message))
    }
    shown = {key for key, (_part, message) in said(domain).items() if _is_shown(message)}
    return shown - danish


def written(domain: str, catalogue: Catalog) -> bytes:
    """The catalogue's file: what is lacking, and what we say better; dead messages fall out."""
    fresh = Catalog(locale="da")
    wanted = lacking(domain)
    for key, (part, message) in said(domain).items():
        known = catalogue.get(key[1], key[0] or None)
        if key in wanted or known is not None:
            fresh.add(
                message.id,
                known.string if known is not None else None,
                locations=[(part, 0)],
                flags=message.flags,
                context=message.context,
            )
    body = BytesIO()
    write_po(body, fresh, width=0, omit_header=True, include_lineno=False)
    return HEADER.encode() + body.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that wait for a translation, or for one of their plural forms."""
    return [key_of(one)[1] for one in catalogue if one.id and not all(_forms(one))]


def bring_up_to_date(domain: str) -> list[str]:
    """Write and compile one catalogue; returns what waits for a translation."""
    LOCALE.mkdir(parents=True, exist_ok=True)
    source_path(domain).write_bytes(written(domain, read(domain)))
    catalogue = read(domain)
    compiled_path(domain).write_bytes(compiled(catalogue))
    return untranslated(catalogue)


def _messages(part: str, language: str, domain: str) -> Iterator[Message]:
    spec = find_spec(part)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{part} is not installed; `make development` installs it.")
    folder = Path(next(iter(spec.submodule_search_locations)))
    path = folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if path.exists():
        yield from (message for message in _catalogue(path, language) if message.id)


def _catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _forms(message: Message) -> list[str]:
    string = message.string
    return [str(form) for form in string] if isinstance(string, tuple | list) else [str(string)]


def _is_shown(message: Message) -> bool:
    places = [place for place, _line in message.locations]
    return not places or not all(NOT_SHOWN.search(place) for place in places)

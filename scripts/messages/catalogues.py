"""The catalogues: which messages each language must have, read, written and compiled."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from textwrap import dedent

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.messages.extraction import Found, Message
from scripts.steps import ROOT

LOCALE = ROOT / "cms" / "portal" / "locale"
# Danish stands in the code. Editors read Danish or English; citizens any of the four.
# Each with its rule for plurals: how many forms, and which one a number takes.
PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0"
        " : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
TRANSLATED = tuple(PLURAL_FORMS)
FOR_EDITORS = frozenset({"en"})
MET_BY_CITIZENS = (
    "themes/",
    "cms/capabilities/",
    "cms/citizens/",
    "cms/competences/",
    "cms/documents/",
    "cms/events/",
    "cms/journeys/",
    "cms/library/languages.py",
    # A citizen reads who looked, and in which role.
    "cms/municipalities/roles.py",
    "cms/my_page/",
    "cms/personalisation/reasons.py",
    "cms/plans/",
    "cms/portal/",
    "cms/rights/",
    "cms/pushes/",
    "cms/shared/",
    "cms/sites/hours.py",
)
# What an editor sees in place of a preview, and the page for trying queries. Names of tables and
# columns are met by citizens, too: in the export of their own data.
MET_BY_EDITORS_ONLY = ("plans/history.py", "preview_impossible.html", "graphiql.html")
# A compiled catalogue must not change because the clock has.
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def meets_citizens(place: str) -> bool:
    """Whether the words in a file of the project may be shown to a citizen."""
    return place.startswith(MET_BY_CITIZENS) and not place.endswith(MET_BY_EDITORS_ONLY)


def wanted(found: Found, language: str) -> Found:
    """The messages that a language must translate."""
    if language in FOR_EDITORS:
        return found
    return {
        message: places
        for message, places in found.items()
        if any(meets_citizens(place) for place, _line in places)
    }


def source_path(language: str) -> Path:
    """The catalogue that people write."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compiled_path(language: str) -> Path:
    """The catalogue that Django reads."""
    return source_path(language).with_suffix(".mo")


def read(language: str) -> Catalog:
    """The language's catalogue; an empty one where there is none yet."""
    path = source_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def written(catalogue: Catalog, found: Found) -> bytes:
    """The catalogue's file with exactly these messages; those without a translation are empty."""
    fresh = Catalog(locale=catalogue.locale)
    for message, places in found.items():
        known = catalogue.get(message.text, message.context or None)
        fresh.add(
            (message.text, message.plural) if message.plural else message.text,
            known.string if known is not None else None,
            locations=[(place, 0) for place in dict.fromkeys(place for place, _line in places)],
            context=message.context or None,
        )
    body = BytesIO()
    write_po(body, fresh, width=0, omit_header=True, include_lineno=False)
    return header(str(fresh.locale)).encode() + body.getvalue()


def header(language: str) -> str:
    """What the file says about itself: the language and its plural forms."""
    return dedent(f"""\
        # Every message of the project in one language. `make messages` keeps the list;
        # the translations are written here by hand.
        msgid ""
        msgstr ""
        "Language: {language}\\n"
        "MIME-Version: 1.0\\n"
        "Content-Type: text/plain; charset=utf-8\\n"
        "Content-Transfer-Encoding: 8bit\\n"
        "Plural-Forms: {PLURAL_FORMS[language]}\\n"

    """)


def compiled(catalogue: Catalog) -> bytes:
    """The bytes that Django reads."""
    catalogue.creation_date = catalogue.revision_date = NO_TIME
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog, found: Found) -> list[Message]:
    """The messages that lack a translation, or lack one of their plural forms."""
    return [message for message in found if not _is_translated(catalogue, message)]


def _is_translated(catalogue: Catalog, message: Message) -> bool:
    known = catalogue.get(message.text, message.context or None)
    if known is None:
        return False
    forms = known.string if isinstance(known.string, tuple | list) else [known.string]
    return len(forms) == (catalogue.num_plurals if message.plural else 1) and all(forms)

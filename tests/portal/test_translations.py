"""Every word a citizen meets stands in four languages, and editors' words in two."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext

from cms.library.languages import CONTENT_LANGUAGES, LANGUAGE_NAMES
from cms.portal.values import SPEAKERS
from scripts.messages.catalogues import (
    TRANSLATED,
    compiled,
    compiled_path,
    meets_citizens,
    read,
    untranslated,
    wanted,
)
from scripts.messages.extraction import Found, Message, messages

PLACEHOLDER = re.compile(r"%\(\w+\)s|%")
TAG = re.compile(r"</?(?:a|code|strong|em)\b[^>]*>")
NEXT_STEP = "Run `make messages` and write what it names in cms/portal/locale."


@pytest.fixture(scope="module")
def found() -> Found:
    """The messages of the code as it stands."""
    return messages()


def forms(catalogue: Catalog, message: Message) -> list[str]:
    """The translation, or each of its plural forms."""
    string = catalogue.get(message.text, message.context or None).string
    return list(string) if isinstance(string, tuple | list) else [string]


@pytest.mark.parametrize("language", TRANSLATED)
class TestCatalogue:
    def test_translates_every_message(self, found: Found, language: str) -> None:
        expected = wanted(found, language)
        lacking = untranslated(read(language), expected)
        where = [f"{expected[message][0][0]}: {message.text}" for message in lacking]
        assert not where, f"{language} lacks translations. {NEXT_STEP}"

    def test_holds_no_message_that_the_code_no_longer_says(
        self, found: Found, language: str
    ) -> None:
        expected = {(message.context, message.text) for message in wanted(found, language)}
        kept = {
            (entry.context or "", entry.id[0] if isinstance(entry.id, tuple) else entry.id)
            for entry in read(language)
            if entry.id
        }
        assert kept - expected == set(), f"{language} has dead messages. {NEXT_STEP}"

    def test_is_compiled(self, language: str) -> None:
        with compiled_path(language).open("rb") as file:
            committed = GNUTranslations(file)
        fresh = GNUTranslations(BytesIO(compiled(read(language))))
        assert without_header(committed) == without_header(fresh), NEXT_STEP
        assert [committed.plural(n) for n in range(200)] == [fresh.plural(n) for n in range(200)]

    def test_keeps_placeholders_and_markup(self, found: Found, language: str) -> None:
        catalogue = read(language)
        for message in wanted(found, language):
            for form in forms(catalogue, message):
                allowed = sorted(PLACEHOLDER.findall(message.text))
                given = sorted(PLACEHOLDER.findall(form))
                # Arabic has words of its own for one and two of a thing.
                assert given == allowed or (message.plural and not given), (message.text, form)
                assert sorted(TAG.findall(form)) == sorted(TAG.findall(message.text)), form


def without_header(translations: GNUTranslations) -> dict[object, str]:
    """Every translation, without what the compiler says of itself."""
    return {key: text for key, text in translations._catalog.items() if key}  # type: ignore[attr-defined]


def test_danish_is_what_the_code_says(found: Found) -> None:
    """Django's own Danish must not answer for a text of ours that it takes for an English one."""
    with override("da"):
        for message in found:
            said = (
                pgettext(message.context, message.text)
                if message.context
                else gettext(message.text)
            )
            assert said == message.text, "Give the message a context of its own."


@pytest.mark.parametrize(
    ("place", "is_met"),
    [
        ("themes/base/templates/portal/page.html", True),
        ("cms/capabilities/signup/capability.py", True),
        ("cms/personalisation/reasons.py", True),
        ("cms/capabilities/signup/models.py", True),
        ("cms/personalisation/models.py", False),
        ("cms/editor/forms.py", False),
    ],
)
def test_which_files_speak_to_citizens(place: str, is_met: bool) -> None:
    assert meets_citizens(place) is is_met


def test_every_language_of_content_has_a_name() -> None:
    assert LANGUAGE_NAMES.keys() == CONTENT_LANGUAGES.keys()
    danish = {str(name) for name in LANGUAGE_NAMES.values()}
    for language in ("ar", "ru"):
        with override(language):
            assert danish.isdisjoint(str(name) for name in LANGUAGE_NAMES.values()), language


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("da", 1, "1 min."),
        ("da", 90, "1 t. 30 min."),
        ("en", 60, "1 hour"),
        ("en", 150, "2 hours 30 min."),
        ("ar", 1, "دقيقة واحدة"),
        ("ar", 2, "دقيقتان"),
        ("ar", 5, "5 دقائق"),
        ("ar", 45, "45 دقيقة"),
        ("ar", 125, "ساعتان و5 دقائق"),
        ("ar", 6000, "100 ساعة"),
        ("ru", 21, "21 мин."),
        ("ru", 90, "1 ч. 30 мин."),
    ],
)
def test_durations(language: str, minutes: int, said: str) -> None:
    with override(language):
        assert SPEAKERS["duration"](minutes) == said


@pytest.mark.parametrize(
    ("language", "today", "tomorrow", "later"),
    [
        ("da", "I dag kl. 13.00", "I morgen kl. 13.00", "Fredag 5. februar 2100 kl. 9.05"),
        ("en", "Today at 13:00", "Tomorrow at 13:00", "Friday 5 February 2100 at 09:05"),
        ("ar", "اليوم الساعة 13:00", "غداً الساعة 13:00", "الجمعة 5 فبراير 2100 الساعة 09:05"),
        ("ru", "Сегодня в 13:00", "Завтра в 13:00", "Пятница, 5 февраля 2100, в 09:05"),
    ],
)
def test_moments(language: str, today: str, tomorrow: str, later: str) -> None:
    noon = timezone.localtime().replace(hour=13, minute=0)
    far = timezone.make_aware(datetime(2100, 2, 5, 9, 5))
    speak = SPEAKERS["date_time"]
    with override(language):
        assert speak(noon) == today
        assert speak(noon + timedelta(days=1)) == tomorrow
        assert speak(far) == later


@pytest.mark.parametrize(
    ("language", "said"),
    [("da", "3. maj 2026"), ("en", "3 May 2026"), ("ar", "3 مايو 2026"), ("ru", "3 мая 2026")],
)
def test_dates(language: str, said: str) -> None:
    with override(language):
        assert SPEAKERS["date"](date(2026, 5, 3)) == said


@pytest.mark.parametrize(
    ("language", "amount", "said"),
    [
        ("da", "0", "Gratis"),
        ("ar", "0", "مجاناً"),
        ("da", "1250", "1.250 kr."),
        ("en", "1250", "1,250 kr."),
        ("ru", "49.5", "49,50 крон"),
    ],
)
def test_money(language: str, amount: str, said: str) -> None:
    with override(language):
        assert SPEAKERS["money"](Decimal(amount)) == said

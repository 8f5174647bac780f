"""How rules sound in each language: joining, negating, counting and naming the operators.

Phrases speak of the citizen without a subject ("har været ledig i …"), so that they follow
"Du", "Borgere der" or "Fordi du" alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cms.personalisation.vocabulary import Unit

DANISH = "da"


@dataclass(frozen=True)
class Grammar:
    """One language's way of saying a rule. Braces name what is put in."""

    both: str
    either: str
    negated: str
    everybody: str
    known: str
    unknown: str
    other_than: str
    answered_no: str
    answered: str
    audience: str
    because_of: str
    at_least: str
    at_most: str
    earliest: str
    latest: str
    within: str
    count: Callable[[int, Unit, bool], str]
    months: str  # January to December with spaces between
    date: str
    lowers_first_letter: bool


def _danish_count(number: int, unit: Unit, bounded: bool) -> str:
    del bounded  # the same word after "mindst" and alone
    one, several = {
        Unit.DAYS: ("dag", "dage"),
        Unit.MONTHS: ("måned", "måneder"),
        Unit.YEARS: ("år", "år"),
    }[unit]
    return f"{number} {one if number == 1 else several}"


def _english_count(number: int, unit: Unit, bounded: bool) -> str:
    del bounded
    singular = {Unit.DAYS: "day", Unit.MONTHS: "month", Unit.YEARS: "year"}[unit]
    return f"{number} {singular}{'' if number == 1 else 's'}"


def _arabic_count(number: int, unit: Unit, bounded: bool) -> str:
    del bounded
    one, two, few, many, hundreds = {
        Unit.DAYS: ("يوم واحد", "يومان", "أيام", "يومًا", "يوم"),
        Unit.MONTHS: ("شهر واحد", "شهران", "أشهر", "شهرًا", "شهر"),
        Unit.YEARS: ("سنة واحدة", "سنتان", "سنوات", "سنة", "سنة"),
    }[unit]
    if number in (1, 2):
        return one if number == 1 else two
    rest = number % 100
    if number and rest < 3:
        return f"{number} {hundreds}"
    return f"{number} {few if 3 <= rest <= 10 else many}"


def _russian_count(number: int, unit: Unit, bounded: bool) -> str:
    one, few, many, one_genitive = {
        Unit.DAYS: ("день", "дня", "дней", "дня"),
        Unit.MONTHS: ("месяц", "месяца", "месяцев", "месяца"),
        Unit.YEARS: ("год", "года", "лет", "года"),
    }[unit]
    ends_in_one = number % 10 == 1 and number % 100 != 11
    if ends_in_one:
        return f"{number} {one_genitive if bounded else one}"
    # After "не менее" the genitive plural stands for every other number.
    is_few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
    return f"{number} {few if is_few and not bounded else many}"


GRAMMARS: Mapping[str, Grammar] = {
    "da": Grammar(
        both="og",
        either="eller",
        negated="ikke er en, der {sentence}",
        everybody="er borger i kommunen",
        known="har svaret på »{label}«",
        unknown="ikke har svaret på »{label}«",
        other_than="har svaret noget andet end {value} på »{label}«",
        answered_no="har svaret nej til »{label}«",
        answered="har svaret {value} på »{label}«",
        audience="hører til »{label}«",
        because_of="Fordi det er valgt til {label}",
        at_least="mindst {value}",
        at_most="højst {value}",
        earliest="{value} eller senere",
        latest="{value} eller tidligere",
        within="inden for de seneste {value}",
        count=_danish_count,
        months=(
            "januar februar marts april maj juni juli august september oktober november december"
        ),
        date="{day}. {month} {year}",
        lowers_first_letter=True,
    ),
    "en": Grammar(
        both="and",
        either="or",
        negated="is not someone who {sentence}",
        everybody="is a citizen",
        known="has answered “{label}”",
        unknown="has not answered “{label}”",
        other_than="has answered “{label}” with something other than {value}",
        answered_no="has answered no to “{label}”",
        answered="has answered “{label}” with {value}",
        audience="belongs to “{label}”",
        because_of="Because it was chosen for {label}",
        at_least="at least {value}",
        at_most="at most {value}",
        earliest="on {value} or later",
        latest="on {value} or earlier",
        within="within the last {value}",
        count=_english_count,
        months=(
            "January February March April May June July August September October November December"
        ),
        date="{day} {month} {year}",
        lowers_first_letter=False,
    ),
    "ar": Grammar(
        both="و",
        either="أو",
        negated="ليس ممن ينطبق عليه: {sentence}",
        everybody="مواطن في البلدية",
        known="أجاب عن «{label}»",
        unknown="لم يجب عن «{label}»",
        other_than="أجاب عن «{label}» بغير {value}",
        answered_no="أجاب بلا عن «{label}»",
        answered="أجاب عن «{label}» بـ {value}",
        audience="ينتمي إلى «{label}»",
        because_of="لأنه اختير من أجل {label}",
        at_least="{value} على الأقل",
        at_most="{value} على الأكثر",
        earliest="في {value} أو بعده",
        latest="في {value} أو قبله",
        within="خلال آخر {value}",
        count=_arabic_count,
        months="يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        date="{day} {month} {year}",
        lowers_first_letter=False,
    ),
    "ru": Grammar(
        both="и",
        either="или",
        negated="не относится к тем, о ком верно: {sentence}",
        everybody="живёт в муниципалитете",
        known="ответил на вопрос «{label}»",
        unknown="не ответил на вопрос «{label}»",
        other_than="на вопрос «{label}» ответил не {value}",
        answered_no="ответил «нет» на вопрос «{label}»",
        answered="на вопрос «{label}» ответил: {value}",
        audience="относится к группе «{label}»",
        because_of="Потому что это выбрано для группы «{label}»",
        at_least="не менее {value}",
        at_most="не более {value}",
        earliest="{value} или позже",
        latest="{value} или раньше",
        within="за последнее время: {value}",
        count=_russian_count,
        months=(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        ),
        date="{day} {month} {year} г.",
        lowers_first_letter=True,
    ),
}


def grammar_of(language: str) -> Grammar:
    """Give the language's grammar, or the Danish one for a language not written here."""
    return GRAMMARS.get(language, GRAMMARS[DANISH])

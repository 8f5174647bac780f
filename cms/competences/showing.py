"""Competences and questions as a citizen reads them, in the page's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.competences.declared import label_of, labels, the_test
from cms.competences.models import Competence, Source
from cms.competences.rules import found_by


@dataclass(frozen=True)
class From:
    """One source of a competence: in words, and the key by which it is removed."""

    key: int
    text: str
    icon: str
    # What was answered, where that is why.
    because: Sequence[str] = ()


@dataclass
class Entry:
    """One thing that the citizen can do, from one source or several."""

    label: str
    is_own_words: bool
    sources: list[From] = field(default_factory=list)


ICONS = {Source.ITEM: "certificate", Source.TEST: "check", Source.OWN: "user"}


def shown(citizen: Citizen, answers: Mapping[str, str], language: str) -> list[Entry]:
    """Everything that the citizen can do, each once, by its name."""
    because = found_by(the_test(), answers)
    entries: dict[tuple[str, str], Entry] = {}
    for row in citizen.competences.all():
        label = row.words or label_of(row.term, language)
        entry = entries.setdefault((row.term, row.words), Entry(label, bool(row.words)))
        entry.sources.append(_source(row, because.get(row.term, ()), answers, language))
    return sorted(entries.values(), key=lambda one: one.label.casefold())


def _source(
    row: Competence, because: Sequence[str], answers: Mapping[str, str], language: str
) -> From:
    source = Source(row.source)
    if source == Source.ITEM:
        text = _("Fra “%(title)s”, som du har gennemført") % {"title": row.item_title}
        return From(row.pk, text, ICONS[source])
    told = [_said(name, answers, language) for name in because] if source == Source.TEST else []
    return From(row.pk, str(source.label), ICONS[source], told)


def _said(name: str, answers: Mapping[str, str], language: str) -> str:
    test = the_test()
    reply = test.scale[answers[name]].text.in_language(language)
    return f"{test.questions[name].text.in_language(language)} – {reply}"


def names_of(citizen: Citizen, language: str) -> list[str]:
    """What the citizen can do, each name once, the newest first."""
    rows = citizen.competences.values_list("term", "words")
    kept = kept_of(citizen, "competences", lambda: list(rows))
    return list(dict.fromkeys(words or label_of(term, language) for term, words in kept))


def choices(language: str) -> list[tuple[str, str]]:
    """Every declared competence: its slug, and what it is called."""
    return [(slug, names.get(language) or names["da"]) for slug, names in labels().items()]


@dataclass(frozen=True)
class ShownQuestion:
    """One question on its page. `answers` are slug, words, and whether it is the one chosen."""

    number: int
    count: int
    text: str
    help: str
    answers: Sequence[tuple[str, str, bool]]
    previous: str


def shown_question(name: str, answers: Mapping[str, str], language: str) -> ShownQuestion:
    """A question of the test."""
    test = the_test()
    names = list(test.questions)
    at, question = names.index(name), test.questions[name]
    return ShownQuestion(
        at + 1,
        len(names),
        question.text.in_language(language),
        question.help.in_language(language) if question.help else "",
        [
            (slug, reply.text.in_language(language), answers.get(name) == slug)
            for slug, reply in test.scale.items()
        ],
        names[at - 1] if at else "",
    )

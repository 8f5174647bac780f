"""Gathering, adding and removing what a citizen can do. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.competences.declared import labels, the_test
from cms.competences.models import LONGEST_WORDS, Competence, CompetenceAnswer, Source
from cms.competences.rules import found_by
from cms.events.services import record
from cms.library.models import Item, ItemTerm
from cms.library.registry import item_models
from cms.rights.consents import give, has_consent

MOST_OWN = 40


class NotAllowed(PermissionError):
    """The citizen hasn't said yes to having competences gathered."""


class InvalidCompetence(ValueError):
    """Something that can't be kept; the text says why and what to do."""


def may_gather(citizen: Citizen) -> bool:
    """Whether the citizen has said yes."""
    return has_consent(citizen, the_test().consent)


def _check(citizen: Citizen) -> None:
    if not may_gather(citizen):
        raise NotAllowed


def say_yes(citizen: Citizen) -> None:
    """From now on competences are gathered, and from what is done already."""
    give(citizen, the_test().consent)


@transaction.atomic
def gather_done(citizen: Citizen) -> None:
    """Gather from everything that the citizen has finished."""
    done = {
        one.item_id
        for found in all_capabilities().values()
        for one in found.engagements(citizen)
        if one.is_over and one.takes_part
    }
    items = Item.objects.everything("what the citizen has finished")
    for key, title in items.filter(pk__in=done).values_list("pk", "listed_title"):
        _gather(citizen, key, title)


def gather_from(citizen: Citizen, item: Item) -> None:
    """The citizen has finished an item: what it is marked with is what one can do now."""
    if may_gather(citizen):
        _gather(citizen, item.pk, item.listed_title)


def _gather(citizen: Citizen, item_id: int, title: str) -> None:
    for term in _terms_of(item_id):
        Competence.objects.get_or_create(
            citizen=citizen,
            source=Source.ITEM,
            term=term,
            words="",
            item_id=item_id,
            defaults={"item_title": title},
        )


def _terms_of(item_id: int) -> Iterable[str]:
    marks = ItemTerm.objects.filter(item_id=item_id, term__vocabulary=the_test().vocabulary)
    return marks.order_by("term__position").values_list("term__slug", flat=True).distinct()


def no_longer_done(citizen: Citizen, item: Item) -> None:
    """The item isn't finished after all."""
    Competence.objects.filter(citizen=citizen, source=Source.ITEM, item_id=item.pk).delete()


def add_own(citizen: Citizen, term: str, words: str) -> Competence:
    """One more, a term or in own words. Raises NotAllowed, InvalidCompetence."""
    _check(citizen)
    said = " ".join(words.split())
    if bool(term) == bool(said):
        raise InvalidCompetence(_("Vælg en fra listen, eller skriv den med dine egne ord."))
    if term and term not in labels():
        raise InvalidCompetence(_("Vælg en fra listen, eller skriv den med dine egne ord."))
    if len(said) > LONGEST_WORDS:
        raise InvalidCompetence(
            _("Det er lidt for langt. Skriv højst %(most)s tegn.") % {"most": LONGEST_WORDS}
        )
    own = Competence.objects.filter(citizen=citizen, source=Source.OWN)
    if own.count() >= MOST_OWN and not own.filter(term=term, words=said).exists():
        raise InvalidCompetence(_("Der står allerede mange. Fjern en, før du skriver flere."))
    return own.get_or_create(citizen=citizen, source=Source.OWN, term=term, words=said)[0]


def remove(citizen: Citizen, key: int) -> None:
    """It stands on the page no more."""
    Competence.objects.filter(citizen=citizen, pk=key).delete()


def answers_of(citizen: Citizen) -> dict[str, str]:
    """What is answered, by question."""
    return dict(citizen.competence_answers.values_list("question", "answer"))


def answer(citizen: Citizen, question: str, reply: str) -> None:
    """Answer a question of the test, or answer it anew. Raises NotAllowed, InvalidCompetence."""
    _check(citizen)
    if question not in the_test().questions or reply not in the_test().scale:
        raise InvalidCompetence(_("Vælg et af svarene. Du må gerne svare, at du ikke ved det."))
    CompetenceAnswer.objects.update_or_create(
        citizen=citizen, question=question, defaults={"answer": reply}
    )


@transaction.atomic
def finish_test(citizen: Citizen) -> None:
    """Put on the page what the answers come to, in place of what an earlier try came to."""
    _check(citizen)
    found = found_by(the_test(), answers_of(citizen))
    own = Competence.objects.filter(citizen=citizen, source=Source.TEST)
    own.exclude(term__in=found).delete()
    for term in found:
        Competence.objects.get_or_create(
            citizen=citizen, source=Source.TEST, term=term, words="", item=None
        )
    record(citizen, "found_competences")


def begin_again(citizen: Citizen) -> None:
    """Forget the answers; what they came to stays until the test is finished once more."""
    citizen.competence_answers.all().delete()


def forget(citizen: Citizen) -> None:
    """Everything goes."""
    citizen.competences.all().delete()
    citizen.competence_answers.all().delete()


def marks_competences() -> list[type[Item]]:
    """The types whose items may say what one learns."""
    wanted = the_test().vocabulary
    return [
        model
        for model in item_models().values()
        if any(one.vocabulary == wanted for one in model.declaration.fields_of("terms").values())
    ]

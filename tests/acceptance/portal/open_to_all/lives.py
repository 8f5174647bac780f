"""A citizen with a life in the portal: something of everything that capabilities offer.

Runs beside a running site: `manage.py shell -c "…lives.live(…)"`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from cms.capabilities.application.models import State
from cms.capabilities.application.services import keep_state
from cms.capabilities.certificate.services import give
from cms.capabilities.completion.services import start
from cms.capabilities.contact.services import ask
from cms.capabilities.favourite.services import describe, save
from cms.capabilities.launch.services import admit, agree
from cms.capabilities.playable.services import save_playback
from cms.capabilities.rating.services import rate
from cms.capabilities.share.services import share
from cms.capabilities.signup.services import sign_up
from cms.capabilities.signup.standing import questions_of
from cms.capabilities.slots.services import book
from cms.capabilities.slots.standing import open_slots
from cms.capabilities.steps.reading import syllabus_of
from cms.capabilities.steps.services import complete, visit
from cms.citizens.identity.providers import provider
from cms.citizens.models import Citizen
from cms.competences import services as competences
from cms.documents.services import keep
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from cms.plans.activities import Written
from cms.plans.actors import by_citizen
from cms.plans.follows import Follow, follow
from cms.plans.models import FollowKind
from cms.plans.services import add, set_goal
from cms.pushes.contacts import give as give_contact
from cms.pushes.models import PushSettings
from cms.pushes.services import push
from cms.pushes.tokens import token_of
from tests.acceptance.portal.open_to_all.people import ELSEWHERE, PEOPLE

PDF = b"%PDF-1.7\nMit CV\n%%EOF"
LONG = "Jeg vil gerne vide, hvad jeg skal tage med, og om jeg må komme lidt senere den dag."


def _sign_up(item: Item, citizen: Citizen) -> None:
    given = {one.pk: next(iter(one.choices.splitlines()), LONG) for one in questions_of(item)}
    sign_up(item, citizen, given)


def _begin(item: Item, citizen: Citizen) -> None:
    first = syllabus_of(item).steps[0]
    visit(item, citizen, first)
    complete(item, citizen, first.id)


def _save(item: Item, citizen: Citizen) -> None:
    save(item, citizen)
    describe(item, citizen, timezone.localdate(), LONG)


def _open(item: Item, citizen: Citizen) -> None:
    agree(item, citizen)
    admit(item, citizen)


DOINGS: Mapping[str, Callable[[Item, Citizen], Any]] = {
    "application": lambda item, citizen: keep_state(item, citizen, State.APPLIED),
    "certificate": give,
    "completion": start,
    "contact": lambda item, citizen: ask(item, citizen, LONG),
    "favourite": _save,
    "launch": _open,
    "playable": lambda item, citizen: save_playback(item, citizen, 5, [(0, 5)]),
    "rating": lambda item, citizen: rate(item, citizen, 4, LONG),
    "share": lambda item, citizen: share(item, citizen, LONG),
    "signup": _sign_up,
    "slots": lambda item, citizen: book(item, citizen, open_slots(item)[0].starts, "Kim"),
    "steps": _begin,
}
# They show something to everybody, and a citizen can do nothing there.
SHOWN_ONLY = frozenset({"expiry", "place", "schedule", "series"})


def live() -> None:
    """Give each person a life; print what was done, and the addresses that no link leads to."""
    with translation.override("da"), everything("the tests' citizens do what can be done"):
        told = {place: _live(place, subject) for place, subject in PEOPLE.items()}
    print(json.dumps(told))


def _live(place: str, subject: str) -> dict[str, list[str]]:
    here = Municipality.objects.get(slug=place)
    citizen = _known(here, subject)
    for other in Municipality.objects.filter(slug__in=ELSEWHERE):
        _known(other, subject)
    done = [one for model in item_models().values() for one in _do(model, citizen, here)]
    _plan(citizen)
    push(citizen, "welcome", key="welcome")
    give_contact(citizen, "email", "kim@example.dk")
    competences.say_yes(citizen)
    competences.add_own(citizen, "", "Jeg kan køre truck")
    keep(citizen, SimpleUploadedFile("cv.pdf", PDF, "application/pdf"), "Mit CV")
    settings, _new = PushSettings.objects.get_or_create(citizen=citizen)
    return {"done": sorted(set(done)), "unlinked": [f"/afmeld/{token_of(settings, 'mail')}/"]}


def _known(here: Municipality, subject: str) -> Citizen:
    """The person as the municipality's citizen; the questions have been answered."""
    citizen, _new = Citizen.objects.get_or_create(
        municipality=here,
        issuer=provider("mitid").known_as,
        subject=subject,
        defaults={"display_name": "Kim"},
    )
    citizen.screening_finished_at = citizen.screening_finished_at or timezone.now()
    citizen.save()
    return citizen


def _do(model: type[Item], citizen: Citizen, here: Municipality) -> Iterable[str]:
    """Do what the type's capabilities offer, each with the first item that takes it."""
    items = list(model.objects.on_shelf_of(here)[:8])
    for name in model.declaration.capabilities:
        if name in DOINGS and any(_works(DOINGS[name], item, citizen) for item in items):
            yield name


def _works(doing: Callable[[Item, Citizen], Any], item: Item, citizen: Citizen) -> bool:
    """Whether the item took it: it may be closed, full, over or without times."""
    try:
        doing(item, citizen)
    except Exception:  # noqa: BLE001 - each capability refuses in its own words
        return False
    return True


def _plan(citizen: Citizen) -> None:
    actor = by_citizen(citizen)
    set_goal(citizen, "Et job, hvor jeg er sammen med andre", actor)
    today = timezone.localdate()
    for title in ("Ring til Thy Fragt", "Skriv en ansøgning", "Spørg om praktik"):
        add(citizen, Written(title=title, with_whom="Mette", starts_on=today), actor)
    follow(citizen, Follow(FollowKind.WORD.value, "lager"))

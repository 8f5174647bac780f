"""The part of the web team's screen where systems are told of what happens on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality
from cms.webhooks.models import Event, Message, State, Subscription

SHOWN = 5


class SubscriptionForm(forms.Form):
    """A new address, and what it is told of."""

    url = forms.CharField(
        label=_("Adresse"),
        max_length=500,
        help_text=_("Den adresse hos jer, som beskederne sendes til. Begynder med https://."),
    )
    events = forms.MultipleChoiceField(
        label=_("Giv besked, når"),
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=Event.values,
    )


PROBLEMS = {
    "no_answer": _("adressen svarer ikke"),
    "certificate": _("adressens certifikat er ikke i orden"),
    "closed_net": _("adressen ligger på et lukket net"),
    "not_https": _("adressen begynder ikke med https://"),
}


def problem_of(message: Message) -> str:
    """In words why a message didn't arrive; "" where it did, or hasn't been tried."""
    kind, _underscore, status = message.problem.partition("_")
    if kind == "status":
        return str(_("adressen svarede %(status)s") % {"status": status})
    return str(PROBLEMS.get(message.problem, message.problem))


def portal_address(slug: str) -> str:
    """Where a municipality's portal is."""
    return str(settings.PUSH_PORTAL_ADDRESS.format(municipality=slug).rstrip("/"))


@dataclass(frozen=True)
class Row:
    """A subscription as the screen shows it, with how its messages fare."""

    subscription: Subscription
    waiting: int
    dead: int
    newest: list[tuple[Message, str]]


def rows(municipality: Municipality) -> Iterator[Row]:
    """Each subscription with its newest messages."""
    counted = Subscription.objects.filter(municipality=municipality).annotate(
        waiting=Count("messages", filter=Q(messages__state=State.WAITING)),
        dead=Count("messages", filter=Q(messages__state=State.DEAD)),
    )
    for one in counted:
        newest = [(each, problem_of(each)) for each in one.messages.order_by("-pk")[:SHOWN]]
        yield Row(one, one.waiting, one.dead, newest)


def subscription_of(municipality: Municipality, key: int) -> Subscription:
    """One of the municipality's; another's isn't there (404)."""
    return get_object_or_404(Subscription, pk=key, municipality=municipality)

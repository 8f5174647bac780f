"""The part of the web team's screen where systems are told of what happens on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
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


@dataclass(frozen=True)
class Row:
    """A subscription as the screen shows it, with how its messages fare."""

    subscription: Subscription
    waiting: int
    dead: int
    newest: list[Message]


def rows(municipality: Municipality) -> Iterator[Row]:
    """Each subscription with its newest messages."""
    counted = Subscription.objects.filter(municipality=municipality).annotate(
        waiting=Count("messages", filter=Q(messages__state=State.WAITING)),
        dead=Count("messages", filter=Q(messages__state=State.DEAD)),
    )
    for one in counted:
        yield Row(one, one.waiting, one.dead, list(one.messages.order_by("-pk")[:SHOWN]))


def subscription_of(municipality: Municipality, key: int) -> Subscription:
    """One of the municipality's; another's isn't there (404)."""
    return get_object_or_404(Subscription, pk=key, municipality=municipality)

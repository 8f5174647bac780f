"""What somebody may be allowed to do with an owner's content, shelf, site and people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What somebody may be allowed to do with one owner; each is a guardian permission."""

    READ = "read", _("Se indholdet, også kladder")
    WRITE = "write", _("Skrive og rette kladder")
    SUBMIT = "submit", _("Sende ind til godkendelse")
    PUBLISH = "publish", _("Udgive, trække tilbage og slette")
    REVIEW = "review", _("Godkende eller sende tilbage, hvad andre indsender")
    CURATE = "curate", _("Fylde hylden og skrive egne ord")
    TARGET = "target", _("Lave målgrupper og regler")
    COMPOSE = "compose", _("Sætte sider sammen")
    DRESS = "dress", _("Ændre udseendet")
    MANAGE_SITE = "manage_site", _("Rette oplysninger om siden")
    EXCHANGE = "exchange", _("Hente ind og ud som filer")
    MANAGE_PEOPLE = "manage_people", _("Invitere folk og give roller")
    MEET_CITIZENS = "meet_citizens", _("Se borgere, så langt oplysningerne er givet til rollen")
    MANAGE_KEYS = "manage_keys", _("Give webteamet nøgler og besked om nyt")
    SEARCH_WORDS = "search_words", _("Rette, hvad søgningen forstår og anbefaler")
    READ_LOG = "read_log", _("Læse historikken")

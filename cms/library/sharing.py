"""How an item is shared with municipalities, and what a municipality says to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    """The owner's word (mission M1.2, M1.3)."""

    MANDATORY = "mandatory", _("Vises i alle kommuner")
    ON_BY_DEFAULT = "on_by_default", _("Vises, medmindre kommunen vælger det fra")
    OFFERED = "offered", _("Tilbydes: kommunen vælger det til")
    LENT = "lent", _("Udlånes til udvalgte kommuner: de vælger det til")
    PRIVATE = "private", _("Kun hos ejeren selv")


# What every municipality may know of.
WITH_ALL = frozenset({Sharing.MANDATORY, Sharing.ON_BY_DEFAULT, Sharing.OFFERED})

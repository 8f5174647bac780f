"""The stamps: a name, and a random word that is another one after each change.

Not a counter: a number that a rolled-back change used would come again and stand for something
else.
"""

from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """The word that stands for what its tables hold now. Only triggers write here."""

    name = models.CharField(max_length=40, primary_key=True)
    word = models.CharField(max_length=32)

    class Meta:
        verbose_name = "stamp"

    def __str__(self) -> str:
        """The stamp's name."""
        return self.name

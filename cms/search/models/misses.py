"""What was sought and not found: words and numbers, and nothing about who asked."""

from __future__ import annotations

from django.db import models

from cms.municipalities.models import Owner

LONGEST_MISS = 60


class Miss(models.Model):
    """How often the same words found nothing on one day, on one site, in one language.

    The common front's belong to the nation. No person, no session and no address is kept.
    """

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    day = models.DateField(db_index=True)
    words = models.CharField(max_length=LONGEST_MISS)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "language", "day", "words"], name="search_miss_of_a_day"
            )
        ]

    def __str__(self) -> str:
        """The day, without the words."""
        return f"{self.day}: {self.count}"

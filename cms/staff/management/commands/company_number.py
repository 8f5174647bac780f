"""Says which CVR number a company or a vendor has: whoever logs in for it comes in there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.municipalities.models import Company, Vendor, check_cvr


class Command(BaseCommand):
    """`company_number nordhavets-fisk 99990007`; without a number, forget it."""

    help = "Set the CVR number that lets a company's or vendor's people in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The owner's short name, and the number."""
        parser.add_argument("slug")
        parser.add_argument("number", nargs="?", default="")

    def handle(self, *_arguments: Any, slug: str, number: str, **_options: Any) -> None:
        """Write it, or say what is wrong."""
        owner = (
            Company.objects.filter(slug=slug).first() or Vendor.objects.filter(slug=slug).first()
        )
        if owner is None:
            raise CommandError(f"No company or vendor is called {slug!r}.")
        try:
            if number:
                check_cvr(number)
        except ValidationError as error:
            raise CommandError(f"{number!r}: {error.messages[0]}") from error
        owner.cvr = number
        owner.save(update_fields=["cvr"])
        self.stdout.write(f"{owner.name}: {number or 'no number'}")

"""`manage.py check_links`: follow the links in published content, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.library.link_checks import check_links
from cms.library.models import LinkProblem


class Command(BaseCommand):
    """What an operator lets run every night."""

    help = "Follow every link in published content and keep which of them lead nowhere."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say how many."""
        report = check_links()
        self.stdout.write(f"{report.links} links in {report.items} items followed.")
        for problem in LinkProblem:
            if count := report.problems[problem]:
                self.stdout.write(f"  {count} × {problem.value}")
        self.stdout.write(
            f"{report.problems.total()} failed this time; {report.broken} are called broken "
            "(failed twice in a row, or for a day)."
        )

"""The plan: its next step, and what rules suggest to it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source


class NextSteps(Source):
    """The next steps of the plan, after the last that is done."""

    template = "plan"

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """What was done last, and what is next."""
        plan = asking.plan
        done = [one for one in plan.behind if one.state == "done"][:1]
        steps = [*done, *plan.ahead][: widget.count]
        return Found(
            told=steps,
            link=Link(_("Åbn planen"), "portal:plan"),
            empty=_("Skriv, hvad du gerne vil, og hvornår. Så holder vi styr på det sammen."),
            empty_link=Link(_("Begynd på din plan"), "portal:plan"),
        )


SOURCE = NextSteps()

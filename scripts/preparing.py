"""Runs the demo's due steps in one process, so that Django starts once for all of them."""

import os
import sys

from scripts.steps import remember, shown

TITLES = {
    "tables": "database tables",
    "nation": "demo nation: 98 municipalities and their people",
    "search": "search index",
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "tables": ("migrate", "--verbosity=0"),
    "nation": ("demo_load",),
    "search": ("search_index", "rebuild"),
}


def main(steps: list[str]) -> int:
    """Run `name=fingerprint` steps; each that is finished is remembered at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django
    from django.core.management import CommandError, call_command

    from cms.declarations import DeclarationError

    try:
        with shown("Django"):
            django.setup()
    except DeclarationError as error:
        print(f"\nThe declarations need mending first:\n{error}", file=sys.stderr)
        return 1
    from cms.library.scope import everything

    for step in steps:
        name, _, mark = step.partition("=")
        try:
            with everything("setting up the demo"), shown(TITLES[name]):
                call_command(*COMMANDS[name])
        except CommandError as error:
            print(f"\nThe step '{TITLES[name]}' failed: {error}", file=sys.stderr)
            return 1
        remember(name, mark)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

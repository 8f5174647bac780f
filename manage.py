#!/usr/bin/env python
"""The project's command line: `python manage.py help`."""

import os
import sys


def main() -> None:
    """Run one command. Commands are maintenance: they see every municipality's items."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from cms.declarations import DeclarationError
    from cms.declarations.command import report, run
    from cms.modelling.theme_check import theme_problems

    if sys.argv[1:2] == ["content"] and (code := run(sys.argv[2:], [theme_problems])) is not None:
        sys.exit(code)
    try:
        run_django()
    except DeclarationError as error:
        sys.exit(report(error))


def run_django() -> None:
    """Django's own command line, inside the named scope of maintenance."""
    from django.core.management import execute_from_command_line

    from cms.library.scope import everything

    with everything("management command"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

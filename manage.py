#!/usr/bin/env python
"""The project's command line: `python manage.py help`."""

import os
import sys


def main() -> None:
    """Run one command. Commands are maintenance: they see every municipality's items."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from django.core.management import execute_from_command_line

    from cms.library.scope import everything

    with everything("management command"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

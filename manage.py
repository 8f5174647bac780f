#!/usr/bin/env python
"""The project's command line: `python manage.py help`."""

import importlib.util
import os
import sys
from pathlib import Path

OWN_PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"


def main() -> None:
    """Run one command. Commands are maintenance: they see every municipality's items."""
    use_own_python()
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


def use_own_python() -> None:
    """Start again with the project's own libraries when called by a Python that lacks them."""
    is_bare = importlib.util.find_spec("django") is None
    if is_bare and OWN_PYTHON.exists() and Path(sys.prefix) != OWN_PYTHON.parents[1]:
        os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])  # noqa: S606 (our own)


def run_django() -> None:
    """Django's own command line, inside the named scope of maintenance."""
    from django.core.management import execute_from_command_line

    from cms.library.scope import everything

    with everything("management command"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

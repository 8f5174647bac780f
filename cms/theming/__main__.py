"""``python -m cms.theming``: checks every theme and says what to mend."""

import sys

from cms.theming import ThemeError, accept_theme, theme_slugs


def main() -> int:
    """Prints one line per theme, or its problems. Returns 1 when a theme cannot be used."""
    failed = False
    for slug in theme_slugs():
        try:
            accept_theme(slug)
        except ThemeError as error:
            failed = True
            sys.stderr.write(f"{slug}: {len(error.problems)} to mend\n{error}\n")
        else:
            sys.stdout.write(f"{slug}: fine\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

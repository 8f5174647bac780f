"""``python -m cms.theming [folder]``: checks every theme and says what to mend."""

import sys
from pathlib import Path

from cms.theming import THEMES_FOLDER, ThemeError, accept_theme, theme_slugs


def main() -> int:
    """Prints one line per theme, or its problems. Returns 1 when a theme cannot be used."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else THEMES_FOLDER
    failed = False
    for slug in theme_slugs(folder):
        try:
            accept_theme(slug, folder)
        except ThemeError as error:
            failed = True
            sys.stderr.write(f"{slug}: {len(error.problems)} to mend\n{error}\n")
        else:
            sys.stdout.write(f"{slug}: fine\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""`make messages`: bring the catalogues up to date with the code, and compile them."""

import sys

from scripts.messages import libraries
from scripts.messages.catalogues import (
    TRANSLATED,
    compiled,
    compiled_path,
    read,
    source_path,
    untranslated,
    wanted,
    written,
)
from scripts.messages.extraction import messages


def main() -> int:
    """Write every catalogue, and name what waits for a translation."""
    found = messages()
    missing = 0
    for language in TRANSLATED:
        expected = wanted(found, language)
        source_path(language).parent.mkdir(parents=True, exist_ok=True)
        source_path(language).write_bytes(written(read(language), expected))
        catalogue = read(language)
        compiled_path(language).write_bytes(compiled(catalogue))
        lacking = untranslated(catalogue, expected)
        missing += len(lacking)
        print(f"{language}: {len(expected)} messages, {len(lacking)} wait for a translation")
        for message in lacking:
            print(f"  {message.text}")
    missing += libraries_in_danish()
    return 1 if missing else 0


def libraries_in_danish() -> int:
    """The same for what the admin's libraries lack in Danish; returns how many wait."""
    lacking = [text for domain in libraries.DOMAINS for text in libraries.bring_up_to_date(domain)]
    print(f"da: {len(lacking)} messages of the admin's libraries wait for a translation")
    for text in lacking:
        print(f"  {text}")
    return len(lacking)


if __name__ == "__main__":
    sys.exit(main())

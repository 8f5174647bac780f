"""The commands that need no database: `content check`, `content new`, `content schema`.

They run before Django starts, because Django can't start on broken declarations.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cms.declarations.capability_file import schema_of_capabilities
from cms.declarations.catalogue import current_folder, read_whole
from cms.declarations.engine_names import capability_names, icon_names
from cms.declarations.model import KINDS, ContentType
from cms.declarations.problems import DeclarationError, Problem, did_you_mean
from cms.declarations.rooms import ROOM_NAMES

SCHEMA_FILE = Path("schema") / "content_type.json"
MODELINE = "# yaml-language-server: $schema=schema/content_type.json"
# What else `content check` looks at: floors above give their own.
Further = Callable[[], list[Problem]]


def run(arguments: Sequence[str], further: Sequence[Further] = ()) -> int | None:
    """Run one of these commands; returns its exit code, or None when it is another command."""
    match list(arguments):
        case [*_, "--help" | "-h"]:
            return None
        case ["check", *_]:
            return check(current_folder(), further)
        case ["new", *names]:
            return new(current_folder(), names)
        case ["schema", *options]:
            return schema(current_folder(), options)
    return None


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def report(error: DeclarationError) -> int:
    """Print every mistake; returns the exit code 1."""
    for problem in error.problems:
        say(str(problem))
    count = len(error.problems)
    say(f"\n{count} mistake{'' if count == 1 else 's'}. Nothing was changed.")
    return 1


def check(folder: Path, further: Sequence[Further] = ()) -> int:
    """`content check`: every mistake in every file, with line, reason and fix."""
    problems = [problem for find in further for problem in find()]
    try:
        catalogue = read_whole(folder)
        if problems:
            raise DeclarationError([])
    except DeclarationError as error:
        return report(DeclarationError([*error.problems, *problems]))
    fields = sum(len(declared.fields) for declared in catalogue.content_types.values())
    say(
        f"{len(catalogue.content_types)} content types with {fields} fields and "
        f"{len(catalogue.vocabularies)} vocabularies: all in order."
    )
    return 0


def schema(folder: Path, arguments: Sequence[str]) -> int:
    """`content schema`: write the JSON Schema that an editor completes and checks by."""
    target = folder / SCHEMA_FILE
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    if "--check" in arguments:
        if target.exists() and target.read_text(encoding="utf-8") == f"{text}\n":
            return 0
        say(f"{SCHEMA_FILE} is not up to date. Run: python manage.py content schema")
        return 1
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{text}\n", encoding="utf-8")
    say(f"Written: {target.relative_to(folder.parent)}")
    return 0


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a content type's file."""
    made = ContentType.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["properties"]["capabilities"] = schema_of_capabilities()
    made["$defs"]["Settings"]["properties"]["room"]["enum"] = list(ROOM_NAMES)
    made["$defs"]["Presentation"]["properties"]["icon"]["enum"] = list(icon_names())
    return made


TEMPLATE = """{modeline}
name: {name}
labels:
  da: {{one: {one}, many: {many}}}

settings:
  path: {path}
  room: {room}
  owners: [national, municipality]
  sharing: offered
  schema_org: CreativeWork

capabilities: {capabilities}

fields:
{fields}
presentation:
  icon: news
  card: {{title: title}}
  page: [{page}]
"""
TITLE = """  title:
    kind: text
    label: {da: "Titel"}
    required: true
    max_length: 120
    search: {weight: 8, autocomplete: true}
    overridable: true
"""


def new(folder: Path, arguments: Sequence[str], ask: Callable[[str], str] = input) -> int:
    """`content new [name]`: ask what is needed, write a file that checks, say what comes next."""
    try:
        target = _new_file(folder, arguments, ask)
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was written.")
        return 1
    if target is None:
        return 1
    code = check(folder)
    if code == 0:
        say(f"Written: {target.name}. Next: python manage.py content plan, then content apply.")
    else:
        say(f"Written: {target.name}. Mend it, and run python manage.py content check.")
    return code


def _new_file(folder: Path, arguments: Sequence[str], ask: Callable[[str], str]) -> Path | None:
    question = "Name (small letters and _, in English or Danish): "
    name = arguments[0] if arguments else ask(question).strip()
    target = folder / f"{name}.yaml"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or target.exists():
        say(f"{name!r} can't be used: small letters, digits and _, and no file of that name yet.")
        return None
    one = ask("What is one called, in Danish? ").strip() or name
    many = ask("And several? ").strip() or f"{one}er"
    room = _ask_until(ask, f"Room ({', '.join(ROOM_NAMES)}): ", ROOM_NAMES)
    target.write_text(_text(name, one, many, room, ask), encoding="utf-8")
    return target


def _text(name: str, one: str, many: str, room: str, ask: Callable[[str], str]) -> str:
    capabilities = _ask_list(ask, "Capabilities", capability_names())
    fields, page = _ask_fields(ask)
    return TEMPLATE.format(
        modeline=MODELINE,
        name=name,
        one=_quoted(one),
        many=_quoted(many),
        room=room,
        path=_ascii(many).replace(" ", "-"),
        capabilities="{" + ", ".join(f"{capability}: {{}}" for capability in capabilities) + "}",
        fields=TITLE + fields,
        page=", ".join(page),
    )


def _quoted(text: str) -> str:
    """As it can stand in the file, whatever signs it has."""
    return json.dumps(text, ensure_ascii=False)


def _ascii(text: str) -> str:
    """In small letters from a to z; what is no letter or digit becomes a space."""
    plain = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _ask_fields(ask: Callable[[str], str]) -> tuple[str, list[str]]:
    text, names = "", []
    while name := ask("Another field (its name; empty when done): ").strip():
        if name == "title" or name in names or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            say(f"  {name!r} can't be used: small letters, digits and _, and only once.")
            continue
        kind = _ask_until(ask, f"Kind ({', '.join(KINDS)}): ", KINDS)
        label = ask("Label in Danish: ") or name
        text += f"  {name}:\n    kind: {kind}\n    label: {{da: {_quoted(label)}}}\n"
        text += _ask_what_the_kind_needs(ask, kind)
        names.append(name)
    return text, names


def _ask_what_the_kind_needs(ask: Callable[[str], str], kind: str) -> str:
    match kind:
        case "terms":
            return f"    vocabulary: {ask('Vocabulary: ')}\n    facet: true\n"
        case "reference":
            return f"    to: {ask('To which content type? ')}\n    many: true\n"
        case "choice":
            values = [value.strip() for value in ask("Choices, with commas: ").split(",")]
            lines = "".join(
                f"      {_ascii(v).replace(' ', '_')}: {{da: {_quoted(v)}}}\n" for v in values if v
            )
            return f"    choices:\n{lines}    facet: true\n"
    return ""


def _ask_until(ask: Callable[[str], str], question: str, allowed: Sequence[str]) -> str:
    while (answer := ask(question).strip()) not in allowed:
        say(f"  {answer!r} is not one of them; {did_you_mean(answer, allowed)}")
    return answer


def _ask_list(ask: Callable[[str], str], what: str, allowed: Sequence[str]) -> list[str]:
    while True:
        answer = ask(f"{what}, with commas ({', '.join(allowed)}; empty for none): ")
        picked = [word.strip() for word in answer.split(",") if word.strip()]
        wrong = [word for word in picked if word not in allowed]
        if not wrong:
            return picked
        say(f"  {wrong[0]!r} is not one of them; {did_you_mean(wrong[0], allowed)}")

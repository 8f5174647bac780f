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

from cms.declarations.attribute_file import read_attributes
from cms.declarations.catalogue import Catalogue, current_folder, read_catalogue
from cms.declarations.model import KINDS, ContentType
from cms.declarations.problems import DeclarationError, Problem, did_you_mean
from cms.declarations.rooms import ROOM_NAMES
from cms.declarations.yaml_file import line_of

SCHEMA_FILE = Path("schema") / "content_type.json"
MODELINE = "# yaml-language-server: $schema=schema/content_type.json"
CAPABILITIES_FOLDER = Path(__file__).resolve().parents[1] / "capabilities"


def run(arguments: Sequence[str]) -> int | None:
    """Run one of these commands; returns its exit code, or None when it is another command."""
    commands: dict[str, Callable[[Path, Sequence[str]], int]] = {
        "check": check,
        "new": new,
        "schema": schema,
    }
    if not arguments or arguments[0] not in commands:
        return None
    return commands[arguments[0]](current_folder(), arguments[1:])


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def capability_names() -> list[str]:
    """The capabilities there are: folders of the engine."""
    return sorted(path.parent.name for path in CAPABILITIES_FOLDER.glob("*/capability.py"))


def read_whole(folder: Path) -> Catalogue:
    """Everything that `content check` checks. Raises DeclarationError with every mistake."""
    problems: list[Problem] = []
    catalogue = None
    try:
        catalogue = read_catalogue(folder)
        problems += _unknown_capabilities(catalogue)
        attributes = folder / "citizens" / "attributes.yaml"
        if attributes.exists():
            read_attributes(attributes, catalogue.vocabularies)
    except DeclarationError as error:
        problems += error.problems
    if problems or catalogue is None:
        raise DeclarationError(problems)
    return catalogue


def _unknown_capabilities(catalogue: Catalogue) -> list[Problem]:
    known = capability_names()
    return [
        Problem(
            f"{name}.yaml",
            line_of(catalogue.folder / f"{name}.yaml", ("capabilities", capability)),
            f"capabilities.{capability}",
            "the engine has no such capability",
            did_you_mean(capability, known),
        )
        for name, declared in catalogue.content_types.items()
        for capability in declared.capabilities
        if capability not in known
    ]


def report(error: DeclarationError) -> int:
    """Print every mistake; returns the exit code 1."""
    for problem in error.problems:
        say(str(problem))
    say(f"\n{len(error.problems)} mistakes. Nothing was changed.")
    return 1


def check(folder: Path, arguments: Sequence[str]) -> int:
    """`content check`: every mistake in every file, with line, reason and fix."""
    try:
        catalogue = read_whole(folder)
    except DeclarationError as error:
        return report(error)
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
    capabilities = made["properties"]["capabilities"]
    capabilities["propertyNames"] = {"enum": capability_names()}
    made["$defs"]["Settings"]["properties"]["room"]["enum"] = list(ROOM_NAMES)
    return made


TEMPLATE = """{modeline}
name: {name}
labels:
  da: {{one: "{one}", many: "{many}"}}

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
    name = arguments[0] if arguments else ask("Name (small letters and _, in English or Danish): ")
    target = folder / f"{name}.yaml"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or target.exists():
        say(f"{name!r} can't be used: small letters, digits and _, and no file of that name yet.")
        return 1
    one = ask("What is one called, in Danish? ") or name
    many = ask("And several? ") or f"{one}er"
    room = _ask_until(ask, f"Room ({', '.join(ROOM_NAMES)}): ", ROOM_NAMES)
    target.write_text(_text(name, one, many, room, ask), encoding="utf-8")
    code = check(folder, ())
    if code == 0:
        say(f"Written: {target.name}. Next: python manage.py content plan, then content apply.")
    return code


def _text(name: str, one: str, many: str, room: str, ask: Callable[[str], str]) -> str:
    capabilities = _ask_list(ask, "Capabilities", capability_names())
    fields, page = _ask_fields(ask)
    return TEMPLATE.format(
        modeline=MODELINE,
        name=name,
        one=one,
        many=many,
        room=room,
        path=re.sub(r"[^a-z0-9]+", "-", _ascii(many)).strip("-"),
        capabilities="{" + ", ".join(f"{one}: {{}}" for one in capabilities) + "}",
        fields=TITLE + fields,
        page=", ".join(page),
    )


def _ascii(text: str) -> str:
    return text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def _ask_fields(ask: Callable[[str], str]) -> tuple[str, list[str]]:
    text, names = "", []
    while name := ask("Another field (its name; empty when done): ").strip():
        kind = _ask_until(ask, f"Kind ({', '.join(KINDS)}): ", KINDS)
        label = ask("Label in Danish: ") or name
        text += f'  {name}:\n    kind: {kind}\n    label: {{da: "{label}"}}\n'
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
            lines = "".join(f'      {_ascii(v)}: {{da: "{v}"}}\n' for v in values if v)
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

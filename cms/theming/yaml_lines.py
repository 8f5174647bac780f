"""Reads a YAML file into plain values together with the line that each key stands on."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cms.theming.problems import Problem, ThemeError

KeyPath = tuple[str, ...]


@dataclass
class LinedYaml:
    """The values of a file, and the line (from 1) of each key."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: KeyPath) -> int:
        """The line of the key, or of the nearest part around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(file: Path) -> LinedYaml:
    """The file's values and lines; keys written twice are among its ``problems``.

    Raises:
        ThemeError: the file cannot be read, is not YAML, or is not a mapping.
    """
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ThemeError([Problem(file, 1, "", f"cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise ThemeError(
            [Problem(file, 1, "", "is not UTF-8 text.", "Save it as UTF-8.")]
        ) from error
    except yaml.YAMLError as error:
        raise ThemeError([_syntax_problem(file, error)]) from error
    if not isinstance(root, yaml.MappingNode):
        advice = "Begin with 'name: …'."
        raise ThemeError([Problem(file, 1, "", "holds no keys.", advice)])
    result = LinedYaml()
    result.values = _mapping(file, root, (), result)
    return result


def _syntax_problem(file: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    reason = getattr(error, "problem", None) or str(error)
    return Problem(
        file, line, "", f"is not valid YAML: {reason}.", "Look at this line's indent and quotes."
    )


def _mapping(
    file: Path, node: yaml.MappingNode, path: KeyPath, result: LinedYaml
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        line = key_node.start_mark.line + 1
        if key in values:
            reason = f"is written twice, first on line {result.lines[here]}."
            result.problems.append(Problem(file, line, ".".join(here), reason, "Keep one."))
            continue
        result.lines[here] = line
        values[key] = _value(file, value_node, here, result)
    return values


def _value(file: Path, node: yaml.Node, path: KeyPath, result: LinedYaml) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(file, node, path, result)
    if isinstance(node, yaml.SequenceNode):
        return [_value(file, child, path, result) for child in node.value]
    return yaml.SafeLoader("").construct_object(node)

"""What holds for the whole house: its files, names and words."""

import ast
import re
import subprocess
from pathlib import Path

from scripts.steps import ROOT

# An index's host in a lock file would tie every installation to it; a path of one machine works
# on no other.
FOREIGN = re.compile(
    "|".join(
        (
            r"py" + r"pi\.org",
            r"python" + r"hosted",
            r"registry\." + r"npm",
            r"maven" + r"\.org",
            r"deb\.debian" + r"\.org",
            r"(?:^|[\s\"'=:(])/(?:root|home|Users|work)/",
        )
    )
)
MOST_LINES = 350
PYTHON_FILES = sorted(
    path
    for path in (ROOT / "cms").rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)


def tracked_files() -> list[Path]:
    """Every text file under version control."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in names.stdout.split("\0") if name]


def text_of(path: Path) -> str:
    """The file's text, or nothing where it is a picture, a font or a film."""
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""


def test_graphql_folder_is_no_python_package() -> None:
    """`graphql/__init__.py` would hide graphql-core, and nothing would start."""
    assert not (ROOT / "graphql" / "__init__.py").exists()


def test_no_file_names_a_package_index_or_one_machines_path() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if FOREIGN.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_engine_file_names_a_content_type() -> None:
    """A type is a file; code that knows one by name would break that."""
    names = {path.stem for path in (ROOT / "content_models").glob("*.yaml")}
    assert names, "no declarations found"
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in PYTHON_FILES
        for line, name in words_of_code(path)
        if name in names
    ]
    assert not found, "\n".join(found)


def words_of_code(path: Path) -> list[tuple[int, str]]:
    """Every name and short string in a file, with its line; documentation is left out."""
    tree = ast.parse(path.read_text())
    words: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.append((node.lineno, node.value))
        elif isinstance(node, ast.Name):
            words.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute):
            words.append((node.lineno, node.attr))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            words.append((node.lineno, node.name))
    return words


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in PYTHON_FILES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, f"without a docstring: {silent}"


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PYTHON_FILES
    }
    long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES}
    assert not long, f"more than one idea in a file: {long}"


def test_development_runs_what_production_runs() -> None:
    """The tests must test the very versions that are served."""
    production = pins(ROOT / "requirements" / "production.txt")
    development = pins(ROOT / "requirements" / "development.txt")
    assert production <= development, f"run make lock: {sorted(production - development)}"


def pins(lock: Path) -> set[str]:
    """The `name==version` lines of a lock file."""
    return set(re.findall(r"^\S+==\S+", lock.read_text(), re.MULTILINE))


def test_every_locked_library_has_hashes() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=\S)", lock.read_text())
        bare = [b.splitlines()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]
        assert not bare, f"{lock.name}: {bare}"

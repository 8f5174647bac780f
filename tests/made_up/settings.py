"""The tests' settings, with the types of `tests/made_up/types` beside the project's own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from cms.declarations.catalogue import DEFAULT_FOLDER

TYPES = Path(__file__).parent / "types"
_both = Path(tempfile.mkdtemp(prefix="jobunivers-types-"))
atexit.register(shutil.rmtree, _both, ignore_errors=True)
shutil.copytree(DEFAULT_FOLDER, _both, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py"))
shutil.copytree(TYPES, _both, dirs_exist_ok=True)
os.environ["CONTENT_MODELS_DIR"] = str(_both)

from tests.settings import *  # noqa: E402, F403

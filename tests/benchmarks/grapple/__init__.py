"""The same list served by wagtail-grapple, as its documentation says: the reference of lists.

A site of its own in a virtual environment of its own, since the product does without it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
GRAPPLE = "wagtail-grapple==0.31.0"


def request_seconds(items: int) -> dict[int, float]:
    """Median seconds of the processor's time of a whole request, by the size of the list."""
    root = HERE.parent.parent.parent
    environment = Path(os.environ["RUNTIME_DIR"]) / "grapple"
    python = environment / "bin" / "python"
    if not python.exists():
        build = [sys.executable, "-m", "venv", "--system-site-packages", str(environment)]
        subprocess.run(build, check=True)
        # The product's own libraries first, so that both run on the same Django and graphene.
        own = next((Path(sys.prefix) / "lib").glob("python*/site-packages"))
        theirs = next((environment / "lib").glob("python*/site-packages"))
        (theirs / "product.pth").write_text(str(own))
        install = [str(python), "-m", "pip", "install", "--quiet", GRAPPLE]
        subprocess.run(install, check=True)
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [str(python), "-m", "tests.benchmarks.grapple.measure", str(items)],
        env={**kept, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.grapple.settings"},
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return {int(size): seconds for size, seconds in json.loads(done.stdout).items()}

"""What the browser showed, frame by frame, as it happened; ffmpeg makes a film of it."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

CAST = {"format": "jpeg", "quality": 80, "everyNthFrame": 1}
# Seconds that a frame stands at most, so that waiting for a page is not filmed at length.
LONGEST = 1.5


class Frames:
    """The frames of one page, from now on. Without ffmpeg there is no film, only pictures."""

    def __init__(self, page: Page) -> None:
        self._kept: list[tuple[float, bytes]] = []
        self._browser = page.context.new_cdp_session(page)
        self._browser.on("Page.screencastFrame", self._keep)
        self._browser.send("Page.startScreencast", CAST)

    def _keep(self, frame: dict[str, Any]) -> None:
        self._kept.append((frame["metadata"]["timestamp"], base64.b64decode(frame["data"])))
        self._browser.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def write(self, folder: Path) -> None:
        """Write `film.webm` into the folder; its frames are gone afterwards."""
        self._browser.detach()
        if not shutil.which("ffmpeg") or not self._kept:
            return
        frames = folder / "frames"
        frames.mkdir()
        (frames / "list.txt").write_text("\n".join(self._lines(frames)))
        command = ["ffmpeg", "-loglevel", "error", "-y", "-f", "concat", "-i", "list.txt"]
        film = ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-r", "25", str(folder / "film.webm")]
        subprocess.run([*command, *film], cwd=frames, check=True, timeout=300)
        shutil.rmtree(frames)

    def _lines(self, frames: Path) -> list[str]:
        lines = []
        ends = [when for when, _picture in self._kept[1:]] + [self._kept[-1][0] + LONGEST]
        for number, ((begins, picture), end) in enumerate(zip(self._kept, ends, strict=True)):
            name = f"{number:05}.jpg"
            (frames / name).write_bytes(picture)
            lines += [f"file {name}", f"duration {min(end - begins, LONGEST):.3f}"]
        return lines

#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing one where it may:
# what is there, else Debian's package (as root), else Playwright's own. Says why if none.
set -uo pipefail
cd "$(dirname "$0")/.."

say() { printf '      %s\n' "$*" >&2; }

on_path() {
  local name
  for name in ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

debian_package() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "no Chromium here: installing Debian's package"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq; apt-get install -qq -y --no-install-recommends chromium fonts-noto-core; } \
    </dev/null >/dev/null 2>&1
  on_path
}

playwright_path() {
  .venv/bin/python - <<'PYTHON'
import pathlib
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
if not pathlib.Path(path).exists():
    raise SystemExit(1)
print(path)
PYTHON
}

playwright_own() {
  playwright_path 2>/dev/null && return 0
  say "no Chromium here: asking Playwright for its own"
  timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1 </dev/null && playwright_path
}

on_path || debian_package || playwright_own || {
  say "No Chromium could be found or installed: browser tests will be skipped."
  say "On Debian, as root: apt-get install chromium. Or name one: CHROMIUM=/path/to/chrome make test"
  exit 1
}

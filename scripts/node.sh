#!/usr/bin/env bash
# Prints the folder in which what scripts/node holds is ready to run: its locked packages are
# installed once for each lock file. Node itself is what is there, else Debian's package (as root).
# Where packages come from is npm's own configuration. Says why if it can't be had.
set -uo pipefail
cd "$(dirname "$0")/.."

say() { printf '      %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

debian_package() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "no Node here: installing Debian's package"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq; apt-get install -qq -y --no-install-recommends nodejs npm; } \
    </dev/null >/dev/null 2>&1
  command -v npm >/dev/null
}

command -v npm >/dev/null && command -v node >/dev/null || debian_package ||
  stop "No Node could be found or installed. On Debian, as root: apt-get install nodejs npm"

mark=$(sha256sum scripts/node/package-lock.json | cut -c1-12)
folder=${RUNTIME_DIR:-.runtime}/node-$mark
if [ ! -e "$folder/.ready" ]; then
  mkdir -p "$folder"
  cp scripts/node/package.json scripts/node/package-lock.json "$folder"
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 </dev/null) ||
    stop "The packages could not be installed: $(tail -3 "$folder/npm.log")"
  touch "$folder/.ready"
fi
cp scripts/node/*.mjs "$folder"
cd "$folder" && pwd

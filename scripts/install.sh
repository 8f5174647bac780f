#!/usr/bin/env bash
# Makes the virtual environment and puts the locked libraries in it, each checked by its hash.
#   scripts/install.sh production|development
# Does nothing when they are there already. Where packages come from is pip's own configuration
# (its files, or PIP_INDEX_URL): uv, which is several times as fast, is told the same.
set -euo pipefail
cd "$(dirname "$0")/.."

set_name=${1:?say which set: production or development}
lock=requirements/$set_name.txt
stamp=.venv/.installed-$set_name
python=.venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '      %s\n' "$*"; }
stop() { printf '\nCannot go on: %s\n' "$*" >&2; exit 1; }

find_python() {
  local name
  for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  stop "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"
}

# Debian splits pip off from Python; without it nothing can be fetched.
install_debian_pip() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "python3-venv is missing: installing Debian's package"
    { apt-get update -qq && apt-get install -qq -y python3-venv python3-pip; } >/dev/null </dev/null
  else
    stop "Python lacks its venv module. As root: apt-get install python3-venv python3-pip"
  fi
}

make_environment() {
  local base
  base=$(find_python)
  rm -rf .venv
  if ! "$base" -m pip --version >/dev/null 2>&1 && ! "$base" -m ensurepip --version >/dev/null 2>&1
  then
    install_debian_pip
  fi
  "$base" -m venv --without-pip .venv
}

# pip into the environment, or the machine's own pip pointed at it (which saves seven seconds).
run_pip() {
  local base
  base=$(find_python)
  if "$base" -m pip --python "$python" --version >/dev/null 2>&1; then
    "$base" -m pip --python "$python" "$@"
  else
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip --default-pip >/dev/null
    "$python" -m pip "$@"
  fi
}

# One setting of pip's, from the environment or its files, in pip's own order.
pip_setting() { run_pip config list | sed -n "s/^[a-z:]*\.$1='\(.*\)'$/\1/p" | head -n 1; }

tell_uv_what_pip_knows() {
  local index extra certificate
  index=$(pip_setting index-url)
  extra=$(pip_setting extra-index-url)
  certificate=$(pip_setting cert)
  if [ -n "$index" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi
  if [ -n "$extra" ]; then export UV_INDEX=${UV_INDEX:-$extra}; fi
  if [ -n "$certificate" ]; then export SSL_CERT_FILE=${SSL_CERT_FILE:-$certificate}; fi
}

install_libraries() {
  if run_pip install --quiet --require-hashes --requirement requirements/bootstrap.txt; then
    tell_uv_what_pip_knows
    if .venv/bin/uv pip install --quiet --python "$python" --require-hashes --requirement "$lock"
    then
      return
    fi
  fi
  say "uv could not do it: trying pip, which takes a minute or two"
  run_pip install --quiet --require-hashes --requirement "$lock" \
    || stop "the libraries in $lock could not be installed; the lines above say why"
}

wanted=$(cat requirements/bootstrap.txt "$lock" | sha256sum | cut -d ' ' -f 1)
if "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi
"$python" -c '' 2>/dev/null || make_environment
install_libraries
echo "$wanted" >"$stamp"

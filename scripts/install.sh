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
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null </dev/null
    apt-get install -qq -y --no-install-recommends python3-venv ca-certificates >/dev/null </dev/null
  else
    stop "Python lacks its venv module. As root: apt-get install python3-venv"
  fi
}

make_environment() {
  local base
  base=$(find_python)
  rm -rf .venv
  if ! "$base" -c 'import pip' 2>/dev/null && ! "$base" -c 'import ensurepip' 2>/dev/null; then
    install_debian_pip
  fi
  "$base" -m venv --without-pip .venv
}

# The machine's own pip, pointed at the environment, saves the seconds that a second pip takes.
pip_command=()
choose_pip() {
  local base
  base=$(find_python)
  if "$base" -m pip --python "$python" --version >/dev/null 2>&1; then
    pip_command=("$base" -m pip --python "$python")
  else
    "$python" -c 'import pip' 2>/dev/null || "$python" -m ensurepip --default-pip >/dev/null
    pip_command=("$python" -m pip)
  fi
}

install_uv() {
  if [ -x .venv/bin/uv ] && grep -q "^uv==$(.venv/bin/uv --version | cut -d ' ' -f 2) " \
    requirements/bootstrap.txt; then return; fi
  "${pip_command[@]}" install --quiet --require-hashes --requirement requirements/bootstrap.txt
}

# One of pip's settings, out of its list; what the environment says comes first in it.
setting() { sed -n "s/^[a-z:]*\.$1='\(.*\)'$/\1/p" <<<"$settings" | head -n 1; }

tell_uv_what_pip_knows() {
  local settings index extra certificate
  settings=$("${pip_command[@]}" config list)
  index=$(setting index-url)
  extra=$(setting extra-index-url)
  certificate=$(setting cert)
  if [ -n "$index" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi
  if [ -n "$extra" ]; then export UV_INDEX=${UV_INDEX:-$extra}; fi
  if [ -n "$certificate" ]; then export SSL_CERT_FILE=${SSL_CERT_FILE:-$certificate}; fi
}

install_libraries() {
  choose_pip
  if install_uv; then
    tell_uv_what_pip_knows
    if .venv/bin/uv pip install --quiet --python "$python" --require-hashes --requirement "$lock"
    then
      return
    fi
  fi
  say "uv could not do it: trying pip, which takes a minute or two"
  "${pip_command[@]}" install --quiet --require-hashes --requirement "$lock" \
    || stop "the libraries in $lock could not be installed; the lines above say why"
}

# Certificates are printed with Pango, a library of the system's. All else works without it.
install_pango() {
  if "$python" -c 'import weasyprint' 2>/dev/null >&2; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Pango is missing: installing Debian's packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null </dev/null
    apt-get install -qq -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
      libharfbuzz-subset0 fonts-noto-core >/dev/null </dev/null && return
  fi
  say "No PDF of certificates here. As root: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
}

wanted=$(cat requirements/bootstrap.txt "$lock" | sha256sum | cut -d ' ' -f 1)
if "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi
printf '  ..  libraries (%s)\n' "$set_name"
"$python" -c '' 2>/dev/null || make_environment
install_libraries
install_pango
echo "$wanted" >"$stamp"
printf '  ok  libraries (%s s)\n' "$SECONDS"

# What the services have in common; they source it from the project's root.
services_folder=${SERVICES_DIR:-${RUNTIME_DIR:-$PWD/.runtime}/services}

say() { printf '      %s\n' "$*" >&2; }
stop() { printf '\nCannot go on: %s\n' "$*" >&2; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

# Installs Debian's packages, or says what a person is to do.
debian_packages() {
  if ! is_root || ! command -v apt-get >/dev/null; then
    stop "$* is missing. On Debian, as root: apt-get install $*"
  fi
  say "installing Debian's $*"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@"; } \
    </dev/null >/dev/null 2>&1 || stop "apt-get could not install $*"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first free port from this one on.
free_port() {
  local port
  for port in $(seq "$1" $(($1 + 200))); do
    if is_free "$port"; then echo "$port" && return; fi
  done
  stop "no port is free from $1 to $(($1 + 200))"
}

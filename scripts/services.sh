#!/usr/bin/env bash
# The servers that the product can run on, on 127.0.0.1 and for this checkout alone.
#   scripts/services.sh start        install what is missing, start all, print how to use them
#   scripts/services.sh stop         stop them; their data stays
#   scripts/services.sh run -- make bench     start, run with the addresses set, stop again
# Each is a program in scripts/services/ with the words start, stop and address. SERVICES names
# some of them: SERVICES=postgresql scripts/services.sh run -- .venv/bin/python manage.py migrate
set -euo pipefail
here=$(cd "$(dirname "$0")/services" && pwd)

declare -A variables=([postgresql]=DATABASE_URL [elasticsearch]=ELASTICSEARCH_URL [redis]=REDIS_URL)

stop() { printf '\nCannot go on: %s\n' "$*" >&2; exit 1; }

names() {
  local name
  for name in ${SERVICES:-postgresql elasticsearch redis}; do
    if [ -z "${variables[$name]:-}" ]; then
      stop "there is no service $name. There are: ${!variables[*]}"
    fi
    if [ -x "$here/$name.sh" ]; then echo "$name"; fi
  done
}

is_running() { "$here/$1.sh" address >/dev/null 2>&1; }

start_all() {
  local name
  for name in $chosen; do
    if ! is_running "$name"; then
      started="$name $started"
      "$here/$name.sh" start >&2
    fi
  done
}

stop_these() {
  local name
  for name in "$@"; do "$here/$name.sh" stop >&2; done
}

address_lines() {
  local name
  for name in $chosen; do
    printf 'export %s=%q\n' "${variables[$name]}" "$("$here/$name.sh" address)"
  done
}

# What was running before goes on afterwards.
run() {
  if [ "${1:-}" = -- ]; then shift; fi
  if [ $# = 0 ]; then stop "say what to run: scripts/services.sh run -- command"; fi
  trap 'stop_these $started' EXIT
  start_all
  eval "$(address_lines)"
  "$@"
}

started=""
chosen=$(names)
case ${1:-} in
  start) start_all && address_lines ;;
  stop) stop_these $chosen ;;
  run) shift && run "$@" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

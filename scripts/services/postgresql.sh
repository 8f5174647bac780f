#!/usr/bin/env bash
# PostgreSQL for this checkout: a cluster of its own on 127.0.0.1, no socket, a random password.
#   scripts/services/postgresql.sh start|stop|address
# For development and tests: it doesn't wait for the disk, so a power cut may cost the data.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/services/common.sh

user=postgres
name=jobunivers
first_port=54320

binaries() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$found" ]; then found=$(command -v pg_ctl) || return 1; fi
  dirname "$(readlink -f "$found")"
}

# The server refuses to run as root, and its own user must be able to reach the folder.
as_owner() {
  if is_root; then (cd / && runuser -u "$user" -- "$@"); else "$@"; fi
}

choose_folder() {
  folder=$services_folder/postgresql
  mkdir -p "$folder"
  if is_root && id "$user" >/dev/null 2>&1 && ! as_owner test -x "$folder"; then
    folder=/var/lib/jobunivers-services/$(printf %s "$folder" | sha256sum | cut -c 1-12)
    mkdir -p "$folder"
  fi
  data=$folder/data
}

port() { cat "$folder/port" 2>/dev/null; }

is_running() { [ -d "$data" ] && as_owner "$bin/pg_ctl" status -D "$data" >/dev/null 2>&1; }

make_cluster() {
  local password
  say "making a PostgreSQL cluster in $data"
  password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  if is_root; then chown "$user" "$folder"; fi
  (umask 077 && printf %s "$password" >"$folder/password")
  if is_root; then chown "$user" "$folder/password"; fi
  # C.UTF-8 sorts alike on every machine, and as SQLite does.
  as_owner "$bin/initdb" --pgdata "$data" --username "$name" --pwfile "$folder/password" \
    --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null \
    || { rm -rf "$data"; stop "initdb could not make the cluster"; }
}

# Another program may take a port between the look and the start.
start_server() {
  local next=$first_port attempt
  for attempt in 1 2 3 4 5; do
    next=$(free_port "$next")
    if as_owner "$bin/pg_ctl" start -w -s -D "$data" -l "$folder/log" -o "-p $next \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
      -c shared_buffers=256MB -c max_wal_size=1GB"; then
      echo "$next" >"$folder/port"
      return
    fi
    next=$((next + 1))
  done
  tail -n 20 "$folder/log" >&2
  stop "PostgreSQL did not start; its log is $folder/log"
}

make_database() {
  export PGPASSWORD PGHOST=127.0.0.1 PGUSER=$name PGPORT
  PGPASSWORD=$(cat "$folder/password") PGPORT=$(port)
  if ! "$bin/psql" -XAtq -d "$name" -c 'SELECT 1' >/dev/null 2>&1; then
    "$bin/createdb" "$name"
  fi
}

start() {
  if ! binaries >/dev/null; then debian_packages postgresql; fi
  bin=$(binaries)
  choose_folder
  if [ ! -d "$data" ]; then make_cluster; fi
  refuse_other_version
  if ! is_running; then start_server; fi
  make_database
  say "PostgreSQL is at 127.0.0.1:$(port)"
}

refuse_other_version() {
  local made
  made=$(as_owner cat "$data/PG_VERSION")
  case $("$bin/postgres" --version) in
    *" $made."*) ;;
    *) stop "$data is of PostgreSQL $made, but $bin is another: remove the folder, or install $made" ;;
  esac
}

stop_server() {
  bin=$(binaries) || exit 0
  choose_folder
  if is_running; then as_owner "$bin/pg_ctl" stop -s -w -m fast -D "$data"; fi
}

address() {
  bin=$(binaries) || exit 1
  choose_folder
  is_running || { echo "PostgreSQL does not run here: scripts/services.sh start" >&2; exit 1; }
  printf 'postgres://%s:%s@127.0.0.1:%s/%s\n' "$name" "$(cat "$folder/password")" "$(port)" "$name"
}

case ${1:-} in
  start) start ;;
  stop) stop_server ;;
  address) address ;;
  *) sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

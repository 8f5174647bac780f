#!/usr/bin/env bash
# Redis for this checkout: on 127.0.0.1, a random password, nothing written to the disk.
#   scripts/services/redis.sh start|stop|address|process
# What it holds is gone when it stops: nothing in it is the only copy.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/services/common.sh

first_port=63790
memory=${REDIS_MEMORY:-64mb}
ready_seconds=20
folder=$services_folder/redis

port() { cat "$folder/port" 2>/dev/null; }

is_running() {
  local process
  process=$(cat "$folder/process" 2>/dev/null) && kill -0 "$process" 2>/dev/null \
    && grep -q '^Name:.redis-server' "/proc/$process/status" 2>/dev/null
}

# Our own server, and nobody else's on that port.
is_ready() {
  REDISCLI_AUTH=$(cat "$folder/password") timeout 2 redis-cli -h 127.0.0.1 -p "$(port)" ping \
    2>/dev/null | grep -q '^PONG'
}

configure() {
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$folder/password")
  (umask 077 && cat >"$folder/redis.conf") <<CONF
bind 127.0.0.1
port $1
requirepass $(cat "$folder/password")
dir $folder
save ""
appendonly no
maxmemory $memory
maxmemory-policy allkeys-lru
CONF
}

# In a session of its own, so that it outlives this script.
launch() {
  setsid redis-server "$folder/redis.conf" </dev/null >"$folder/log" 2>&1 &
  echo $! >"$folder/process"
}

wait_until_ready() {
  local end=$((SECONDS + ready_seconds))
  until is_ready; do
    is_running || return 1
    [ "$SECONDS" -lt "$end" ] || stop "Redis gave no answer in $ready_seconds s: $folder/log"
    sleep 0.05
  done
}

# Another program may take a port between the look and the start.
start_server() {
  local next=$first_port
  mkdir -p "$folder"
  for _ in 1 2 3 4 5; do
    next=$(free_port "$next")
    configure "$next"
    echo "$next" >"$folder/port"
    launch
    if wait_until_ready; then return; fi
    next=$((next + 1))
  done
  tail -n 20 "$folder/log" >&2
  stop "Redis did not start; its log is $folder/log"
}

start() {
  if ! command -v redis-server >/dev/null || ! command -v redis-cli >/dev/null; then
    debian_packages redis-server redis-tools
    hush_own_service
  fi
  if ! is_running; then start_server; fi
  say "Redis is at 127.0.0.1:$(port)"
}

# Debian's package starts one of its own, for the whole machine.
hush_own_service() {
  if [ -d /run/systemd/system ]; then systemctl disable --now redis-server >/dev/null 2>&1 || true; fi
}

stop_server() {
  is_running || return 0
  local process
  process=$(cat "$folder/process")
  kill "$process"
  for _ in $(seq 100); do
    kill -0 "$process" 2>/dev/null || return 0
    sleep 0.05
  done
  stop "Redis ($process) does not stop"
}

address() {
  is_running || { echo "Redis does not run here: scripts/services.sh start" >&2; exit 1; }
  printf 'redis://:%s@127.0.0.1:%s/0\n' "$(cat "$folder/password")" "$(port)"
}

case ${1:-} in
  start) start ;;
  stop) stop_server ;;
  address) address ;;
  process) is_running && cat "$folder/process" ;;
  *) sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

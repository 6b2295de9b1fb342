#!/usr/bin/env bash
# A throwaway PostgreSQL server for tests, of whichever version is installed, on a free port of the loopback interface.
#
#   crates/xtask/scripts/pg.sh start       starts it unless it runs, prints its address
#   crates/xtask/scripts/pg.sh url         prints its address, fails if it does not run
#   crates/xtask/scripts/pg.sh stop        stops it and deletes its data
#   crates/xtask/scripts/pg.sh with CMD…   runs CMD with TEST_DATABASE_URL set, on a server of its own
#
# Never to be used for data that matters: it does not wait for the disk. For measurements PG_DURABLE=1 makes it wait.
set -euo pipefail
self=$(realpath "$0")
root=$(realpath "$(dirname "$self")/../../..")

# One server per checkout and user. Not under target/: PostgreSQL refuses to run as root, and the user postgres
# may not enter the home folder of root.
name=yunchou-pg-$(id -u)-$(printf %s "$root" | cksum | cut -d' ' -f1)${PG_SUFFIX:-}
base=${TMPDIR:-/tmp}/$name

fail() { echo "pg: $*" >&2; exit 1; }

# The newest installed version.
bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1)" 2>/dev/null) || true
[ -x "${bin:-}/initdb" ] || bin=$(dirname "$(command -v initdb)" 2>/dev/null) || fail "PostgreSQL is not installed: run crates/xtask/scripts/setup.sh test"

# PostgreSQL programs run as the user postgres when we are root, from a folder that this user may enter.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
running() { [ -f "$base/url" ] && as_owner "$bin/pg_ctl" status -D "$base/data" >/dev/null 2>&1; }

free_port() { # asked from the kernel; another program may still take it, so start tries again
  node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})' 2>/dev/null ||
    python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null ||
    shuf -i 20000-32000 -n 1
}

stop() {
  if [ -d "$base/data" ]; then as_owner "$bin/pg_ctl" stop -D "$base/data" -m immediate >/dev/null 2>&1 || true; fi
  rm -rf "$base"
}

start() {
  running && return
  stop # whatever a crash or a reboot left behind
  mkdir -m 700 "$base"
  local password port
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$password" >"$base/password"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$base"; fi
  as_owner "$bin/initdb" --pgdata="$base/data" --username=yunchou --pwfile="$base/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$base/log" 2>&1 || { cat "$base/log" >&2; fail "initdb failed"; }
  # One line: pg_ctl hands the options to a shell.
  local options="-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c timezone=UTC"
  [ -n "${PG_DURABLE:-}" ] || options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  for _ in 1 2 3; do
    port=$(free_port)
    if as_owner "$bin/pg_ctl" start --wait --timeout=60 --pgdata="$base/data" --log="$base/data/server.log" -o "-p $port $options" \
      >/dev/null 2>&1; then
      echo "postgres://yunchou:$password@127.0.0.1:$port/postgres" >"$base/url"
      return
    fi
  done
  tail -n 20 "$base/data/server.log" >&2
  fail "the server did not start"
}

case ${1:-} in
  start) start; cat "$base/url" ;;
  url) running || fail "not running: crates/xtask/scripts/pg.sh start"; cat "$base/url" ;;
  stop) stop ;;
  with)
    shift
    export PG_SUFFIX=-$$ # a server started by hand is left alone
    trap '"$self" stop' EXIT
    TEST_DATABASE_URL=$("$self" start)
    export TEST_DATABASE_URL
    "$@"
    ;;
  *) echo "usage: crates/xtask/scripts/pg.sh start|url|stop|with CMD..." >&2; exit 2 ;;
esac

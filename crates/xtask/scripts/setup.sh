#!/usr/bin/env bash
# Installs what this project needs and this machine lacks.
#
#   crates/xtask/scripts/setup.sh run    to build and run: C compiler, Node.js, WebAssembly target, front-end packages
#   crates/xtask/scripts/setup.sh test   and to test: Chromium with Chinese fonts, PostgreSQL server, e2e packages
#   crates/xtask/scripts/setup.sh bench  to build, run and measure: wrk, PostgreSQL server
#
# Looks before it acts, so that a second call takes a moment. For Debian and Ubuntu, as root or with sudo;
# elsewhere it says what is missing. Rust itself comes from rustup and is expected.
set -euo pipefail
cd "$(dirname "$0")/../../.."
need=${1:-run}
case $need in run | test | bench) ;; *) echo "usage: crates/xtask/scripts/setup.sh run|test|bench" >&2; exit 2 ;; esac

log=$(mktemp)
trap 'rm -f "$log"' EXIT
heading=$'\n== what this machine lacks\n'
say() { printf '%s  > %s\n' "$heading" "$*"; heading=; }
fail() { printf '\nsetup: %s\n' "$*" >&2; exit 1; }

# Runs a step quietly: its output is shown only if it fails.
quietly() {
  local started=$SECONDS
  say "$1"
  shift
  "$@" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2; return 1; }
  printf '    %d s\n' $((SECONDS - started))
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1; fi
}

apt_updated=
apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
# The package lists are fetched once per call, and only when something is to be installed.
apt_lists() {
  [ -n "$apt_updated" ] && return
  command -v apt-get >/dev/null || fail "please install by hand: $*"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || fail "needs root or sudo to install: $*"
  [ "$(id -u)" = 0 ] || sudo -v || fail "sudo was refused; please install: $*"
  quietly "package lists" apt_get update || say "lists not refreshed, going on with the old ones"
  apt_updated=yes
}
apt_has() { apt-cache show "$1" >/dev/null 2>&1; }
install() {
  apt_lists "$@"
  quietly "install $*" apt_get install --yes --no-install-recommends "$@" || fail "could not install: $*"
}

rust() {
  command -v cargo >/dev/null || fail "no cargo: install Rust with rustup first"
  local version
  version=$(rustc --version | cut -d' ' -f2)
  [ "$(printf '1.95.0\n%s\n' "$version" | sort -V | head -1)" = 1.95.0 ] || fail "Rust $version is too old, 1.95 is needed: run 'rustup update'"
}

c_compiler() {
  { command -v cc && [ -e /usr/include/stdlib.h ]; } >/dev/null || install gcc libc6-dev
}

# Tailwind and Playwright need Node.js 20. Older distributions have less: then the npm package "node" brings one.
# The Makefile looks into the same folder.
node_home=${XDG_CACHE_HOME:-$HOME/.cache}/yunchou-node
PATH=$node_home/node_modules/.bin:$PATH
node_is_new_enough() { node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null; }
node_js() {
  node_is_new_enough && return
  command -v npm >/dev/null || install nodejs npm
  hash -r
  node_is_new_enough || quietly "Node.js 22 into $node_home" npm install --prefix "$node_home" --no-fund --no-audit node@22 || fail "could not install Node.js 22"
  hash -r
  node_is_new_enough || fail "Node.js 20 or newer is needed; found $(node --version 2>/dev/null || echo none)"
}

# The ordinary way is rustup. Where its server cannot be reached, Debian's compiler with the source of std does as well.
wasm_target() {
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] && return
  [ -d "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ] && command -v lld-22 wasm-ld-22 >/dev/null && return
  say "WebAssembly target from rustup"
  timeout 60 rustup target add wasm32-unknown-unknown >/dev/null 2>&1 </dev/null && return
  say "not available there, trying Debian's packages"
  apt_lists rustc-web
  apt_has rust-web-src || fail "run 'rustup target add wasm32-unknown-unknown' with a working network"
  install rustc-web cargo-web rust-web-src rust-web-llvm lld-22
}

# Packages of a lock file, installed again only when the lock file changes.
npm_packages() {
  local folder=$1 stamp=$1/node_modules/.installed-lock
  [ -f "$folder/package-lock.json" ] || return 0
  cmp -s "$folder/package-lock.json" "$stamp" && return
  quietly "npm packages of $folder" npm ci --prefix "$folder" --ignore-scripts --no-fund --no-audit || fail "npm ci failed in $folder"
  cp "$folder/package-lock.json" "$stamp"
}

# Ubuntu has Chromium only as a snap, which root and containers cannot start: there Playwright fetches its own.
chromium() {
  local found
  for found in "${CHROMIUM:-}" /usr/bin/chromium "$HOME"/.cache/ms-playwright/chromium-*; do
    if [ -n "$found" ] && [ -x "$found" ]; then return; fi
  done
  apt_lists chromium
  if apt_has chromium; then install chromium
  else quietly "Chromium from Playwright" npm exec --prefix e2e -- playwright install --with-deps chromium || fail "could not install Chromium"; fi
}
chinese_font() {
  [ -n "$(find /usr/share/fonts -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ] || install fonts-noto-cjk
}
postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || install postgresql
}

load_tool() {
  command -v wrk >/dev/null || install wrk
}

rust
c_compiler
node_js
wasm_target
npm_packages frontend
if [ "$need" = test ]; then
  npm_packages e2e
  chromium
  chinese_font
  postgresql
fi
if [ "$need" = bench ]; then
  load_tool
  postgresql
fi

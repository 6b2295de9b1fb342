# The project's commands; `make` lists them. Each works on a fresh Debian or Ubuntu with a Rust toolchain from rustup.
# Respected: CARGO_TARGET_DIR, CHROMIUM, and YUNCHOU__... for the server's settings.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

SCRIPTS := crates/xtask/scripts
TARGET := $(or $(CARGO_TARGET_DIR),target)
YUNCHOU := $(TARGET)/debug/yunchou
# Where setup.sh puts a newer Node.js if the system's is too old.
export PATH := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/yunchou-node/node_modules/.bin:$(PATH)

say = @printf '\n== %s\n' '$(1)'

.PHONY: help run dev demo test check test-sqlite test-pg e2e e2e-run openapi web release bench bench-scores setup setup-test setup-bench xtask server

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: setup web server ## install what is missing, build, start with the demo company
	$(call say,start)
	@exec $(YUNCHOU) serve --demo

dev: setup xtask ## like run, and builds and restarts again whenever a source file changes
	@cargo xtask dev

demo: server ## fill an empty database with the demo company: make demo ARGS="--customers 100000 --seed 7"
	@$(YUNCHOU) seed-demo $(ARGS)

# The program that the browser tests start is the one that the Rust tests built.
test: setup-test check web test-sqlite test-pg e2e-run ## everything that CI checks
	$(call say,all passed)

check: ## format, lints
	$(call say,format)
	@cargo fmt --all --check
	$(call say,lints)
	@cargo clippy --workspace --all-targets -- -D warnings

# No examples in comments are tests here; looking for them would take longer than the tests of all crates.
test-sqlite: ## all Rust tests, on SQLite
	$(call say,Rust tests on SQLite)
	@env -u TEST_DATABASE_URL cargo test --workspace --tests

# Of the whole workspace: one package alone would have other features of its dependencies, and everything would be built once more.
test-pg: ## the API tests again, on a throwaway PostgreSQL (or on that of TEST_DATABASE_URL)
	$(call say,API tests on PostgreSQL)
	@if [ -n "$${TEST_DATABASE_URL:-}" ]; then cargo test --workspace --test api; else $(SCRIPTS)/pg.sh with cargo test --workspace --test api; fi

e2e: setup-test web server e2e-run ## QA's API tests and the browser tests, against the real program; one file: make e2e ARGS=smoke

e2e-run:
	$(call say,client from openapi/ and types of the tests)
	@cd e2e && npm run --silent generate && npm run --silent check
	$(call say,API and browser tests)
	@cd e2e && npx --no-install playwright test $(ARGS)

openapi: server ## write openapi/openapi.json anew, and the client of the e2e tests from it
	@$(YUNCHOU) openapi > $(TARGET)/openapi.json && mv $(TARGET)/openapi.json openapi/openapi.json
	@cd e2e && npm run --silent generate

web: setup xtask ## build the browser application into frontend/dist
	$(call say,browser application)
	@cargo xtask web

# Built on its own first: `cargo xtask` is quiet, and on a new machine this takes a minute.
xtask:
	$(call say,build tool)
	@cargo build --package xtask

server:
	$(call say,server)
	@cargo build --package server

release: setup-test xtask ## the program as shipped, smallest and fastest, with its smoke test
	$(call say,browser application)
	@cargo xtask web --release
	$(call say,server)
	@cargo build --release --package server
	$(call say,smoke test of the released program)
	@cd e2e && YUNCHOU_PROGRAM='$(abspath $(TARGET))/release/yunchou' npx --no-install playwright test smoke
	@ls -lh $(TARGET)/release/yunchou

bench: setup-bench ## measure the released program against floors, on both databases (5 minutes after the build); ARGS="--customers 10000"
	$(call say,released program and benchmark)
	@[ -f frontend/dist/index.html ] || cargo xtask web --release
	@cargo build --release --package server --package bench
	$(call say,measure)
	@PG_DURABLE=1 $(SCRIPTS)/pg.sh with $(TARGET)/release/bench $(ARGS)

bench-scores: setup-test ## how long the scores of a large company take, on both databases; SCORES_PEOPLE=1000 SCORES_RECORDS=1000000
	$(call say,scores of many records)
	@export SCORES_PEOPLE=$${SCORES_PEOPLE:-1000} SCORES_RECORDS=$${SCORES_RECORDS:-1000000}; \
	  cargo test --workspace --test api -- --nocapture kpi_11_scores_of_many && \
	  PG_DURABLE=1 $(SCRIPTS)/pg.sh with cargo test --workspace --test api -- --nocapture kpi_11_scores_of_many

setup:
	@$(SCRIPTS)/setup.sh run

setup-test:
	@$(SCRIPTS)/setup.sh test

setup-bench:
	@$(SCRIPTS)/setup.sh bench

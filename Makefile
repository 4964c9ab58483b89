# `make help` says what there is to do.

LISTEN ?= 127.0.0.1:8080
DATA ?= data
ARGS ?=

# Builds take what they know about the queries from .sqlx; `make prepare` writes that.
export SQLX_OFFLINE = true

.PHONY: help run test test-deep mutants lint bench bench-live bench-cuts bench-deaf bench-transports bench-catalogue conformance pages-check fuzz-api scan audit advisories prepare
.DEFAULT_GOAL := help

help: ## Lists what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

run: ## Builds Gavel and opens the house with a demo sale (LISTEN=127.0.0.1:8080 DATA=data ARGS=…)
	@scripts/setup
	cargo run --release --locked -- serve --demo --listen $(LISTEN) --data $(DATA) $(ARGS)

test: ## Runs every test, on a PostgreSQL of its own
	@scripts/setup --tests
	cargo test --locked
	@[ ! -d tests/js ] || node --test $$(find tests/js -name '*.js' -o -name '*.mjs')

test-deep: ## Plays a million random commands in every format against a brute-force auctioneer (GAVEL_MODEL_COMMANDS=7000000)
	GAVEL_MODEL_COMMANDS=$(or $(GAVEL_MODEL_COMMANDS),7000000) cargo test --release --locked --test it model::

mutants: ## Changes the rules in every small way and lists what no test notices (needs cargo-mutants; ARGS=… for it)
	scripts/mutants $(ARGS)

lint: ## Checks formatting, clippy, and that .sqlx is as the queries are
	@scripts/setup
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	scripts/prepare --check

bench: ## Measures bids: the rules alone, and the house against a row-locked transaction per bid
	@scripts/setup
	cargo bench --locked --bench decide --bench journal --bench front

bench-live: ## Measures delivery to 100, 1 000 and 5 000 watchers, and a restart under them (GAVEL_BENCH_ROUNDS=3)
	@scripts/setup
	cargo bench --locked --bench live

bench-cuts: ## Shows that 1 000 watchers miss nothing through networks that fail for a minute (GAVEL_BENCH_SECONDS=60)
	@scripts/setup
	cargo bench --locked --bench live -- cuts

bench-deaf: ## Measures what 500 viewers who never read cost 1 000 who do, and the house (GAVEL_BENCH_ROUNDS=3)
	@scripts/setup
	cargo bench --locked --bench live -- deaf

bench-transports: ## Measures polling, long polling, SSE and WebSocket side by side, and draws docs/transports.svg
	@scripts/setup
	cargo bench --locked --bench transports

bench-catalogue: ## Measures the first page and searches among 100 000 lots against 1 000 (GAVEL_BENCH_ROUNDS=5)
	@scripts/setup
	cargo bench --locked --bench catalogue

conformance: ## Runs the Autobahn suite against examples/echo (needs its wstest; WSTEST=… says where)
	scripts/conformance

pages-check: ## Looks at every page in a real browser: axe, Nu and Lighthouse (needs chromium, Java, node; ARGS=--quick, or parts of addresses)
	scripts/pages-check $(ARGS)

fuzz-api: ## Makes up calls from /api/openapi.json and sees that every answer is as promised (needs schemathesis; FUZZ_SECONDS=120)
	scripts/fuzz-api $(ARGS)

scan: ## Looks for holes with wapiti and sqlmap, in every form and parameter (needs both; SCAN_SECONDS=120)
	scripts/scan $(ARGS)

audit: ## Holds every dependency against deny.toml
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny check bans licenses sources

advisories: ## Asks the advisory database about every dependency (needs the network)
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny check advisories

prepare: ## Writes .sqlx anew, after a change to a query or a migration
	@scripts/setup
	scripts/prepare

# Everything a person or CI does with the project. `make` lists it.
#
# To add a library: write it in requirements.in (or requirements-dev.in), run `make lock`, commit both.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PY := $(BIN)/python
RUNTIME := .venv/.runtime
TOOLS := .venv/.tools
PAGES := node_modules/.installed
MESSAGES := .venv/.messages
PEERS := .venv/.peers
# The checks need settings but no installation: weak keys, nothing sent.
AS_TEST := FULDMAGT_TESTING=yes
PIP := $(PY) -m pip --disable-pip-version-check install --quiet

.PHONY: help
help: ## List what can be done
	@echo "Fuldmagt: who may act for whom. make ..."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUNTIME) $(PAGES) $(MESSAGES) ## Install into this folder and run the platform with a demonstration world; Ctrl-C ends it
	@exec $(BIN)/fuldmagt demo

.PHONY: test
test: check machine ## All that CI runs: checks, then every test on SQLite and on PostgreSQL
	@$(PY) scripts/test.py

.PHONY: check
check: $(TOOLS) $(PAGES) $(MESSAGES) ## Format, lint, types, import rules, translations, migrations: fast, no database
	@$(PY) scripts/check.py

.PHONY: requirements
requirements: $(TOOLS) ## The requirements, and the tests that prove each
	@$(PY) scripts/requirements.py

.PHONY: guards
guards: $(TOOLS) $(PAGES) $(MESSAGES) ## Take out each security guard in turn and see a test turn red
	@$(PY) scripts/guards.py

.PHONY: soak
soak: $(TOOLS) $(PAGES) $(MESSAGES) machine ## The long runs (races, faults, random worlds) at full length
	@SOAK=1 $(PY) scripts/test.py -m soak

.PHONY: bench
bench: $(TOOLS) $(PAGES) $(MESSAGES) $(PEERS) ## The benchmarks, each beside its peer or its limit; writes benchmarks/results.json
	@$(AS_TEST) DJANGO_SETTINGS_MODULE=fuldmagt.config.settings $(PY) -m benchmarks

.PHONY: format
format: $(TOOLS) ## Put the code in the house's form
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix .

.PHONY: messages
messages: $(TOOLS) ## What is still to be translated; compiles what is
	@$(PY) scripts/messages.py

.PHONY: matrix
matrix: $(TOOLS) ## Write docs/powers.md and docs/refusals.md: who may open what, and every no
	@$(PY) scripts/powers.py
	@$(PY) scripts/refusals.py

.PHONY: lock
lock: $(TOOLS) ## Write the hashes of every library again, after a change of requirements*.in
	@$(PIP) uv
	@cd . && lock() { $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$$@"; }; \
	  lock requirements.in requirements-build.in -o requirements.txt; \
	  lock requirements-dev.in requirements-build.in -c requirements.txt -o requirements-dev.txt; \
	  lock requirements-bench.in -c requirements-dev.txt -o requirements-bench.txt

.PHONY: clean
clean: ## Remove what was installed and made here
	@rm -rf .venv node_modules var build

# What the targets above stand on. A stamp is older than its source: install again.

.venv/.made:
	@bash scripts/venv
	@touch $@

$(RUNTIME): requirements.txt pyproject.toml | .venv/.made
	@echo "Installing the platform's libraries ..."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): requirements-dev.txt $(RUNTIME)
	@echo "Installing the tools ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

$(PAGES): package-lock.json
	@echo "Installing the pages' libraries ..."
	@npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(PEERS): requirements-bench.txt benchmarks/package-lock.json $(TOOLS)
	@echo "Installing what the benchmarks measure beside ..."
	@$(PIP) --require-hashes -r requirements-bench.txt
	@cd benchmarks && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(MESSAGES): $(RUNTIME) $(shell find src examples -name '*.po' 2>/dev/null)
	@$(PY) scripts/messages.py compile
	@touch $@

.PHONY: machine
machine:
	@bash scripts/machine

# Two commands matter: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
TEST_HOME := build/test-home
ARGS ?=

.PHONY: help demo test bench-x12 bench-search prove lint types layers docs test-sqlite test-postgres test-browser debian migrations lock clean

help: ## This list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

demo: .venv/runtime ## Play a seeded practice through the whole cycle, then serve it (ARGS=--no-serve)
	$(BIN)/cleanclaim demo $(ARGS)

test: lint types layers docs test-sqlite test-postgres test-browser ## Every check, in about ten minutes
	@echo "make test: every check passed"

bench-x12: .venv/dev ## How fast X12 is read, judged and made tables
	$(BIN)/python bench/x12.py $(ARGS)

bench-search: .venv/dev ## How often the code search puts the right code on top
	$(BIN)/python bench/search.py $(ARGS)

lint: .venv/dev ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev ## Types, strict in core
	$(BIN)/mypy

layers: .venv/dev ## Who may import whom
	$(BIN)/lint-imports

docs: .venv/dev ## The documentation, warnings as errors
	CLEANCLAIM_HOME=$(TEST_HOME) $(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs

test-sqlite: .venv/dev ## Tests on SQLite
	CLEANCLAIM_HOME=$(TEST_HOME) $(BIN)/pytest -n 2 -m "not prove and not browser" $(ARGS)

test-postgres: .venv/dev ## What touches the database, on PostgreSQL
	CLEANCLAIM_HOME=$(TEST_HOME) tools/with-postgres $(BIN)/pytest -n 2 -m "not prove and not browser" tests/app $(ARGS)

test-browser: .venv/dev ## The application in a real browser
	CLEANCLAIM_HOME=$(TEST_HOME) tools/with-chromium $(BIN)/pytest -m "browser and not prove" $(ARGS)

prove: .venv/dev ## The longer proofs: crash sweep, every prefix and byte of the golden files
	CLEANCLAIM_HOME=$(TEST_HOME) $(BIN)/pytest -m prove $(ARGS)
	CLEANCLAIM_HOME=$(TEST_HOME) tools/with-postgres $(BIN)/pytest -m prove tests/app $(ARGS)

debian: ## What Debian must give: PostgreSQL, Chromium, pango, Java (as root)
	tools/debian

migrations: .venv/dev ## Write the migrations that the models ask for
	CLEANCLAIM_HOME=$(TEST_HOME) DJANGO_SETTINGS_MODULE=cleanclaim.app.site.settings $(BIN)/python -m django makemigrations

lock: .venv/dev ## Write the lock files anew
	$(LOCK) pyproject.toml -o requirements/runtime.lock
	$(LOCK) pyproject.toml --group dev -c requirements/runtime.lock -o requirements/dev.lock
	$(LOCK) requirements/build.in -o requirements/build.lock

clean: ## Everything that was built (never the home)
	rm -rf .venv build docs/_build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cleanclaim needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/build: requirements/build.lock | .venv/bin/python
	$(INSTALL) -r requirements/build.lock
	@touch $@

.venv/runtime: requirements/runtime.lock pyproject.toml .venv/build
	$(INSTALL) -r requirements/runtime.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.lock .venv/runtime
	$(INSTALL) -r requirements/dev.lock
	@touch $@

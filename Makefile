# Midad: bare `make` lists the commands. Everything a command needs it sets up itself.

PORT ?= 8000
PYTHON ?= $(shell for candidate in python3.13 python3.12 python3.11 python3; do \
	command -v $$candidate >/dev/null 2>&1 && \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$candidate && break; done)
BIN := .venv/bin
export MIDAD_URL ?= http://localhost:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help demo test check check-fast format words screenshots bench bench-press bench-readers lock audit clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/run.stamp ## make the demo newspaper and serve it (PORT=8000)
	@exec $(BIN)/midad demo --port $(PORT)

test: .venv/dev.stamp ## run the whole test suite, browser and PostgreSQL included
	@$(BIN)/python -m tests.suite

check: .venv/dev.stamp ## lint, types, architecture, migrations, own rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m lint
	@$(BIN)/python -m lint.words --check
	@$(BIN)/djhtml --check src/midad/newsroom/templates src/midad/readers/templates
	@DJANGO_SETTINGS_MODULE=midad.config.settings.test $(BIN)/midad makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=midad.config.settings.test $(BIN)/midad lintmigrations --no-cache \
		--ignore-name-contains 0001_ --include-apps accounts press stories readers newsroom --quiet ignore ok \
		--exclude-migration-tests NOT_NULL # which on SQLite finds the columns of old: tests/test_architecture.py asks

check-fast: .venv/dev.stamp ## the quick half of check, for before a commit
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/python -m lint

format: .venv/dev.stamp ## set the code in its form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

words: .venv/dev.stamp ## gather the words of the interface and compile the Arabic catalogue
	@$(BIN)/python -m lint.words

screenshots: .venv/dev.stamp ## make docs/screenshots/ from the demo newspaper
	@$(BIN)/python -m tests.screenshots

bench: .venv/dev.stamp ## measure the import and the server against their peers
	@$(BIN)/python -m bench

bench-press: .venv/dev.stamp ## measure the press against nginx, WordPress and plain Wagtail
	@$(BIN)/pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@$(BIN)/python -m bench.press $(OPTIONS)

bench-readers: .venv/dev.stamp ## measure readers' votes and what /me costs beside a page
	@$(BIN)/python -m bench.readers $(OPTIONS)

lock: .venv/dev.stamp ## make requirements/ anew from pyproject.toml
	@$(BIN)/python -m lint.lock

audit: ## ask an index of advisories about the packages that are pinned
	@test -x build/audit/bin/python || $(PYTHON) -m venv build/audit
	@build/audit/bin/pip install --quiet --disable-pip-version-check "pip-audit>=2.10"
	@build/audit/bin/python -m lint.audit

clean: ## remove the environment; the paper in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp is made last, so an environment left half made is made again.
.venv/run.stamp: requirements/run.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Midad needs Python 3.11 or later (PYTHON=/path/to/python)"; exit 1; }
	@echo "· making the environment"
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing (on Debian: apt install python3-venv)"; exit 1; }
	@echo "· installing packages"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "· installing what tests and checks need"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

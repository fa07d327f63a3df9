# `make demo` and `make test` each work alone on a fresh machine with Python 3.11 or newer.
# PYTHON=/path/to/python3.12 chooses another Python than the newest that is found.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
# One more than two cores: tests of pages and of processes wait a good part of their time.
WORKERS ?= 3

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help look demo test proof cover lint format lock changelog clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

# ---------------------------------------------------------------- environment
# Stamps say what is installed, so that a second run starts at once.

# Where PYTHON is given, look each time whether the environment is that Python's.
$(VENV)/made.stamp: tools/venv.sh $(if $(PYTHON),look)
	@tools/venv.sh $(VENV)
	@test $@ -nt tools/venv.sh || touch $@

look:

NO_PACKAGES := "Remedy: connect to a package index; or PIP_NO_INDEX=1 PIP_FIND_LINKS=/folder/of/wheels make ..."

# The lock names every package, so nothing else is looked for: a newer release of one cannot get in the way.
define install
	@echo "Installing the locked packages of requirements/$(1).txt"
	@$(BIN)/python -m pip install -qq --no-deps --require-hashes --requirement requirements/$(1).txt || { echo $(NO_PACKAGES); exit 1; }
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
endef

$(VENV)/run.stamp: requirements/run.txt pyproject.toml src/detente/__init__.py $(VENV)/made.stamp
	$(call install,run)
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml src/detente/__init__.py $(VENV)/made.stamp
	$(call install,dev)
	@touch $(VENV)/run.stamp $@

# What tests need of the system besides: PostgreSQL for the ledger and Chromium for pages, where the system is Debian and
# the user may install them.
APT = { test "$$(id -u)" = 0 && test -f /etc/debian_version && apt-get -qq update && \
	DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(1); } >/dev/null 2>&1 || true
POSTGRES := ls /usr/lib/postgresql/*/bin/initdb
BROWSER := command -v chromium
$(VENV)/system.stamp: $(VENV)/made.stamp
	@$(POSTGRES) >/dev/null 2>&1 || $(call APT,postgresql)
	@$(POSTGRES) >/dev/null 2>&1 || echo "PostgreSQL is not installed: the ledger is tested on SQLite alone"
	@$(BROWSER) >/dev/null 2>&1 || $(call APT,chromium)
	@$(BROWSER) >/dev/null 2>&1 || echo "Chromium is not installed: pages are not tested in a browser"
	@touch $@

# ---------------------------------------------------------------- commands

demo: $(VENV)/run.stamp ## install what is needed and run the flagship case
	@printf '\n$$ detente analyse us-russia-2024\n\n'
	@$(BIN)/detente analyse us-russia-2024
	@printf '\n$$ detente compare us-russia-2024 second_term first_term unprepared insists aid_gone demands_met\n\n'
	@$(BIN)/detente compare us-russia-2024 second_term first_term unprepared insists aid_gone demands_met

test: $(VENV)/dev.stamp $(VENV)/system.stamp ## install what the tests need and run them all
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

proof: $(VENV)/dev.stamp ## the same definitions on many more random conflicts and examples; takes an hour
	@DETENTE_CONFLICTS=40000 DETENTE_HYPOTHESIS=nightly $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal \
		tests/properties tests/contract

# The rooms in which a wrong branch means a wrong verdict: every branch is taken by some test. Counting takes twice the
# time, so properties get fewer examples here, and what only tries more of the same (marked `more`) is left out; `make
# test` has it all. Machine code is not counted, so the tests of kernels run first, uncompiled.
CORE := errors conflict scenario engine checks prospects grounds arguments settlement store
GATE := tests/scenario tests/checks tests/engine tests/symbolic tests/cases tests/contract tests/properties \
	tests/prospects tests/arguments tests/settlement tests/store
KERNELS := tests/engine/test_fast.py tests/engine/test_ensemble.py

COUNT := DETENTE_HYPOTHESIS=counted $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not more" --cov-branch
cover: $(VENV)/dev.stamp $(VENV)/system.stamp ## every branch of the core rooms is tested
	@NUMBA_DISABLE_JIT=1 $(COUNT) $(KERNELS) --cov=detente.engine --cov-report=
	@DETENTE_CONFLICTS=300 $(COUNT) $(GATE) $(KERNELS:%=--deselect=%) --cov-append $(CORE:%=--cov=detente.%) \
		--cov-report=term-missing:skip-covered --cov-fail-under=100

lint: $(VENV)/dev.stamp ## style, types and the order of rooms
	@echo "ruff check" && $(BIN)/ruff check --quiet .
	@echo "ruff format" && $(BIN)/ruff format --quiet --check .
	@echo "mypy" && $(BIN)/mypy --no-error-summary
	@echo "import-linter" && $(BIN)/lint-imports --no-logo

format: $(VENV)/dev.stamp ## let ruff lay out the code
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

# UPGRADE=--upgrade takes the newest versions; without it, pins stay where pyproject.toml allows.
UV = $(or $(shell command -v uv),$(wildcard $(BIN)/uv))
COMPILE = "$(UV)" pip compile pyproject.toml --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-annotate $(UPGRADE)

lock: ## write requirements/*.txt anew (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv: $(BIN)/python -m pip install uv"; exit 1; }
	@$(COMPILE) --all-extras --group build --output-file requirements/dev.txt
	@$(COMPILE) --extra fast --extra store --extra symbolic --extra workbench --group build --constraint requirements/dev.txt --output-file requirements/run.txt
	@! grep -nE '://|^-' requirements/run.txt requirements/dev.txt

changelog: $(VENV)/dev.stamp ## show what the next release will say
	@$(BIN)/towncrier build --draft

clean: ## remove the environment, caches and built files
	@rm -rf $(VENV) build dist .coverage htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Everything here needs only Python 3.11 or later with venv, make and a package index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST_ARGS ?=
# Programs and screens wait more than they work: twice as many tests at once as there are cores.
WORKERS ?= 4
# Without a seed the tests run in the order of their files; with one, in the order it gives.
SEED ?=
ORDER := $(if $(SEED),-p randomly --randomly-seed=$(SEED))

.DEFAULT_GOAL := help
.PHONY: help run test faults lint format check reading-age pictures bench lock clean

help: ## List the targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp demo.json ## Open the dashboard on a demo register, demo.json
	@$(BIN)/python -m tuiapp --register demo.json

test: $(VENV)/dev.stamp ## Run the tests; PYTEST_ARGS="-k undo" runs some, SEED=7 in random order
ifeq ($(strip $(PYTEST_ARGS)),)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ORDER)
else
	$(BIN)/python -m pytest $(ORDER) $(PYTEST_ARGS)
endif

faults: $(VENV)/dev.stamp ## Break the register from outside, thousands of times; takes an hour
	$(BIN)/python -m pytest tests/faults --long $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp ## Check format, style, types, layers and spelling
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(VENV)/dev.stamp ## Put the code into its format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

check: lint test ## Lint and test: the loop before every commit

reading-age: $(VENV)/dev.stamp ## Print how hard each page of the guidance is to read
	@$(BIN)/python -m tests.content.style

pictures: $(VENV)/dev.stamp ## Make pictures of every screen, theme by theme, at three sizes, in build/pictures
	@$(BIN)/python -m tests.screens.tour build/pictures
	@$(BIN)/python -m tests.screens.contrast

bench: $(VENV)/dev.stamp ## Measure how fast it is, how it feels and what memory it takes
	$(BIN)/python bench/run.py
	$(BIN)/python bench/edits.py
	$(BIN)/python bench/feel.py

lock: ## Choose the newest versions within the bounds, and write both locks
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && set -e && \
	$(PYTHON) -m venv "$$folder" && \
	"$$folder/bin/python" -m pip --disable-pip-version-check --quiet install 'uv>=0.9,<1' && \
	for lock in run:build dev:dev; do \
	  "$$folder/bin/uv" pip compile pyproject.toml --quiet --upgrade \
	    --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" \
	    --group "$${lock#*:}" --output-file "requirements/$${lock%:*}.lock"; \
	done

clean: ## Remove the environment and what the tools left; demo.json stays
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find tuiapp tests bench -type d -name __pycache__ -prune -exec rm -rf {} +

demo.json: | $(VENV)/run.stamp
	@$(BIN)/python -m tuiapp init demo.json --demo

# The stamps say what the environment holds. A changed lock or pyproject.toml makes it anew.

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'partnertui needs Python 3.11 or later, and $(PYTHON) is none. Name one: make PYTHON=python3.11 ...' >&2; exit 1; }
	@echo 'Making the environment in $(VENV); this is done once.'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(VENV)/made.stamp
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml | $(VENV)/made.stamp
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

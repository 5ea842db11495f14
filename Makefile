# Sandbank. `make up` starts a bank, `make test` proves it; `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= data
STAMP  := $(VENV)/.installed
DEV    := $(VENV)/.installed-dev

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

up: $(STAMP) ## Start a bank with demo data, in the foreground
	@exec $(BIN)/sandbank up --data $(DATA)

test: $(DEV) ## Everything that CI checks, in under 15 minutes
	@$(BIN)/python -m tests.run

test-all: $(DEV) ## The long runs too
	@$(BIN)/python -m tests.run --all

contract: $(DEV) ## Generate models, SDK and tables from openapi.yaml
	$(BIN)/python -m sandbox.contract.generator
	$(BIN)/python sdk/generate.py

bench: $(DEV) ## Speed, as ratios in one run
	@$(BIN)/python -m loadtests.bench

bench-growth: $(DEV) ## The same operations at 1,000, 100,000 and 1,000,000 accounts
	@$(BIN)/python -m loadtests.growth

bench-pages: $(DEV) ## The portal with 10,000 customers, from the click to the painted page
	@$(BIN)/python -m loadtests.pages

docs: $(DEV) ## Build the documentation into site/
	@$(BIN)/python -m sandbox.pages.docs

dist: docs ## Wheels of the server, with the documentation in it, and of the SDK, into dist/
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist . ./sdk

format: $(DEV) ## Format and sort imports
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

verify: $(STAMP) ## Prove the books of the local bank
	@$(BIN)/sandbank verify --data $(DATA)

lock: $(DEV) ## Write the lock files anew
	@sh requirements/lock.sh $(BIN)

sbom: $(STAMP) ## The bill of materials, as CycloneDX, into sbom.json
	@$(BIN)/python requirements/sbom.py sbom.json

clean: ## Remove what the other targets made (never data)
	rm -rf $(VENV) build dist site bench-results .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Sandbank needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python requirements/runtime.txt pyproject.toml sdk/pyproject.toml
	@echo "Installing (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/runtime.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable . --editable sdk
	@touch $@

$(DEV): $(STAMP) requirements/dev.txt
	@echo "Installing what tests need (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

.PHONY: help up test test-all contract bench bench-growth bench-pages docs dist format verify lock sbom clean

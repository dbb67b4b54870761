# `make` says what there is. The environment lives in .venv; a target that needs it makes it, once.

PYTHON ?= $(shell scripts/find-python)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint types unit format accuracy ontology-docs system wheel clean

help:
	@echo "make demo     the graph of the sample articles, in demo-graph/"
	@echo "make test     every check: ruff, mypy, the tests (as root on Debian: installs a browser and RDF checkers first)"
	@echo "make lint | types | unit    one of them"
	@echo "make format   lays the code out"
	@echo "make accuracy GOLD=FOLDER   precision, recall and errors on annotated texts: ours, and those of FOLDER"
	@echo "make ontology-docs   page and picture of the ontology, in docs/, and the context of JSON-LD"
	@echo "make wheel    the wheel and the source archive, in dist/"
	@echo "make clean    removes what was built; the environment stays"

demo: $(VENV)/.installed
	@$(BIN)/kg demo

# All three run, even if the first of them fails: one run shows everything that is wrong.
test: system $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory --keep-going lint types unit

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

unit: $(VENV)/.installed-dev
	$(BIN)/pytest -ra --durations=10

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

accuracy: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.accuracy benchmarks/accuracy/own benchmarks/accuracy/fresh $(GOLD)

ontology-docs: $(VENV)/.installed-dev
	$(BIN)/python scripts/ontology_docs.py

wheel: $(VENV)/.installed-dev
	$(BIN)/python -m build --no-isolation

system:
	@scripts/system-packages

clean:
	rm -rf build dist demo-graph .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; install one, or say make PYTHON=/path/to/python."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing the package into $(VENV); the first time this takes a minute or two."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing the package and the development tools into $(VENV); the first time this takes some minutes."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

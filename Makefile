# Python 3.11 and make are all that a fresh machine needs: every target first makes .venv and
# installs Twinset into it, and does so again only when pyproject.toml changes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PYTEST_ARGS ?=

VERSUS_ARGS ?=
BLOCKING_ARGS ?=
SPEED_ARGS ?= --rows 100k --rows 1M --timeout 300

BIN := $(VENV)/bin
PEERS := $(VENV)/peers
RIVALS := $(VENV)/blocking
READY := $(VENV)/.ready
SOURCES := $(wildcard engine cli tests benchmarks)

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format types imports check bench kernels quality stages versus blocking blocking-seconds rivals data clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

install: $(READY) ## .venv with Twinset and everything to develop it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Installing Twinset into $(VENV) ..."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[dev]'
	@touch $@

demo: $(READY) ## deduplicate data/contacts.csv into demo/, measure it, explain one pair
	$(BIN)/twinset dedupe data/contacts.csv -o demo --force
	@echo
	$(BIN)/twinset evaluate demo data/contacts_truth.csv
	@echo
	@pair=$$($(BIN)/python -c 'import json, pyarrow.parquet as pq; \
		ids = pq.read_table("demo/merge_sets.parquet")["member_ids"][0].as_py(); \
		print(*ids[:2])') && \
	echo "$(BIN)/twinset explain demo $$pair" && \
	$(BIN)/twinset explain demo $$pair

test: $(READY) ## the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY) ## style (ruff)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

format: $(READY) ## put the style right
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

types: $(READY) ## types (mypy)
	$(BIN)/mypy

imports: $(READY) ## the order in which modules may import each other (import-linter)
	$(BIN)/lint-imports

check: lint types imports test ## all of the above, as CI runs it

bench: $(READY) ## the benchmarks of every stage
	$(BIN)/python -m pytest benchmarks --benchmark-only $(PYTEST_ARGS)

kernels: $(READY) ## every kernel beside its rivals, the machine's limits and its compile time
	-$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[bench]'
	$(BIN)/python benchmarks/kernels.py --compile

quality: $(READY) ## precision and recall on the public sets (TWINSET_DATASETS) and a generated base
	$(BIN)/python benchmarks/quality.py --readme
	$(BIN)/python benchmarks/blocking_families.py --readme

stages: $(READY) ## where a run's seconds and bytes go, stage by stage (benchmarks/README.md)
	$(BIN)/python benchmarks/stages.py

versus: $(READY) ## Twinset against its peers (benchmarks/README.md)
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --disable-pip-version-check --quiet \
		--requirement benchmarks/peers/requirements.txt
	$(BIN)/python benchmarks/versus.py --peers-python $(PEERS)/bin/python $(VERSUS_ARGS)

blocking: rivals ## blocking strategies, ours and others, on the public sets (benchmarks/README.md)
	$(RIVALS)/bin/python benchmarks/blocking/run.py $(BLOCKING_ARGS)
	$(RIVALS)/bin/python benchmarks/blocking/speed.py $(SPEED_ARGS)

blocking-seconds: rivals ## the clock of that page alone, again; says first how long it takes
	$(RIVALS)/bin/python benchmarks/blocking/run.py --seconds $(BLOCKING_ARGS)

rivals: $(READY)
	test -x $(RIVALS)/bin/python || $(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install --disable-pip-version-check --quiet --editable . \
		--requirement benchmarks/blocking/requirements.txt
	$(RIVALS)/bin/python -m pip install --disable-pip-version-check --quiet --no-deps \
		--requirement benchmarks/blocking/requirements-alone.txt

data: $(READY) ## make data/ again
	$(BIN)/twinset generate 5000 -o data/contacts.csv --truth data/contacts_truth.csv --seed 1 --force

clean: ## remove what the targets above made
	rm -rf demo $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks .import_linter_cache

# The menu of the handbook. Every target installs what it needs into .venv; type `make` to see them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HANDBOOK := $(BIN)/handbook
SITE := site

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The same sources give the same bytes: dates come from the last commit, unless the caller sets one.
ifeq ($(strip $(SOURCE_DATE_EPOCH)),)
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 1700000000)
endif
export SOURCE_DATE_EPOCH

.DEFAULT_GOAL := help
# What reads the site must not start while it is being built, whatever `-j` says.
.NOTPARALLEL:
.PHONY: help site serve test check verify links overdue trees templates parity bench lint types workflows unit browser schemas lock publish clean audit word

help: ## Show this menu
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site.done ## Build the site into site/ and say where to look
	@$(HANDBOOK) build --out $(SITE)

serve: $(VENV)/site.done ## Serve the site with live reload at http://127.0.0.1:8000/
	@$(HANDBOOK) serve

check: $(VENV)/site.done ## Check texts, data and citations alone
	@$(HANDBOOK) check

test: lint types workflows site verify parity unit browser ## Run everything that a change must pass

lint: $(VENV)/dev.done ## Check the form of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/dev.done ## Check types
	@echo "checking types …"
	@$(BIN)/mypy

workflows: $(VENV)/dev.done ## Check the workflows for unsafe settings
	@$(BIN)/zizmor --offline --quiet --no-progress .github

verify: $(VENV)/site.done | $(SITE)/index.html ## Read the finished site: requests, links, anchors, leaks, weight
	@$(HANDBOOK) verify --site $(SITE)

parity: $(VENV)/dev.done ## Build with MkDocs, ProperDocs and Zensical and compare
	@$(HANDBOOK) parity

unit: $(VENV)/dev.done ## Run the tests that need no browser
	@$(BIN)/python -m pytest -n auto -m "not browser"

browser: $(VENV)/dev.done | $(SITE)/index.html ## Run the tests that need Chromium, which is found or installed
	@chromium="$$($(BIN)/python tests/browser/chromium.py)" && CHROMIUM="$$chromium" $(BIN)/python -m pytest -n auto -m browser

links: $(VENV)/dev.done | $(SITE)/index.html ## Walk the built site with linkchecker (LINKS=--external for other sites too)
	@$(HANDBOOK) links --site $(SITE) $(LINKS)

overdue: $(VENV)/site.done ## List pages and trees that were reviewed over a year ago
	@$(HANDBOOK) overdue

trees: $(VENV)/site.done ## Print a table of the decision trees: size, cases, coverage, picture
	@$(HANDBOOK) trees

templates: $(VENV)/site.done ## Print a table of the contracting templates
	@$(HANDBOOK) templates

bench: $(VENV)/dev.done ## Measure what citations and the pictures of trees cost
	@$(BIN)/python tests/bench_citations.py
	@PYTHONPATH=tests $(BIN)/python tests/bench_trees.py

audit: test links word ## Everything, linkchecker, and the Word files in LibreOffice

word: $(VENV)/dev.done | $(SITE)/index.html ## Let LibreOffice open and print every Word file (it must be installed)
	@command -v soffice >/dev/null || { echo "LibreOffice is missing. On Debian: apt-get install libreoffice-writer"; exit 1; }
	@$(BIN)/python tests/audit_word.py $(SITE)

schemas: $(VENV)/site.done ## Write the schemas of data files, for editors
	@$(HANDBOOK) schemas

publish: $(VENV)/site.done ## Record every address and anchor as published, for ever
	@$(HANDBOOK) publish

lock: $(VENV)/site.done ## Write the two lock files (LOCK=--upgrade for the newest versions allowed)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header --python-version 3.11 \
	  $(LOCK) requirements.in -o requirements.lock
	@sed 's/ .*//; /^#/d; /^$$/d' requirements.lock | sed -n 's/^\([a-zA-Z0-9._-]*\)==.*/\1/p' > $(VENV)/site.names
	@$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header --python-version 3.11 \
	  --constraints requirements.lock $$(sed 's/^/--no-emit-package /' $(VENV)/site.names) \
	  $(LOCK) requirements-dev.in -o requirements-dev.lock

clean: ## Remove what was built and installed
	rm -rf $(VENV) $(SITE) build

# What reads a site builds one where there is none, and else reads the one that is there.
$(SITE)/index.html: | $(VENV)/site.done
	@$(HANDBOOK) build --out $(SITE)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "The handbook needs Python 3.11 or newer. Install it, or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site.done: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what builds the site …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/site.done
	@echo "installing what tests it …"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

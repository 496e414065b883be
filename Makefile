# The front door. `make` alone prints what there is.
#
# Everything is made in place and in git-ignored folders: .venv, node_modules, static/built, .data.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

BIN := .venv/bin
INSTALLED := .venv/.installed
PACKAGES := node_modules/.installed
CSS := static/built/app.css
SCRIPT := static/built/govuk-frontend.min.js
GOVUK := node_modules/govuk-frontend/dist
# A Node.js of the machine's own is used if it is new enough, else one from a wheel beside our own packages.
NODE_IS_HERE := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18)' >/dev/null 2>&1 \
	&& command -v npm >/dev/null 2>&1 && echo yes)
LOCKS := requirements/setup.txt requirements/dev.txt $(if $(NODE_IS_HERE),,requirements/node.txt)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help setup assets run demo-reset test check lint format types arch drift bench bench-rosters pictures lock clean

help: ## What make can do
	@echo "Volunteers. The two commands are 'make run' and 'make test'; the rest:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "Settings: PORT (8000), DATA_DIR (.data), VOLUNTEERS and YEARS of the demonstration, DATABASE_URL, REDIS_URL."

# ---- setting up

setup: $(INSTALLED) assets ## Install what is needed and build the style sheet

$(INSTALLED): $(LOCKS)
	@python=; for name in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed, and none was found on the PATH." >&2; exit 1; fi; \
	if ! [ -x $(BIN)/python ]; then \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv .venv || { rm -rf .venv; \
			echo "Python cannot make a virtual environment: install its venv package (Debian: python3-venv)." >&2; exit 1; }; \
	fi
	@echo "Installing the pinned Python packages"
	@if $(BIN)/python -m pip install --quiet --require-hashes -r requirements/setup.txt \
		&& $(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python $(LOCKS); then :; else \
		echo "uv could not; trying pip"; \
		for lock in $(LOCKS); do $(BIN)/python -m pip install --quiet --require-hashes -r $$lock || exit 1; done; fi
	@touch $@

assets: $(CSS) $(SCRIPT)

$(PACKAGES): package.json package-lock.json .npmrc | $(INSTALLED)
	@echo "Installing the design system"
	@npm ci --silent --ignore-scripts --omit=optional
	@touch $@

$(CSS): $(wildcard assets/scss/*.scss) $(PACKAGES) Makefile
	@echo "Building the style sheet"
	@mkdir -p $(@D)
	@node node_modules/sass/sass.js --no-source-map --style=compressed --load-path=$(GOVUK) assets/scss/app.scss $@

$(SCRIPT): $(PACKAGES) Makefile
	@mkdir -p $(@D)
	@sed 's,//# sourceMappingURL=.*,,' $(GOVUK)/govuk/govuk-frontend.min.js > $@

# ---- running

run: setup ## Start everything, with a demonstration force; Ctrl-C stops it
	@exec $(BIN)/python -m volunteers.local.supervisor

demo-reset: setup ## Throw the demonstration away and start afresh
	@exec $(BIN)/python -m volunteers.local.supervisor --reset

# ---- checking

test: setup ## Run the tests
	@$(BIN)/python -m pytest -n 2 --maxschedchunk 4

check: setup lint types arch drift test ## Everything that must hold before a change lands

lint: $(INSTALLED) ## Style and mistakes, in Python and in templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates

format: $(INSTALLED) ## Put Python in the one layout
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

types: $(INSTALLED) ## Types, strictly
	@$(BIN)/mypy

arch: $(INSTALLED) ## What may import what
	@$(BIN)/lint-imports

drift: $(INSTALLED) ## Do the migrations go up and down, and match the models
	@$(BIN)/python -m volunteers.local.alongside sh -c "flask --app wsgi db upgrade \
		&& flask --app wsgi db check && flask --app wsgi db downgrade base && flask --app wsgi db upgrade"

bench: setup ## Measure speed, beside the bare stack on the same machine
	@$(BIN)/python -m bench

bench-rosters: setup ## Fill rosters beside plain CP-SAT and HiGHS models (about an hour)
	@$(BIN)/python -m bench.rosters

pictures: setup ## Take the pictures in docs/pictures, in Chromium
	@$(BIN)/python -m bench.pictures

# ---- looking after it

lock: $(INSTALLED) ## Pin every package anew from pyproject.toml and package.json
	@for extras in "base" "local --extra local" "dev --extra local --extra dev"; do set -- $$extras; name=$$1; shift; \
		$(COMPILE) pyproject.toml "$$@" -o requirements/$$name.txt || exit 1; done
	@for group in setup node; do $(COMPILE) --group $$group -o requirements/$$group.txt || exit 1; done
	@npm install --silent --package-lock-only --ignore-scripts

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

clean: ## Remove what was installed and built; the data stays
	rm -rf .venv node_modules static/built .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

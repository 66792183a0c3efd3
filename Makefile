# Everything that a person does with this project has its word here: `make help` lists them.
# Needs Python 3.11 or newer with venv, and make; the rest is installed into .venv.

PYTHON ?= python3
PORT ?= 8000
ARTICLES ?= 2000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url $(LOCK_OPTIONS) pyproject.toml
RUFF := $(BIN)/ruff
DJADE := $(BIN)/djade --target-version 5.2
TEMPLATES = $(shell find templates -name '*.html')

# The checker's rules change from one version to the next: pinned, so that a page passes everywhere.
HTML_CHECKER := vnu-jar@26.9.27

demo run: export SITE_URL ?= http://localhost:$(PORT)

.PHONY: help demo run test coverage bench lint format messages lock html-checker

help: ## list these words
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: $(VENV)/.runtime ## a full newspaper on http://localhost:$PORT; a second run keeps its data
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) demo
	@printf '\n%s\n%s\n\n' "$(SITE_URL)/" "Ctrl-C pour arrêter · Ctrl-C stops it"
	@$(MANAGE) tick --every 15 & tick=$$!; trap 'kill $$tick' EXIT; trap : INT TERM; \
		$(MANAGE) serve --bind 127.0.0.1:$(PORT)

run: $(VENV)/.dev ## the development server, which follows changes of the code
	@DEBUG=yes $(MANAGE) migrate --verbosity 0
	@DEBUG=yes $(MANAGE) createcachetable --verbosity 0
	@DEBUG=yes $(MANAGE) runserver $(PORT)

test: $(VENV)/.dev ## every test that this machine can run, and what it had to leave out
	@$(BIN)/python -m tests.run

coverage: $(VENV)/.dev ## the lines that no test goes over
	@$(BIN)/python -m tests.run coverage

bench: $(VENV)/.dev ## what pages cost and how soon changes show, on PostgreSQL (ARTICLES=2000)
	@$(BIN)/python -m tests.bench --articles $(ARTICLES)

lint: $(VENV)/.dev ## what a reviewer should not have to say
	$(RUFF) check .
	$(RUFF) format --check .
	$(DJADE) --check $(TEMPLATES)
	$(MANAGE) makemigrations --check --dry-run
	DEBUG=no SITE_URL=https://journal.example SECRET_KEY=$$($(BIN)/python -c \
		'import secrets; print(secrets.token_urlsafe(50))') \
		$(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/.dev ## lay out Python and templates
	$(RUFF) check --fix .
	$(RUFF) format .
	$(DJADE) $(TEMPLATES)

messages: $(VENV)/.dev ## collect the strings to translate and compile the catalogue (needs gettext)
	$(BIN)/python -m tests.catalogue

lock: $(VENV)/.dev ## pin what pyproject.toml asks for; LOCK_OPTIONS=--upgrade takes newer releases
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt

html-checker: ## the Nu HTML checker for the tests (needs npm; its tests need Java)
	npm install --prefix var/tools --ignore-scripts --no-audit --no-fund $(HTML_CHECKER)

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
		"Python 3.11 or newer is needed; choose one with PYTHON=.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/pip
	$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/pip
	$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

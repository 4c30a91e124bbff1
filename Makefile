# `make` alone prints what there is. Needs Python 3.11 or newer; the rest is installed into .venv.

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
RUN := $(VENV)/.made-for-run
DEV := $(VENV)/.made-for-development
# The suite decides about its databases itself, whatever the shell has.
PYTEST := env -u DATABASE_URL -u REDIS_URL $(PYTHON) -m pytest
# Two at a time, a file's tests in one place. Tests of servers use both cores by themselves.
BOTH_CORES := -n 2 --dist loadfile
SOURCES := exchange casestudies forums

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run reset seed test test-fast e2e lint format bench bench-live bench-library bench-threads bench-groups bench-draft bench-documents lock

help: ## Show this help
	@echo "Municipal Safety Exchange. What make can do:"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN) ## Serve the site with its demonstration on 127.0.0.1 (PORT=8000); data stays in var/
	$(MANAGE) migrate -v0
	$(MANAGE) load_programme
	$(MANAGE) load_demonstration
	$(MANAGE) collectstatic --noinput -v0
	SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) serve --port $(PORT)

reset: ## Throw away var/: the database, mail and uploads of `make run`
	rm -rf var

seed: $(RUN) ## Load the programme and the demonstration again (what exists stays)
	$(MANAGE) migrate -v0
	$(MANAGE) load_programme
	$(MANAGE) load_demonstration

test: $(DEV) ## Run every test: on SQLite, on PostgreSQL with Redis, and in a browser
	@echo "== On SQLite"
	$(PYTEST) --ignore=tests/e2e -m "not servers" $(BOTH_CORES)
	@echo "== With servers of their own"
	$(PYTEST) --ignore=tests/e2e -m servers
	@echo "== On PostgreSQL and Redis (what touches no database has run above)"
	$(PYTHON) -m tests.with_servers $(PYTHON) -m pytest --ignore=tests/e2e \
		-m "django_db and not servers" $(BOTH_CORES)
	@echo "== In a browser"
	$(PYTEST) tests/e2e $(BOTH_CORES)

test-fast: $(DEV) ## Run the tests that need no server and no browser
	$(PYTEST) --ignore=tests/e2e -m "not servers" $(BOTH_CORES)

e2e: $(DEV) ## Run the browser tests only
	$(PYTEST) tests/e2e $(BOTH_CORES)

lint: $(DEV) ## Check style, types, templates, import layers, migrations and settings
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy $(SOURCES) manage.py
	$(VENV)/bin/djlint --quiet --lint templates $(SOURCES)
	$(VENV)/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING

format: $(DEV) ## Put the code into the house format (templates stay as you laid them out)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: bench-live bench-library bench-threads bench-groups bench-draft bench-documents ## Run every bench

bench-live: $(DEV) ## Measure a session with thousands of phones beside stock Channels and bare websockets
	$(PYTHON) -m bench.live

bench-library: $(DEV) ## Measure the library with 5,000 case studies, on SQLite and on PostgreSQL
	$(PYTHON) -m bench.library

bench-threads: $(DEV) ## Measure a thread of 100,000 posts beside django-machina, on SQLite and on PostgreSQL
	$(PYTHON) -m bench.threads

bench-groups: $(DEV) ## Measure opinion groups: how fast, and how near to what Polis found
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m bench.groups
	$(PYTHON) -m bench.transcript

bench-draft: $(DEV) ## Measure whether first drafts find the evidence, beside plain TF-IDF, and how fast
	$(PYTHON) -m bench.draft

bench-documents: $(DEV) ## Measure a brief and the launch volume in every format, beside pandoc alone
	$(PYTHON) -m bench.documents

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: $(PYTHON) ## Pin the dependencies anew after pyproject.toml changed (UPGRADE=1: newest of all)
	$(PYTHON) -m pip install --quiet uv
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra test --extra lint --constraint requirements.lock \
		--output-file requirements-dev.lock

# The virtual environment ------------------------------------------------------------------------
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes

$(PYTHON):
	@sh .ci/make-venv $(VENV)

$(RUN): requirements.lock | $(PYTHON)
	$(INSTALL) --requirement requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(PYTHON)
	$(INSTALL) --requirement requirements-dev.lock
	@touch $@

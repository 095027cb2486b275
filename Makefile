# make run     start the station (a demo unless told otherwise)
# make test    every test, with coverage
# make lint    what .ci/run checks beside the tests
# make bench   the benchmarks
# make torture kill the station over and over; ARGS="--cycles 20" for less
# make fuzz    ten thousand spoiled updates
# make mutants break one rule after another; a test must fail each time
# make lock    resolve the dependencies anew
#
# Wants python3 (3.11 or later, with venv) and make; all else is installed into .venv.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet --quiet
PARTS := bot domain handlers jobs nlp storage texts web tests benchmarks

# A stamp is as new as the last installation; it is older than a lock that changed since.
CORE := $(VENV)/.core-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := run
.PHONY: run test lint bench torture fuzz mutants lock install dev browser clean

run: $(CORE)
	@exec $(VENV)/bin/yizhan run

install: $(CORE)

dev: $(DEV)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(CORE): requirements/core.lock requirements/train.lock pyproject.toml | $(PY)
	@echo "Installing what the station needs (the first time takes a minute or two) ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/core.lock -r requirements/train.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.lock requirements/postgres.lock requirements/pdf.lock $(CORE)
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/postgres.lock -r requirements/pdf.lock -r requirements/dev.lock
	@touch $@

test: $(DEV) browser
	@$(PY) -m pytest -n auto --dist worksteal --cov --cov-report= $(ARGS)
	@$(PY) -m coverage report --format=total | sed 's/.*/Coverage: & % of lines and branches/'

# The browser tests drive Debian's own Chromium. Without it they are skipped, and on CI they fail.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "Installing chromium for the browser tests ..."; \
	        log=$$(mktemp); \
	        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
	            --no-install-recommends chromium fonts-noto-cjk; } >"$$log" 2>&1 \
	            || { tail -n 5 "$$log"; echo "chromium could not be installed."; }; \
	        rm -f "$$log"; \
	    fi; }
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	    || { echo "*** There is no chromium: EVERY BROWSER TEST WILL BE SKIPPED, the pages stay unseen."; \
	         echo "*** As root: apt-get install chromium fonts-noto-cjk"; [ "$$CI" != true ]; }

lint: $(DEV)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/mypy $(PARTS)
	@$(VENV)/bin/lint-imports --no-logo
	@$(VENV)/bin/deptry --no-ansi .
	@$(VENV)/bin/vulture
	@$(PY) -m tests.shape

bench: $(DEV)
	@$(PY) -m benchmarks $(ARGS)

torture: $(DEV)
	@$(PY) -m tests.torture $(ARGS)

fuzz: $(DEV)
	@FUZZ=10000 $(PY) -m pytest -q -s tests/bot/telegram/test_fuzz.py $(ARGS)

mutants: $(DEV)
	@$(PY) -m tests.mutants $(ARGS)

lock:
	@requirements/compile.sh $(ARGS)

clean:
	@rm -rf $(VENV) .coverage .coverage.* .*_cache build dist *.egg-info

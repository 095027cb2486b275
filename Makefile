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
.PHONY: run test lint bench torture fuzz mutants lock install dev browser node systemd clean

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

# Thousands of databases are written through to the disk: a disk of memory, where there is room
# (6 GiB), spares a slow one.
test: $(DEV) browser node systemd
	@room=$$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1); \
	free=$$(awk '/MemAvailable/ {print $$2}' /proc/meminfo 2>/dev/null); \
	[ "$${room:-0}" -gt 6291456 ] && [ "$${free:-0}" -gt 12582912 ] && export TMPDIR=/dev/shm; \
	exec $(PY) -m pytest -n auto --dist worksteal --cov --cov-report= $(ARGS)
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

# Two of the four foreign clients of the strict Bot API run on Node, with Debian's own npm.
node:
	@command -v npm >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "Installing node for the foreign Telegram clients ..."; \
	        log=$$(mktemp); \
	        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
	            --no-install-recommends nodejs npm || apt-get install -y nodejs; } >"$$log" 2>&1 \
	            || { tail -n 5 "$$log"; echo "node could not be installed."; }; \
	        rm -f "$$log"; \
	    fi; }
	@command -v npm >/dev/null \
	    || { echo "*** There is no npm: telegraf and grammY STAY UNTRIED."; \
	         echo "*** As root: apt-get install nodejs npm"; [ "$$CI" != true ]; }

# The unit is measured with systemd's own tool. Without it that test is skipped, and on CI it fails.
systemd:
	@command -v systemd-analyze >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo "Installing systemd for the test of the unit ..."; \
	        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
	            --no-install-recommends systemd; } >/dev/null 2>&1 \
	            || echo "systemd could not be installed."; \
	    fi; }
	@command -v systemd-analyze >/dev/null \
	    || echo "*** There is no systemd-analyze: THE TEST OF THE UNIT WILL BE SKIPPED, on CI it fails."

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

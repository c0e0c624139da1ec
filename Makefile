# Two commands are enough on a fresh machine: `make run` and `make test`.
# Both make a virtual environment first, once; .venv/.installed remembers it.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: run test check bench docs guide clean help

run: .venv/.installed ## start the service with demonstration data; PORT=8000 chooses the port
	@exec $(BIN)/traceability serve --port $(PORT) --first-run-demo

test: .venv/.installed ## the whole test suite on a real MongoDB; REQUIRE_BROWSER=1 wants a Chromium
	@$(BIN)/python -m pytest -q -n 2 -p tests.house.what_ran --cov --cov-report=term

check: .venv/.installed ## format, lint, types, import contracts, dependencies
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry .

bench: .venv/.installed ## the benchmarks; writes docs/benchmarks.md and bench.json
	@$(BIN)/python -m tests.bench

docs: .venv/.installed ## draw docs/house.svg again from the import contracts
	@$(BIN)/python -m scripts.draw_house

guide: .venv/.installed ## draw the pictures of docs/guide again, by a Chromium
	@DRAW_GUIDE=1 REQUIRE_BROWSER=1 $(BIN)/python -m pytest -q tests/browser/app/test_guide.py

clean: ## remove what was installed and computed; what the service recorded in var/ stays
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	@find traceability api schemas qr tests scripts -name __pycache__ -prune -exec rm -rf {} +

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Expected Python 3.11 or later as $(PYTHON); PYTHON=/path/to/python names another.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Expected the venv module; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Installing into .venv (once, one to two minutes) ...'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[embedded,dev]'
	@touch $@

# book · check · test · test-full · quick · prove · rehearse · mutants · serve · pdf · zip · refresh · notebooks · audit · lock · bench · fresh · clean
#
# `make book` and `make test` need Python 3.11 or newer, make and git; all else they install into .venv.

PYTHON ?= python3
RAW ?= data/raw
PORT ?= 8000
RUNS ?= 1
BIN := .venv/bin
READY := .venv/ready

.PHONY: book check test test-full quick prove rehearse mutants serve pdf zip refresh notebooks audit lock bench fresh clean

book: $(READY)  ## run the chapters that changed and build the pages
	$(BIN)/jupyter-book build .
	$(BIN)/python scripts/check_book.py

check: $(READY)  ## name each missing, stale, damaged or foreign file of the built book
	$(BIN)/python scripts/check_book.py

test: book  ## prove it: style, types, tables, computations, every notebook, the built pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest
	$(BIN)/pytest packages/predrawn/tests

test-full: test  ## and the long ones: fifty builds killed at seeded moments, and the like (20 minutes more)
	$(BIN)/pytest -m slow

#: What needs neither a built book nor a browser, and takes seconds.
QUICK := $(wildcard $(addprefix tests/test_, text.py uncertainty.py metros.py data.py lineage.py claims*.py charts.py tables.py))

quick: $(READY)  ## the tests of the helpers alone, in seconds
	$(BIN)/pytest -n 0 $(QUICK)

prove: $(READY)  ## disturb each table and see that the cells that move are those that name it (5 minutes)
	$(BIN)/python scripts/prove.py

rehearse: $(READY)  ## next year's edition in a copy: every sentence to rewrite, then the pages (3 minutes)
	$(BIN)/python scripts/rehearse.py

# A place of its own: .venv holds what requirements.lock names, and no more.
mutants: $(READY)  ## plant 150 small faults in the helpers, 150 in the rules, and see that the quick tests notice (20 minutes)
	$(PYTHON) -m venv _build/mutants
	_build/mutants/bin/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	_build/mutants/bin/python scripts/mutants.py --python $(BIN)/python $(QUICK)

serve: book  ## read the book at http://localhost:8000
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

pdf: $(READY)  ## one PDF of the report, offered on its landing page (needs a Chromium or Chrome; fetches one)
	$(BIN)/python scripts/pdf.py

zip: $(READY)  ## all pages in one file to read from disk, offered on the landing page
	$(BIN)/python scripts/pack.py

refresh: $(READY)  ## make the tables anew from the raw files: make refresh RAW=folder
	$(BIN)/python scripts/refresh.py --raw $(RAW)

notebooks: $(READY)  ## after a refresh: store the key figures and the verdicts anew, for review as a difference
	$(BIN)/python scripts/notebooks.py update
	$(BIN)/python scripts/pins.py

audit: book  ## overdue facts, then Lighthouse over every page (needs npm): make audit RUNS=3
	$(BIN)/python scripts/overdue.py
	$(BIN)/python scripts/audit.py --runs $(RUNS)

lock: $(READY)  ## after a change of requirements.txt: write requirements.lock, for every platform
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-package mlcareer --no-emit-package predrawn \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock requirements.txt

bench: $(READY)  ## time builds, a refresh (make bench RAW=folder), and explore against its rivals
	$(BIN)/python scripts/bench.py --raw $(RAW)
	$(BIN)/python packages/predrawn/bench/rivals.py

fresh:  ## install the controls' package into a new environment and build its demo there, as a stranger would
	rm -rf _build/fresh
	$(PYTHON) -m venv _build/fresh/env
	_build/fresh/env/bin/python -m pip install --quiet --disable-pip-version-check "./packages/predrawn[book,tables]"
	cp -r packages/predrawn/demo _build/fresh/demo
	cd _build/fresh/demo && ../env/bin/jupyter-book build -W .

clean:  ## remove what was built; the environment stays
	rm -rf _build

# pip refuses an editable install among hashed ones, hence two steps.
$(READY): requirements.lock pyproject.toml packages/predrawn/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make book PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e packages/predrawn -e .
	touch $(READY)

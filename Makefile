# make help says what each target does. The chores are one command, scripts/run.py.
#
# `make book` and `make test` need Python 3.11 or newer, make and git; all else they install into .venv.

PYTHON ?= python3
RAW ?= data/raw
PORT ?= 8000
RUNS ?= 1
# Tools are started by the environment's Python: the first line of a script there names the folder that it was made in.
BIN := .venv/bin
READY := .venv/ready
RUN := $(BIN)/python scripts/run.py

.PHONY: book check test test-full quick prove rehearse mutants serve browser browsers pdf epub zip refresh notebooks validate audit lock bench fresh clean help always

book: $(READY)  ## run the chapters that changed and build the pages
	$(BIN)/python $(BIN)/jupyter-book build .
	$(RUN) check

check: $(READY)  ## name each missing, stale, damaged or foreign file of the built book
	$(RUN) check

test: book browser  ## prove it: style, types, tables, computations, every notebook, the built pages
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest -n 2 --dist loadfile packages/predrawn/tests

test-full: test  ## and the long ones: fifty builds killed at seeded moments, and the like (20 minutes more)
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m pytest -m slow packages/predrawn/tests

browsers: $(READY)  ## the controls' tests in Firefox (apt install firefox-esr) and Chromium, from disk and over http (15 minutes)
	$(BIN)/python -m pytest -n 2 --dist loadfile packages/predrawn/tests --http
	$(BIN)/python -m pytest -n 2 --dist loadfile packages/predrawn/tests --firefox
	$(BIN)/python -m pytest -n 2 --dist loadfile packages/predrawn/tests --firefox --http

#: What needs neither a built book nor a browser, and takes seconds.
QUICK := $(wildcard $(addprefix tests/test_, text.py uncertainty.py metros.py data.py lineage.py claims*.py charts.py tables.py))

quick: $(READY)  ## the tests of the helpers alone, in seconds
	$(BIN)/python -m pytest -n 0 $(QUICK)

prove: $(READY)  ## disturb each table and see that the cells that move are those that name it (15 minutes)
	$(RUN) prove

rehearse: $(READY)  ## next year's edition in a copy: every sentence to rewrite, then the pages (3 minutes)
	$(RUN) rehearse

# mutants and lock have a place of their own: .venv holds what requirements.lock names, and no more.
mutants: $(READY)  ## plant 150 small faults in the helpers, 150 in the rules, and see that the quick tests notice (20 minutes)
	$(PYTHON) -m venv _build/mutants
	_build/mutants/bin/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	_build/mutants/bin/python scripts/run.py mutants --python $(BIN)/python $(QUICK)

browser: $(READY)  ## see that a Chromium or Chrome is there, or get one; say which
	$(RUN) browser

serve: book  ## read the book at http://localhost:8000
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

pdf: browser  ## one PDF of the report, offered on its landing page
	$(RUN) pdf

epub: $(READY)  ## one e-book of the report, offered on its landing page
	$(RUN) epub

zip: $(READY)  ## all pages in one file to read from disk, offered on the landing page
	$(RUN) pack

refresh: $(READY)  ## make the tables anew from the raw files: make refresh RAW=folder
	$(RUN) refresh --raw $(RAW)

notebooks: $(READY)  ## after a refresh: store the key figures and the verdicts anew, for review as a difference
	$(RUN) notebooks update
	$(RUN) pins

validate: book  ## the Nu validator over every page (needs npm and Java)
	$(RUN) validate

audit: book browser  ## overdue facts, then Lighthouse over every page (needs npm): make audit RUNS=3
	$(RUN) overdue
	$(RUN) audit --runs $(RUNS)

lock:  ## after a change of requirements.txt: write requirements.lock, for every platform
	$(PYTHON) -m venv _build/lock
	_build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	_build/lock/bin/python -m uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-emit-package mlcareer --no-emit-package predrawn \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock requirements.txt

bench: $(READY)  ## time builds, a refresh (make bench RAW=folder), explore against its rivals, and with many states
	$(RUN) bench --raw $(RAW)
	$(BIN)/python packages/predrawn/bench/rivals.py
	$(BIN)/python packages/predrawn/bench/states.py

fresh:  ## install the controls' package into a new environment and build its demo there, as a stranger would; draw on a cluster
	rm -rf _build/fresh
	$(PYTHON) -m venv _build/fresh/env
	_build/fresh/env/bin/python -m pip install --quiet --disable-pip-version-check "./packages/predrawn[book,tables]"
	cp -r packages/predrawn/demo _build/fresh/demo
	cd _build/fresh/demo && ../env/bin/python ../env/bin/jupyter-book build -W .
	_build/fresh/env/bin/python -m pip install --quiet --disable-pip-version-check "./packages/predrawn[test]"
	cd packages/predrawn && ../../_build/fresh/env/bin/python -m pytest tests/test_work.py

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' Makefile

clean:  ## remove what was built; the environment stays
	rm -rf _build

# Asked each time: it does nothing where the environment is what this folder asks for, and says why where it is not.
$(READY): always
	@$(PYTHON) scripts/run.py environment $(if $(filter file,$(origin PYTHON)),,--named)

always:

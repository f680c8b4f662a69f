# Truceline: `make demo` sets up and runs the bundled case, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: setup demo test check browser long weights lock clean

setup: $(READY)

$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

demo: setup
	$(BIN)/truceline demo

test: setup
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not long and not browser"

browser: setup
	$(BIN)/python -m pytest -m browser

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Some ten minutes: slow tests, all scoreboards, all benchmarks; writes docs/measured.
DATA ?= ../shared/data
long: setup
	$(BIN)/python -m benchmarks.long --data $(DATA)

# Rebuilds the trained weights from the labelled data and says whether they are those that ship.
weights: setup
	$(BIN)/python training/headlines.py --data $(DATA) --check
	$(BIN)/python training/sentences.py --check

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist src/*.egg-info

# Everything one does with the project. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8000
AREA ?= declarations
PYTHON_HERE := .venv/bin/python
export PORT

.PHONY: help
help: ## Show this list
	@echo "Det Virtuelle Jobunivers"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make demo PORT=8080               the demo on another port"
	@echo "  make acceptance AREA=$(AREA)   one area's acceptance tests"

.PHONY: demo
demo: production ## Set everything up and serve the demo nation on port 8000
	@$(PYTHON_HERE) -m scripts.demo

.PHONY: test
test: development ## Set everything up and run every check and test
	@CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m scripts.checks test

.PHONY: lint
lint: development ## Style, types and the house's floors
	@$(PYTHON_HERE) -m scripts.checks lint

.PHONY: format
format: development ## Lay out the Python code and mend what can be mended by itself
	@$(PYTHON_HERE) -m ruff check --fix --quiet .
	@$(PYTHON_HERE) -m ruff format .

.PHONY: acceptance
acceptance: development ## What an area promises, seen from outside (AREA=declarations)
	@CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m pytest tests/acceptance/$(AREA) -v

.PHONY: nightly
nightly: development ## The properties of rules, each held against 10,000 random cases
	@PROPERTY_CASES=10000 $(PYTHON_HERE) -m pytest -v \
	  tests/acceptance/personalisation/test_01_every_evaluator_agrees.py \
	  tests/personalisation/test_reading.py

.PHONY: whole-matrix
whole-matrix: development ## Hold axe against every page in every theme, language, look and size (ANEW=1)
	@CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m tests.acceptance.portal.open_to_all.whole \
	  $(if $(ANEW),--anew)

.PHONY: bench
bench: development ## Measure: GraphQL, list page, search, rules
	@$(PYTHON_HERE) -m tests.benchmarks

.PHONY: performance
performance: development ## Measure all, Elasticsearch too, and write docs/performance.md
	@SERVICES=elasticsearch scripts/services.sh run -- $(PYTHON_HERE) -m tests.benchmarks --report

.PHONY: services
services: ## Install and start PostgreSQL, Elasticsearch and Redis on 127.0.0.1, say their addresses
	@scripts/services.sh start

.PHONY: services-stop
services-stop: ## Stop them; their data stays
	@scripts/services.sh stop

.PHONY: relevance
relevance: development ## How well search finds, by judged questions (COMPARE=1, STORE=1)
	@$(PYTHON_HERE) -m tests.relevance $(if $(COMPARE),--compare) $(if $(STORE),--store)

.PHONY: screenshots
screenshots: development ## Photograph the demo on phone and desktop into docs/pictures
	@CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m scripts.screenshots

.PHONY: films
films: development ## Film four people's walks through the demo, with pictures, into .runtime/films
	@FILMS=.runtime/films CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m pytest -n0 \
	  tests/acceptance/portal/test_07_*.py

.PHONY: lighthouse
lighthouse: development ## Measure the demo's pages with Lighthouse into docs/operations/lighthouse.md
	@CHROMIUM=$$(scripts/chromium.sh) $(PYTHON_HERE) -m scripts.lighthouse

.PHONY: messages
messages: development ## Bring the translations up to date with the code
	@$(PYTHON_HERE) -m scripts.messages

.PHONY: lock
lock: ## Lock the libraries, with hashes (UPGRADE=1: the newest of each)
	@scripts/install.sh production
	@scripts/lock.sh

.PHONY: clean
clean: ## Remove the environment, the demo's data and every cache
	@if [ -d .runtime/services ]; then scripts/services.sh stop; fi
	@rm -rf .venv .runtime .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: production
production:
	@scripts/install.sh production

.PHONY: development
development:
	@scripts/install.sh development

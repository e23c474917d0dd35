# Savodxon. Two commands: `make serve` on a fresh machine, `make test` before a commit.
# Debian 12 or Ubuntu 24.04 with Python 3.11 or later; what is missing is installed by tools/setup.

.DEFAULT_GOAL := help
.PHONY: help serve test check format bench shots lock clean

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: ## The site on http://127.0.0.1:8000 (PORT, DATA_DIR, PUBLIC_URL change that)
	@tools/setup serve
	@exec tools/serve

test: ## Everything: format, lint, types, walls, tests on SQLite and PostgreSQL, journeys in a browser
	@tools/setup test
	@tools/test

check: ## In two minutes, for every save: format, lint, types, walls, pure tests
	@tools/setup check
	@tools/test check

format: ## Put the code into shape
	@tools/setup check
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format --quiet .

bench: ## Measure against bare baselines; writes build/bench.json
	@tools/setup bench
	@.venv/bin/python -m tests.bench

shots: ## Every kind of page in every language and width as PNG in build/shots
	@tools/setup test
	@.venv/bin/python -m tests.bench.shots

lock: ## Renew requirements.lock and requirements-dev.lock from pyproject.toml
	@tools/setup check
	@tools/lock

clean: ## Forget the environment and everything built; var/ (the data) stays
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Filmoteca: `make` lists the targets. Python 3.11 or newer, make and a package registry are all that is needed.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WAREHOUSE := warehouse.duckdb

# What a variable holds, '$$' and quotes included, as one word of the shell. $(value X) is X as it was given, which make does not expand.
quoted = '$(subst ','\'',$(1))'

# The raw files: RAW=dir, or DATA=sample|kaggle|tmdb|tmdb-api, else those of the last build, else the sample.
LAST_RAW_DIR := $(shell cat data/.raw_dir 2>/dev/null)
ifdef RAW
RAW_FOLDER := $(value RAW)
else ifdef DATA
RAW_FOLDER := data/$(value DATA)
else
RAW_FOLDER := $(or $(LAST_RAW_DIR),data/sample)
endif
RAW_DIR := $(call quoted,$(RAW_FOLDER))

# What a build is to accept that it takes for a fault of the raw files.
ACCEPTED = $(if $(ACCEPT_SHRINK),--accept-shrink) $(if $(ACCEPT_UNREADABLE),--accept-unreadable $(call quoted,$(value ACCEPT_UNREADABLE))) $(if $(ACCEPT_CUT),--accept-cut) $(if $(ADULT),--adult)

# Which films of TMDB are fetched.
CHOSEN = $(if $(TOP),--top $(call quoted,$(value TOP))) $(if $(LEAST_POPULARITY),--least-popularity $(call quoted,$(value LEAST_POPULARITY))) $(if $(LEAST_VOTES),--least-votes $(call quoted,$(value LEAST_VOTES)))

equal = $(if $(1),$(and $(findstring $(1),$(2)),$(findstring $(2),$(1))))
FETCHED := $(foreach folder,data/sample data/kaggle data/tmdb,$(call equal,$(folder),$(RAW_FOLDER)))
SERVED := $(call quoted,$(or $(value FILMOTECA_WAREHOUSE),$(WAREHOUSE)))
BUILD_INPUTS := $(shell find sql ingest -path sql/reports -prune -o -name '*.sql' -print -o -name '*.py' -print)
SAME_AS_LAST := $(and $(wildcard $(WAREHOUSE)),$(call equal,$(LAST_RAW_DIR),$(RAW_FOLDER)))
NEW_RAW_FILES := $(shell find $(RAW_DIR) -maxdepth 2 \( -iname '*.csv*' -o -iname '*.zip' -o -iname '*.parquet' \) -newer data/.built 2>/dev/null)
ADDRESS := $(call quoted,http://127.0.0.1:$(value PORT))
READY := $(if $(value FILMOTECA_WAREHOUSE),$(VENV)/.installed,data/.built)

.DEFAULT_GOAL := help
# A variable that is exported is expanded, which Q must not be: it may have more than one line, so it is no word of a command either.
unexport Q RAW DATA DIR REMOTE TEN_TIMES PORT TOP LEAST_POPULARITY LEAST_VOTES
export QUESTION := $(value Q)

.PHONY: answers check-sql dev help serve warehouse shell query query-usage export export-usage report test check format pictures lock update eda publish pull bench bench-ingest soak evaluate tune tune-similar clean can-publish fetch-tmdb FORCE

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

serve: $(READY) ## build the warehouse if need be and serve it on 127.0.0.1
	@printf '%s\n' "Filmoteca serves "$(SERVED):
	@printf '  %-19s %s\n' "the web page" $(ADDRESS) "SQL in the browser" $(ADDRESS)/consulta "API documentation" $(ADDRESS)/docs \
	"a question" $(ADDRESS)/peliculas_mes/enero "a recommendation" $(ADDRESS)/recomendacion/Avatar
	@FILMOTECA_WAREHOUSE=$(SERVED) FILMOTECA_PORT=$(call quoted,$(value PORT)) FILMOTECA_SQL=$(call quoted,$(or $(value FILMOTECA_SQL),on)) exec $(BIN)/python -m service

warehouse: $(VENV)/.installed $(FETCHED) ## build warehouse.duckdb (RAW=dir with raw files, or DATA=sample|kaggle|tmdb; ACCEPT_SHRINK=1, ACCEPT_UNREADABLE=0.1)
	@$(BIN)/python -m ingest $(RAW_DIR) $(WAREHOUSE) $(ACCEPTED)
	@mkdir -p data && printf '%s\n' $(RAW_DIR) > data/.raw_dir && touch data/.built

data/.built: $(BUILD_INPUTS) $(if $(SAME_AS_LAST),$(if $(NEW_RAW_FILES),FORCE),FORCE) | $(VENV)/.installed $(FETCHED)
	@$(MAKE) --no-print-directory warehouse RAW=$(RAW_DIR)

data/sample: | $(VENV)/.installed
	@echo "Fetching the TMDB 5000 catalogue (52 MB) …"
	@$(BIN)/python -m ingest.fetch sample data/sample

data/kaggle data/tmdb data/newest: | $(VENV)/.installed
	@$(BIN)/pip install --quiet --require-hashes -r requirements-kaggle.lock
	@$(BIN)/python -m ingest.fetch $(or $(SOURCE),$(notdir $@)) $@

shell: $(READY) ## open the DuckDB shell on the warehouse, read-only
	@$(BIN)/duckdb -readonly -cmd ".print Ask, for example: from peliculas_mes('enero'); from recomendacion('Avatar'); from macros(); from help(); and, where a name gives no row: from near('Pixarr');" $(SERVED)

query: $(if $(strip $(value Q)),$(READY),query-usage) ## answer one question: make query Q="from peliculas_mes('enero')"
	@$(BIN)/duckdb -readonly $(SERVED) -c "$$QUESTION"

query-usage:
	@echo "make query needs a question, for example: make query Q=\"from peliculas_mes('enero')\"" >&2; exit 2

export: $(if $(strip $(value DIR)),$(READY),export-usage) ## write the warehouse as files that 'import database' of DuckDB takes: make export DIR=films
	@$(BIN)/python -m ingest.export $(SERVED) $(call quoted,$(value DIR))

export-usage:
	@echo "make export needs a folder to write to, for example: make export DIR=films" >&2; exit 2

# Each report is printed under the first line of its file.
report: $(READY) ## print what changed, column profiles, what was set aside and suspicious values
	@for file in sql/reports/*.sql; do sed -n '1s/^-- \(.*\)/.print "\1"/p' $$file; cat $$file; echo .print; done | \
	$(BIN)/duckdb -readonly -bail -cmd ".maxrows 1000" -cmd ".maxwidth 140" $(SERVED)

answers: $(VENV)/.installed ## take over SQL files that changed into warehouse.duckdb, without the raw files
	@$(BIN)/python -m ingest.answers $(SERVED)
	@# What serve looks at before it builds anew; code that reads raw files is not taken over.
	@$(if $(value FILMOTECA_WAREHOUSE),,[ -n "$$(find ingest -name '*.py' -newer data/.built 2>&1)" ] || touch data/.built)

dev: $(VENV)/.installed-dev $(READY) ## serve, and take over code and SQL files as they are saved
	@FILMOTECA_PORT=$(call quoted,$(value PORT)) FILMOTECA_SQL=$(call quoted,$(or $(value FILMOTECA_SQL),on)) $(BIN)/python -m tools.dev_server $(SERVED)

check-sql: $(VENV)/.installed-dev ## check every SQL file against an empty warehouse
	@$(BIN)/python -m tools.check_sql

# What measures time runs alone; all else on every core, a file at a time, for files share servers and browsers.
test: $(VENV)/.installed-dev ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not serial"
	@$(BIN)/python -m pytest -m serial

check: $(VENV)/.installed-dev ## format check, lint, types, architecture and tests; changes no file
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --disable-progress-bar --processes 0 sql
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: $(VENV)/.installed-dev ## rewrite code, SQL and the generated parts of the documentation in their set form
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar --quiet sql
	@$(BIN)/python -m service.endpoints.reference README.md docs/catalogue.md
	@$(BIN)/python -m sql.lineage docs/lineage.md

pictures: $(VENV)/.installed-dev ## make the pictures of the documentation anew (needs Chromium)
	@FILMOTECA_PICTURES=docs/images $(BIN)/python -m pytest -q tests/web/test_explore.py -k pictures

lock: $(VENV)/.installed-dev ## choose the newest allowed versions anew and write the lock files
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 --extra kaggle -c requirements.lock pyproject.toml -o requirements-kaggle.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 --extra tmdb -c requirements.lock pyproject.toml -o requirements-tmdb.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-find-links --python-version 3.11 --extra cluster -c requirements.lock pyproject.toml -o requirements-cluster.lock

eda: $(READY) ## write the exploratory analysis to build/eda: one HTML file that works offline, and PNGs
	@$(BIN)/python -m service.web.explore $(SERVED) build/eda

# What is fetched for a version is only fetched if that can be published; without that, DVC need not even be installed.
NEVER_PUBLISHED := $(call equal,no,$(PUBLISH))
IS_FETCHED := $(filter data/kaggle data/tmdb data/tmdb-api,$(RAW_FOLDER))$(if $(wildcard $(FETCHED)),,$(FETCHED))
BEFORE_UPDATE := $(if $(NEVER_PUBLISHED),$(VENV)/.installed,$(VENV)/.installed-dev $(if $(IS_FETCHED),can-publish))

update: $(BEFORE_UPDATE) $(FETCHED) $(if $(call equal,data/tmdb-api,$(RAW_FOLDER)),fetch-tmdb) ## the scheduled job: fetch (DATA=kaggle|tmdb|tmdb-api), build, check, compare, publish (PUBLISH=no, ACCEPT_SHRINK=1)
	@$(if $(filter data/kaggle data/tmdb,$(FETCHED)),rm -rf data/newest && $(MAKE) --no-print-directory data/newest SOURCE=$(notdir $(FETCHED)) && rm -rf $(FETCHED) && mv data/newest $(FETCHED))
	@$(BIN)/python -m ingest.update $(RAW_DIR) $(WAREHOUSE) $(if $(NEVER_PUBLISHED),--no-publish) $(ACCEPTED); code=$$?; \
	[ $$code -eq 0 ] || [ $$code -eq 3 ] || exit $$code; \
	mkdir -p data; printf '%s\n' $(RAW_DIR) > data/.raw_dir; touch data/.built

can-publish: $(VENV)/.installed-dev
	@$(BIN)/python -m ingest.publish --check $(WAREHOUSE)

fetch-tmdb: $(VENV)/.installed-tmdb
	@$(BIN)/python -m ingest.tmdb $(RAW_DIR) $(CHOSEN)

publish: $(VENV)/.installed-dev ## record the warehouse in warehouse.duckdb.dvc and push it (REMOTE=where, once)
	@$(if $(REMOTE),$(BIN)/dvc remote add --local --force --default store $(call quoted,$(value REMOTE)))
	@$(BIN)/python -m ingest.publish $(WAREHOUSE)

pull: $(VENV)/.installed-dev ## get the warehouse that warehouse.duckdb.dvc names (REMOTE=where, once)
	@$(if $(REMOTE),$(BIN)/dvc remote add --local --force --default store $(call quoted,$(value REMOTE)))
	@$(BIN)/dvc pull --force $(WAREHOUSE).dvc
	@mkdir -p data && printf '%s\n' $(RAW_DIR) > data/.raw_dir && touch data/.built

bench: $(VENV)/.installed-dev $(READY) ## measure the service over HTTP beside its limits and other servers (needs wrk; TEN_TIMES=a warehouse of ten times the films)
	@$(BIN)/python -m tools.bench.throughput $(SERVED) $(if $(TEN_TIMES),$(call quoted,$(value TEN_TIMES)))
	@$(BIN)/python -m tools.bench.compared $(SERVED)

soak: $(VENV)/.installed-dev $(READY) ## load and attack the service for ten minutes while its warehouse is swapped, then try every function in its console (SECONDS=600, STATEMENTS=140000)
	@$(BIN)/python -m tools.soak $(SERVED) $(call quoted,$(or $(value SECONDS),600))
	@$(BIN)/python -m tools.soak.fuzz $(SERVED) $(call quoted,$(or $(value STATEMENTS),140000))

bench-ingest: $(VENV)/.installed-dev $(FETCHED) ## measure parsing and building (RAW=dir with the full Movies Dataset)
	@$(BIN)/python -m tools.bench.ingest $(RAW_DIR)

evaluate: $(VENV)/.installed-dev $(READY) ## measure both rankings of the recommender, and search by typing errors (full Movies Dataset)
	@$(BIN)/python -m tools.evaluation $(SERVED)
	@$(BIN)/python -m tools.evaluation.similarity $(SERVED) $(if $(JUDGED),$(call quoted,$(value JUDGED)))
	@$(BIN)/python -m tools.evaluation.search $(SERVED)

tune-similar: $(VENV)/.installed-dev $(READY) ## search better weights for similar films on judged lists (JUDGED=folder; full Movies Dataset)
	@$(BIN)/python -m tools.evaluation.tune_similar $(SERVED) $(call quoted,$(value JUDGED))

tune: $(VENV)/.installed-dev $(READY) ## search better weights for the ranking by taste on learning users (full Movies Dataset)
	@$(BIN)/python -m tools.evaluation.tune $(SERVED)

clean: ## remove everything that was made, except raw data
	rm -rf $(VENV) $(WAREHOUSE) $(WAREHOUSE).inputs build data/.built data/.raw_dir .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find ingest service sql tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(call quoted,$(value PYTHON)) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(call quoted,$(value PYTHON)) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-tmdb: requirements-tmdb.lock $(VENV)/.installed
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tmdb.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for tests and checks …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Two commands: `make maps` and `make test`. Each sets itself up in .venv from a lock with hashes.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
export PATH := $(CURDIR)/$(BIN):$(PATH)
export COCASHIFT_REAL_DATA ?= ../shared/data
export COCASHIFT_LAST_WORDS := .snakemake/last_words

.PHONY: maps report slurm scale cloud test fuzz endure soak real bench calibration lint lock clean

# Make says itself that it failed; what was wrong, and the remedy, come after that.
define LAST
{ test -z "$$(ls .snakemake/locks 2>/dev/null)" || echo "Another run is going on in this folder, or one was killed. If none is, go on with: snakemake --unlock && make maps" > $(COCASHIFT_LAST_WORDS); \
  (for i in 1 2 3 4 5 6 7 8 9; do kill -0 $$PPID 2>/dev/null && sleep 0.05; done; cat $(COCASHIFT_LAST_WORDS) >&2) & exit 1; }
endef

maps: $(VENV)/maps
	@mkdir -p .snakemake; rm -f $(COCASHIFT_LAST_WORDS)
	@snakemake || $(LAST)

report: maps  ## every map, figure and table in one file, and as an archive for large ones
	snakemake --report report.html
	snakemake --report report.zip

slurm: $(VENV)/slurm  ## on a cluster with Slurm; docs/scale.md says what to set
	@mkdir -p .snakemake; rm -f $(COCASHIFT_LAST_WORDS)
	@snakemake --workflow-profile profiles/slurm || $(LAST)

scale: $(VENV)/test  ## ten Colombias, drawn at random, on a Slurm of two nodes: the same bytes as without it
	CI=true COCASHIFT_TIMES=$(or $(TIMES),10) pytest tests/slurm -k drawn_country

cloud: $(VENV)/cloud  ## what profiles/kubernetes and profiles/googlebatch need here

test: $(VENV)/test node_modules
	pytest --numprocesses logical --maxprocesses 4 --dist worksteal
	@command -v npm >/dev/null || echo "The pages' scripts were not tested: install Node.js with npm."
	! command -v npm >/dev/null || npm test --silent

fuzz: $(VENV)/test  ## 20,000 spoilt inputs for every reader; writes their counts in docs/errors.md
	python -W ignore tests/fuzz/run.py --inputs $(or $(INPUTS),20000) --record

soak: $(VENV)/test  ## every pair of years in one folder; writes docs/reliability.md
	python tests/endure/soak.py $(if $(PAIRS),--pairs $(PAIRS)) --record

endure: $(VENV)/test  ## 60 runs killed at random moments; writes their counts in docs/reliability.md
	python tests/endure/run.py --kills $(or $(KILLS),60) --record

real: $(VENV)/maps  ## the whole line on the layers as third parties published them
	@mkdir -p .snakemake; rm -f $(COCASHIFT_LAST_WORDS)
	@snakemake --config dataset=tests/real/real.yaml || $(LAST)

bench: $(VENV)/maps .venv-bench/bench  ## the overlay against its peers, and where the time of a run goes
	PYTHONPATH=. OPENBLAS_NUM_THREADS=1 .venv-bench/bin/python benchmarks/overlay.py $(COCASHIFT_REAL_DATA) data/processed/bench-overlay
	PYTHONPATH=. python benchmarks/line.py

calibration: $(VENV)/test  ## what smooths cells best, and do 80 % intervals cover 80 % of known truths? needs the real layers
	snakemake data/processed/bundled/municipalities.parquet
	PYTHONPATH=. python benchmarks/cells.py data/processed/bundled/municipalities.parquet data/raw/bundled/coca_cells.csv benchmarks/cells.csv
	PYTHONPATH=. python benchmarks/pieces.py $(COCASHIFT_REAL_DATA) data/processed/bench
	PYTHONPATH=. python benchmarks/calibration.py data/processed/bench benchmarks/calibration.csv
	snakemake data/processed/bundled/surfaces/pieces.parquet data/processed/bundled/published_totals.parquet
	snakemake --config dataset=tests/real/real.yaml
	PYTHONPATH=. python benchmarks/left_out.py benchmarks/left_out.csv data/processed/bundled data/processed/real
	python benchmarks/write_tables.py docs/intervals.md benchmarks/calibration.csv benchmarks/left_out.csv maps/real/tables

.PHONY: docs pictures
docs: $(VENV)/test  ## the guides as a site, to be opened at site/index.html; needs no network
	sphinx-build --quiet --nitpicky --fail-on-warning --keep-going --conf-dir docs --doctree-dir .snakemake/doctrees . site

pictures: $(VENV)/test  ## those of the guides, and the figures they print, anew from what a run publishes
	COCASHIFT_RECORD=true pytest tests/browser/test_pictures.py tests/docs/test_blocks.py tests/docs/test_tutorial.py

lint: $(VENV)/test node_modules
	ruff check
	ruff format --check
	snakefmt --check Snakefile workflow
	snakemake --lint
	codespell
	npm run --silent lint

lock:  ## after a change in pyproject.toml; needs uv
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock
	for with in slurm cloud; do uv pip compile pyproject.toml --extra $$with --constraint requirements.lock --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-$$with.lock || exit 1; done
	npm install --package-lock-only
	python -c 'import json; p = "package-lock.json"; d = json.load(open(p)); [x.pop(k, None) for x in d["packages"].values() for k in ("resolved", "funding")]; open(p, "w").write(json.dumps(d, indent=2) + "\n")'
	uv pip compile pyproject.toml --all-extras --group test --group docs --constraint requirements.lock --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-test.lock
	uv pip compile pyproject.toml --group test --resolution lowest-direct --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-lowest.lock
	uv pip compile pyproject.toml --group bench --constraint requirements.lock --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-bench.lock

clean:
	rm -rf $(VENV) .venv-bench .snakemake logs node_modules pictures site dist

# What lints and tests the pages' scripts; without npm their tests say that they were left out.
node_modules: package-lock.json
	! command -v npm >/dev/null || npm ci --silent
	! test -d $@ || touch $@

# What running needs, and what testing, a cluster or a cloud need besides.
$(VENV)/maps: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

$(VENV)/%: requirements-%.lock $(VENV)/maps
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

.venv-bench/bench: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

# Trust: what moved, what is held, whether an installation works.
.PHONY: check compare golden versions debian dependencies sbom
LOWEST := .snakemake/lowest

check: $(VENV)/maps  ## does this installation work, and what to do where it does not?
	python upkeep/check.py

compare: $(VENV)/maps  ## what moved between two runs: make compare A=HEAD~3 B=maps/bundled, folders or commits
	python upkeep/compare.py $(A) $(B)

golden: $(VENV)/maps  ## takes the figures of the bundled dataset for those that tests hold it to
	snakemake
	cp $(patsubst tests/golden/%,maps/bundled/tables/%,$(wildcard tests/golden/*.csv)) tests/golden/

versions: $(LOWEST)/done  ## the unit tests under the lowest versions that pyproject.toml allows
	$(CURDIR)/$(LOWEST)/bin/python -m pytest --quiet --numprocesses logical --maxprocesses 4 tests/unit

$(LOWEST)/done: requirements-lowest.lock
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

SUITE := trixie
debian: $(VENV)/test  ## `make maps` on another Debian, with its Python; figures agree with ours. Needs root
	upkeep/debian.sh $(SUITE) .snakemake/$(SUITE)
	COCASHIFT_ELSEWHERE=.snakemake/$(SUITE)/cocashift/maps/bundled pytest --quiet tests/debian/agreement.py

dependencies: $(VENV)/test  ## writes what we depend on in docs/dependencies.md
	python upkeep/dependencies.py

sbom: $(VENV)/maps  ## a bill of materials and a list of licences, in sbom/
	python upkeep/sbom.py sbom

.PHONY: release archive
release: $(VENV)/maps  ## make release VERSION=1.2.0: names the version wherever it stands
	python upkeep/release.py $(VERSION)

archive: $(VENV)/maps  ## the commit as an archive, with checksums and what Zenodo asks for, in dist/
	python upkeep/archive.py

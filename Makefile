# The course's commands; bare `make` lists them. Python 3.11 or newer is all they need.

PYTHON = python3
ARGS =
STRICT =
# The quick tests wait for processes that they start: with one worker more no processor is idle.
WORKERS = $(if $(STRICT),logical,$(shell $(PYTHON) -c "import os; print(1 + os.cpu_count())"))
COURSEKIT = .venv/bin/python -m coursekit
# A file stays with one worker, so that what it makes is made once; the longest come first.
PYTEST = .venv/bin/python -m pytest -rs -q -n $(WORKERS) --maxprocesses 8 --dist loadfile \
	--no-loadscope-reorder
NBVAL = --nbval --nbval-current-env --nbval-cell-timeout=120 \
	--nbval-sanitize-with=tests/support/nbval_sanitize.cfg
# STRICT=1: nothing may be left out or skipped, so what is optional is installed too.
TEST_EXTRAS = $(if $(STRICT),test$(comma)site$(comma)hub$(comma)torch$(comma)bench$(comma)dask$(comma)postgres,test)
# What is compiled is kept: every test that starts a command would compile the course again.
TEST_ENV = PYTHONDONTWRITEBYTECODE= $(if $(STRICT),COURSE_STRICT=1)
comma = ,

.PHONY: help setup setup-test setup-bench setup-site lab progress grade report worksheet hub test lint solutions notebooks \
	pictures wheel site site-serve explorer-page network-page practice-page explorer-picture bench bench-explorer bench-feel bench-grading bench-site \
	bench-hands bench-hub bench-practice bench-sliders strength sweep

help: ## list the commands
	@echo "make COMMAND [ARGS=\"...\"] [PYTHON=python3.12]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-20s%s\n", $$1, $$2}'

lab: setup ## open the course in JupyterLab (ARGS="--no-browser --port 8899")
	@$(COURSEKIT) lab $(ARGS)

progress: setup ## show your points in each unit
	@$(COURSEKIT) progress $(ARGS)

grade: setup ## for instructors: grade what was handed in for a unit (ARGS="03_stride --workers 4")
	@$(COURSEKIT) grade $(ARGS)

report: setup ## for instructors: what a class made of a unit (ARGS="03_stride --anonymous")
	@$(COURSEKIT) report $(ARGS)

worksheet: setup ## for instructors: questions on paper, and their key (ARGS="--questions 20 --versions 4")
	@$(COURSEKIT) worksheet $(ARGS)

test: lint ## run the quick tests (STRICT=1: the whole system, none skipped; ARGS=tests/convlib)
	$(TEST_ENV) $(PYTEST) $(if $(STRICT),-m "not sweep") $(ARGS)
	$(if $(STRICT),$(TEST_ENV) .venv/bin/python -m pytest -rs -q -n $(WORKERS) --dist loadscope $(NBVAL) solutions/)

sweep: lint ## run the sweeps: every known mistake, its picture, more seeds, all mutants (half an hour)
	$(TEST_ENV) $(PYTEST) -m sweep $(ARGS)

hub: setup ## start a JupyterHub with the course on this machine, as root (ARGS="--users class.csv")
	@PYTHONPATH=hub .venv/bin/python -m try_hub $(ARGS)

lint: setup-test ## look for faults of style and of types
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy
	@! command -v zizmor >/dev/null || zizmor --offline --quiet .github
	@! command -v actionlint >/dev/null || actionlint
	@! command -v check-jsonschema >/dev/null || check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

solutions: setup ## for authors: run solutions/ and save clean outputs (ARGS="03_stride")
	@$(COURSEKIT) execute $(ARGS)

notebooks: setup ## for authors: make notebooks/ from solutions/ (ARGS="03_stride")
	@$(COURSEKIT) notebooks $(ARGS)

pictures: setup ## for authors: draw the pictures of README.md and of the units
	@.venv/bin/python docs/pictures.py

wheel: setup-test ## make a wheel that is the whole course for a learner, in dist/
	@rm -rf build/lib build/bdist.* dist
	@.venv/bin/python -m build --no-isolation >/dev/null
	@ls dist/*.whl

site: setup-site ## build the website in build/site/ (ARGS="--pages-only")
	@.venv/bin/python site/build.py $(ARGS)

site-serve: setup ## show the website on this machine (ARGS="--port 8000")
	@.venv/bin/python site/serve.py $(ARGS)

explorer-page: setup ## write the explorer as one HTML file that works from disk
	@$(COURSEKIT) explorer-page $(ARGS)

network-page: setup ## write the network explorer as one HTML file that works from disk
	@$(COURSEKIT) network-page $(ARGS)

practice-page: setup ## write the practice as one HTML file that works from disk
	@$(COURSEKIT) practice-page $(ARGS)

explorer-picture: setup-test ## for authors: take the picture of the explorer for README.md
	@.venv/bin/python docs/explorer_picture.py

bench: setup-bench ## measure conv2d beside its peers (ARGS="--dtype float64 --only W7,W8")
	@.venv/bin/python -m benchmarks.conv2d $(ARGS)

bench-explorer: setup-test ## measure the explorer in a real browser
	@.venv/bin/python -m benchmarks.explorer $(ARGS)

bench-feel: setup-test ## measure what learners wait for: checks, sliders, the lab, whole units
	@.venv/bin/python -m benchmarks.feel $(ARGS)

bench-grading: setup ## measure grading beside stock nbgrader (ARGS="--otter DIR/bin --rounds 5")
	@.venv/bin/python -m benchmarks.grading $(ARGS)

bench-hub: EXTRAS = --extras lab,hub
bench-hub: setup ## measure how many learners a hub on this machine bears, as root (ARGS="--learners 200")
	@PYTHONPATH=tests:hub .venv/bin/python -m benchmarks.hub $(ARGS)

bench-practice: setup ## measure how often the practice finds out what simulated learners get wrong
	@.venv/bin/python -m benchmarks.practice

bench-hands: EXTRAS = --extras lab,test,hub
bench-hands: setup-test ## measure the show of hands with a class that answers at once (ARGS="800")
	@PYTHONPATH=tests:hub .venv/bin/python -m benchmarks.hands $(ARGS)

bench-sliders: setup ## measure the sliders whose picture the kernel draws
	@.venv/bin/python -m benchmarks.sliders

bench-site: setup-test setup-site ## measure the website's size, and how long its visitors wait
	@.venv/bin/python -m benchmarks.site $(ARGS)

strength: setup-test ## for authors: measure how strong the checks are, a quarter of an hour (docs/strength.md)
	@PYTHONPATH=tests .venv/bin/python -m support.strength

setup: EXTRAS = --extras lab
setup-test: EXTRAS = --extras lab,$(TEST_EXTRAS)
setup-bench: EXTRAS = --extras lab,bench
setup-site: EXTRAS = --extras lab,site
setup setup-test setup-bench setup-site:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here; install Python 3.11 or newer, or name yours: make lab PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) coursekit/bootstrap.py $(EXTRAS)

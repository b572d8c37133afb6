"""Every way to the course installs the same things: CI, containers, Codespaces, Binder."""

import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import yaml

from coursekit.course import unit_notebooks

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OLDEST = PROJECT["requires-python"].removeprefix(">=")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
JOBS = [
    pytest.param(job, id=f"{path.stem}-{name}")
    for path in WORKFLOWS
    for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_may_only_read_and_its_actions_are_pinned_by_hash(path):
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] in ({}, {"contents": "read"})
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, version in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v[\d.]+", version), action


@pytest.mark.parametrize("job", JOBS)
def test_job_may_write_nothing_but_its_token_and_the_website(job):
    granted = job.get("permissions", {})
    deploys = {"id-token": "write", "pages": "write"}
    assert "write" not in granted.values() or granted in ({"id-token": "write"}, deploys)
    if granted == deploys:  # and runs nothing of this repository
        assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]


def test_ci_runs_the_readme_s_own_command_from_the_oldest_python_to_the_newest():
    jobs = yaml.safe_load(text_of(".github/workflows/tests.yml"))["jobs"]
    settings = [step.get("with", {}) for step in jobs["whole"]["steps"]]
    assert [one["python-version"] for one in settings if "python-version" in one] == [OLDEST]
    *_, whole, as_root = jobs["whole"]["steps"]
    assert whole["run"] == "bash .ci/run"
    left_out = "tests/system/browser/test_hub.py"  # by tests/system/browser/conftest.py
    assert as_root["run"].split()[-1] == left_out
    minors = [
        int(one.partition(".")[2]) for one in jobs["newer-python"]["strategy"]["matrix"]["python"]
    ]
    first = int(OLDEST.partition(".")[2])
    assert minors == list(range(first + 1, first + 1 + len(minors)))


@pytest.mark.parametrize(
    "name", ["Dockerfile", ".devcontainer/devcontainer.json", ".binder/requirements.txt"]
)
def test_door_installs_the_lab_at_the_versions_of_constraints_txt(name):
    text = text_of(name)
    assert "[lab]" in text
    assert re.search(r"-c (\.\./|/tmp/)?constraints\.txt", text)
    assert not re.search(r"numpy|jupyterlab[>=]|ipywidgets", text)  # no third list of packages


def test_containers_begin_with_the_units_copied():
    settings = json.loads(text_of(".devcontainer/devcontainer.json"))
    assert settings["postCreateCommand"].endswith("coursekit lab --prepare")
    assert "coursekit lab --prepare" in text_of(".binder/postBuild")
    assert '"coursekit", "lab", "--no-browser"' in text_of("Dockerfile")


def test_image_is_built_of_what_the_wheel_is_built_of():
    copied = set(re.findall(r"^COPY (.+) \S+$", text_of("Dockerfile"), re.MULTILINE)[0].split())
    folders = set(re.findall(r"^COPY (\w+) \1$", text_of("Dockerfile"), re.MULTILINE))
    assert {"pyproject.toml", "setup.py", "README.md", *PROJECT["license-files"]} <= copied
    assert folders == {"convlib", "convtutor", "coursekit", "notebooks"}
    allowed = re.findall(r"^!(.+)$", text_of(".dockerignore"), re.MULTILINE)
    for name in copied | folders:
        assert any(Path(name).match(pattern) for pattern in allowed), name


@pytest.mark.parametrize("path", unit_notebooks(ROOT / "notebooks"), ids=lambda path: path.stem)
@pytest.mark.parametrize("on_colab", [True, False])
def test_first_cell_installs_the_course_on_colab_and_nowhere_else(path, on_colab, monkeypatch):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    asked = []
    shell = SimpleNamespace(run_line_magic=lambda *line: asked.append(line))
    if on_colab:
        monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    exec("".join(first["source"]), {"get_ipython": lambda: shell})
    wanted = [("pip", f"install --quiet {PROJECT['name']}")]
    assert asked == (wanted if on_colab else [])
    assert first["metadata"]["jupyter"] == {"source_hidden": True}

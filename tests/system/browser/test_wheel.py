"""The course as a wheel: what is in it, and a learner who has nothing else."""

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support.course_copy import ROOT, UNITS
from system.browser.lab_server import run_lab
from system.browser.notebook_page import NotebookPage, expect

UNIT = "02_padding"
RIGHT = """\
def zero_pad(x, padding):
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding)))"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with the source distribution, the wheel from it, and one from the checkout."""
    checkout, target = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for folder in ("convlib", "convtutor", "coursekit", "notebooks"):
        shutil.copytree(
            ROOT / folder,
            checkout / folder,
            ignore=shutil.ignore_patterns("__pycache__", ".ipynb*"),
        )
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "LICENSE-prose"):
        shutil.copy(ROOT / name, checkout)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir"]
    subprocess.run([*build, target], cwd=checkout, check=True, capture_output=True)
    direct = [*build, target / "direct", "--wheel"]
    subprocess.run(direct, cwd=checkout, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def wheel(built) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


@pytest.fixture(scope="module")
def coursekit(wheel, tmp_path_factory) -> Path:
    """The command in an environment with the wheel, and what it needs, and no checkout."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True, timeout=120
    )
    pip = [sys.executable, "-m", "pip", "--python", environment / "bin/python", "install"]
    subprocess.run(
        [*pip, "--quiet", "--no-deps", "--no-index", wheel.filename], check=True, timeout=300
    )
    # Packages only: what this environment says of its checkout in .pth files is not read there.
    others = next(environment.glob("lib/python*/site-packages")) / "others.pth"
    others.write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin/coursekit"


def test_source_distribution_builds_the_wheel_that_the_checkout_builds(built, wheel):
    direct = zipfile.ZipFile(next((built / "direct").glob("*.whl")))
    assert sorted(direct.namelist()) == sorted(wheel.namelist())
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        names = [name.partition("/")[2] for name in source.getnames()]
    assert {name.partition("/")[0] for name in names}.isdisjoint({"tests", "solutions"})


def test_wheel_holds_every_file_of_the_packages_and_each_unit_but_no_solution(wheel):
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    tracked = subprocess.run(
        ["git", "ls-files", "convlib", "convtutor", "coursekit"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    notebooks = {f"coursekit/notebooks/{unit}/{unit}.ipynb" for unit in UNITS}
    assert names == set(tracked) | notebooks
    for unit in notebooks:
        assert "BEGIN SOLUTION" not in wheel.read(unit).decode()


def test_core_needs_four_packages_and_the_lab_is_an_extra(wheel):
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    lines = message_from_string(wheel.read(name).decode()).get_all("Requires-Dist")
    core = [Requirement(line) for line in lines if "extra ==" not in line]
    assert {one.name for one in core} == {"anywidget", "ipywidgets", "matplotlib", "numpy"}
    lab = {Requirement(line).name for line in lines if 'extra == "lab"' in line}
    assert lab == {"jupyterlab", "nbgrader", "nbval"}


def test_learner_with_the_wheel_alone_solves_an_exercise(page, coursekit, tmp_path):
    work = tmp_path / "convolution-course" / "my-work"
    with run_lab(tmp_path, (str(coursekit),), work) as lab:
        notebook = NotebookPage(page, lab, UNIT)
        notebook.run_all()
        notebook.write("zero_pad", RIGHT)
        expect(notebook.run("check-zero_pad")).to_contain_text("✓ zero_pad")
        notebook.save()
        page.goto("about:blank")  # a page that lost its server would only complain
        assert "✓ zero_pad" in lab.coursekit("check", UNIT).stdout
        assert "3 of 5 points" in lab.coursekit("progress").stdout
    assert not (coursekit.parents[1] / "convolution-course").exists()
    where = subprocess.run(
        [coursekit.with_name("python"), "-c", "import convtutor; print(convtutor.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    ).stdout
    assert where.startswith(str(coursekit.parents[1]))

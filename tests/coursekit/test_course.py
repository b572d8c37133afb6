"""Units are found in the course folder, and the command line explains itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.coursekit_folder import make_course, notebook, save

from coursekit.cli import main
from coursekit.course import Course, find_course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import read_settings
from coursekit.release.authoring import release_notebook
from coursekit.release.release import GradedCell


@pytest.fixture
def course(tmp_path, monkeypatch):
    made = make_course(tmp_path)
    monkeypatch.setenv("COURSEKIT_ROOT", str(made.root))
    monkeypatch.delenv("COURSEKIT_WORK", raising=False)
    return made


def test_units_are_found_sorted_with_what_their_notebooks_say(course):
    save(course.released / "02_new/02_new.ipynb", notebook("02_new", []))
    save(course.released / "02_new/extra.ipynb", "not a unit")
    first, new, _ = course.units()
    assert (first.name, first.title, first.minutes) == ("01_first", "Title | of 01_first", 5)
    assert first.exercises == (GradedCell("one", 3.0), GradedCell("two", 3.0))
    assert first.points == 6
    assert (new.name, new.points) == ("02_new", 0)


@pytest.mark.parametrize("name", ["03_stride", "03", "3", "03_stride/"])
def test_the_number_or_the_start_of_a_name_is_enough_when_only_one_unit_fits(course, name):
    assert course.unit(name).name == "03_stride"


def test_a_whole_name_wins_over_longer_ones(course):
    save(course.released / "03_stride_more/03_stride_more.ipynb", notebook("03_stride_more", []))
    assert course.unit("03_stride").name == "03_stride"


def test_the_work_folder_is_the_option_then_the_variable_then_my_work(course, monkeypatch):
    assert find_course().work == course.root / "my-work"
    monkeypatch.setenv("COURSEKIT_WORK", str(course.root / "variable"))
    assert find_course().work == course.root / "variable"
    assert find_course(str(course.root / "option")).work == course.root / "option"


def test_a_package_without_notebooks_beside_it_says_how_to_install(tmp_path):
    with pytest.raises(CourseError, match=r"pip install -e \..*COURSEKIT_ROOT"):
        Course(tmp_path).units()


@pytest.fixture
def installed(course, tmp_path, monkeypatch):
    """The units lie in the package, as in a wheel; nothing says where the course is."""
    monkeypatch.setattr("coursekit.course.PACKAGED", course.released)
    monkeypatch.delenv("COURSEKIT_ROOT")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    return find_course()


def test_installed_course_keeps_its_things_in_the_home_folder(installed, tmp_path):
    assert installed.work == tmp_path / "home/convolution-course/my-work"
    assert [unit.name for unit in installed.units()] == ["01_first", "03_stride"]


def test_folder_of_an_installed_course_may_have_units_of_its_own(installed):
    save(installed.root / "notebooks/04_own/04_own.ipynb", notebook("04_own", []))
    assert [unit.name for unit in installed.units()] == ["04_own"]


# Not ipykernel, of which ipywidgets asks whether it is there.
LAB_PACKAGES = (
    "ipykernel.ipkernel",
    "jupyter_server",
    "jupyterlab",
    "nbclient",
    "nbformat",
    "nbgrader",
)


@pytest.mark.parametrize("words", [["lab"], ["check", "3"], ["notebooks"], ["execute"]])
def test_command_that_needs_the_lab_says_what_to_install(words, course):
    done = run_without_the_lab(words, course)
    assert done.returncode == 2
    assert re.fullmatch(
        rf"coursekit: `coursekit {words[0]}` needs \w+, .*: "
        r'pip install "convolution-course\[lab\]"\n',
        done.stderr,
    )


@pytest.mark.parametrize(
    "words", [["progress"], ["explorer-page"], ["lab", "--prepare"], ["reset", "3"]]
)
def test_other_commands_do_without(words, course):
    done = run_without_the_lab(words, course)
    assert (done.returncode, done.stderr) == (0, "")


def run_without_the_lab(words, course):
    hidden = f"import sys; sys.modules.update(dict.fromkeys({LAB_PACKAGES}))"
    program = f"{hidden}; from coursekit.cli import main; sys.exit(main({words}))"
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def test_progress_on_the_command_line(course, capsys):
    assert main(["progress"]) == 0
    assert capsys.readouterr().out == "01_first   not started\n03_stride  not started\n"


def test_reset_on_the_command_line_says_where_the_old_copy_is(course, capsys):
    assert main(["reset", "03"]) == 0
    assert capsys.readouterr().out == f"A fresh copy is in {course.work / '03_stride'}.\n"
    assert main(["reset", "03", "--work", str(course.work)]) == 0
    kept = capsys.readouterr().out.splitlines()[0]
    assert kept.startswith(f"Your old copy is kept in {course.work / '03_stride'}.20")


def test_an_unknown_unit_exits_2_with_one_line_and_no_traceback(course, capsys):
    assert main(["reset", "07"]) == 2
    said = capsys.readouterr().err
    assert said == "coursekit: '07' is the start of no unit; choose one of 01_first, 03_stride.\n"


@pytest.mark.parametrize(
    "command",
    [
        "",
        "lab",
        "check",
        "progress",
        "reset",
        "execute",
        "notebooks",
        "explorer-page",
        "network-page",
        "practice-page",
    ],
)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as exit_:
        main([*filter(None, [command]), "--help"])
    assert exit_.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 8


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["check"],
        ["progress", "--port", "1"],
        ["lab", "--port", "70000"],
        ["lab", "--port", "web"],
        ["check", "01", "--timeout", "0"],
    ],
)
def test_wrong_arguments_exit_2_with_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "usage: coursekit" in capsys.readouterr().err


def test_the_package_runs_as_a_module_and_prints_bars_on_any_terminal(course):
    # ASCII has no blocks: they become question marks, and nothing crashes
    environment = {"COURSEKIT_ROOT": str(course.root), "PYTHONIOENCODING": "ascii"}
    main(["reset", "03"])
    run = subprocess.run(
        [sys.executable, "-m", "coursekit", "progress"],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert run.stdout.splitlines()[1] == "03_stride  ?????????? 0 of 3 points"


@pytest.mark.parametrize("name", ["explorer", "network", "practice"])
def test_page_is_written_where_asked(course, tmp_path, capsys, name):
    assert main([f"{name}-page"]) == 0
    page = course.root / "build" / f"{name}.html"
    assert capsys.readouterr().out == f"Open {page} in a browser.\n"
    assert "</html>" in page.read_text(encoding="utf-8")
    assert main([f"{name}-page", "--output", str(tmp_path / "new/mine.html")]) == 0
    assert (tmp_path / "new/mine.html").exists()


def test_path_that_nbgrader_takes_for_a_pattern_is_refused_by_name(tmp_path):
    course = make_course(tmp_path / "conv [2026]")
    for needs_nbgrader in (read_settings, lambda course: release_notebook(course, "01_first")):
        with pytest.raises(CourseError, match=r"conv \[2026\].*takes \[ and \] in a path"):
            needs_nbgrader(course)

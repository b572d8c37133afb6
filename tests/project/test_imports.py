"""What loads what: `import convlib` is light, and imports run one way, also those in functions."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Each room, and the rooms that it may import beside itself. A module is of the longest room whose
# name begins its own; nothing may be in no room.
CORE = {"convlib", "convlib.conv2d"}
GRADING = "coursekit.grading"
RELEASE = {"coursekit.release.release"}
MAY_IMPORT = {
    "convlib": {"convlib.conv2d"},
    "convlib.conv2d": {"convlib"},
    "convtutor": {"convtutor.draw", "convtutor.notebook"},
    "convtutor.browser": set(),
    "convtutor.calling": set(),
    "convtutor.checks": {"convlib", "convtutor.calling", "convtutor.draw", "convtutor.learn"},
    "convtutor.draw": {*CORE, "convtutor.learn"},
    "convtutor.environment": set(),
    "convtutor.explore": {*CORE, "convtutor.browser", "convtutor.draw", "convtutor.trained"},
    "convtutor.hands": set(),
    "convtutor.learn": CORE,
    "convtutor.measure": set(),
    "convtutor.newest": {"convtutor.calling", "convtutor.checks"},
    "convtutor.notebook": {
        *("convtutor.calling", "convtutor.checks", "convtutor.hands", "convtutor.newest"),
        "convtutor.units",
    },
    "convtutor.practice": {"convtutor.browser", "convtutor.checks"},
    "convtutor.trained": {"convlib.conv2d"},
    "convtutor.units": {*CORE, "convtutor.calling", "convtutor.checks", "convtutor.learn"},
    "coursekit": {"convtutor.notebook", *RELEASE},
    "coursekit.__main__": {"coursekit.cli"},
    "coursekit.cli": {
        *("convtutor.explore", "convtutor.practice", "coursekit", f"{GRADING}.report"),
        f"{GRADING}.running",
        *("coursekit.classroom", "coursekit.lab", "coursekit.progress", "coursekit.release"),
        "coursekit.worksheet",
    },
    "coursekit.classroom": {
        *("coursekit", GRADING, f"{GRADING}.gradebook", f"{GRADING}.intake"),
    },
    "coursekit.desk": {"coursekit", GRADING, f"{GRADING}.report"},
    "coursekit.lab": {"coursekit", "coursekit.desk", "coursekit.progress"},
    "coursekit.progress": {"coursekit", *RELEASE},
    "coursekit.worksheet": {"convtutor.practice", "coursekit", GRADING},
    "coursekit.release": {
        *("convtutor.notebook", "coursekit", "coursekit.release.handed_out", *RELEASE),
    },
    "coursekit.release.handed_out": {"coursekit", *RELEASE},
    # What the process that reads learners' notebooks loads: it has the standard library alone.
    "coursekit.release.release": {"coursekit.release.statements"},
    "coursekit.release.statements": set(),
    # The stations of a submission, in the order in which it passes them.
    GRADING: {"coursekit"},
    f"{GRADING}.wire": {"convtutor.calling"},
    f"{GRADING}.intake": {GRADING},
    f"{GRADING}.reading": {
        *(GRADING, f"{GRADING}.wire", *RELEASE, "coursekit.release.statements"),
    },
    f"{GRADING}.box": {
        *("convtutor.calling", "convtutor.units", "coursekit", f"{GRADING}.wire"),
    },
    f"{GRADING}.box.inside": {"convtutor.calling", f"{GRADING}.wire"},
    f"{GRADING}.judging": {
        *("convtutor.calling", "convtutor.checks", "convtutor.notebook", "convtutor.units"),
        *("coursekit", GRADING, f"{GRADING}.box", f"{GRADING}.reading", f"{GRADING}.wire"),
        *RELEASE,
    },
    f"{GRADING}.gradebook": {
        *("convtutor.notebook", "coursekit", GRADING, f"{GRADING}.feedback", f"{GRADING}.intake"),
        *RELEASE,
    },
    f"{GRADING}.feedback": {"convtutor.checks", GRADING, f"{GRADING}.judging"},
    f"{GRADING}.running": {
        *("coursekit", GRADING, *RELEASE),
        *(f"{GRADING}.{room}" for room in ("intake", "reading", "box", "judging", "gradebook")),
        *(f"{GRADING}.feedback", "coursekit.release.handed_out"),
    },
    f"{GRADING}.report": {
        *("convtutor.calling", "convtutor.checks", "convtutor.draw", "convtutor.practice"),
        *("convtutor.notebook", "convtutor.units", "coursekit", "coursekit.classroom"),
        *(GRADING, f"{GRADING}.gradebook", f"{GRADING}.intake", *RELEASE),
    },
    "benchmarks": {
        *CORE,
        *(f"convtutor.{room}" for room in ("browser", "calling", "checks", "draw", "explore")),
        *("convtutor.practice", "convtutor.units"),
        "coursekit",
        *(GRADING, *(f"{GRADING}.{room}" for room in ("box", "judging", "running")), *RELEASE),
    },
    # The website: files of site/, which know one another by their bare names.
    "browser_python": set(),
    "build": {"lite", "pages", "played"},
    "lite": {"browser_python", "coursekit"},
    "front": {
        *("convtutor.calling", "convtutor.checks", "convtutor.explore", "convtutor.units"),
        "pictures",
    },
    "pages": {
        "convtutor.browser",
        "convtutor.explore",
        "convtutor.practice",
        "coursekit",
        "front",
        "pictures",
        "unit_pages",
    },
    "pictures": set(),
    "played": {"convtutor.explore", "pictures"},
    "serve": set(),
    # What runs as the hub: nothing of the course, which runs as its users.
    "roles": set(),
    "show_of_hands": set(),
    "tljh_config": {"roles"},
    "try_hub": {"roles"},
    "unit_pages": {"convtutor.explore", "convtutor.units", "coursekit", "pictures", "played"},
}


def modules():
    """Every module of ours by its dotted name."""
    found = {path.stem: path for folder in ("hub", "site") for path in (ROOT / folder).glob("*.py")}
    for package in (
        "convlib",
        "convtutor",
        "coursekit",
        "benchmarks",
        "hub/show_of_hands",
        "hub/try_hub",
    ):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to((ROOT / package).parent).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(module):
    """The modules of ours that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import, which this test cannot follow"
            # `from convlib import kernels` imports a module; `from convlib.sizes import x` a name.
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in MODULES else node.module)
    return {name for name in found if name in MODULES}


def room_of(module):
    """The longest room whose name begins a module's."""
    parts = module.split(".")
    while parts and ".".join(parts) not in MAY_IMPORT:
        parts.pop()
    return ".".join(parts)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module):
    room = room_of(module)
    wrong = {name for name in imports_of(module) if room_of(name) not in MAY_IMPORT[room] | {room}}
    assert not wrong, f"{module} imports {wrong}; {room} may import {sorted(MAY_IMPORT[room])}"


def test_table_names_no_room_and_no_arrow_that_is_not_there():
    arrows = {(room_of(one), room_of(other)) for one in MODULES for other in imports_of(one)}
    listed = {(room, other) for room, others in MAY_IMPORT.items() for other in others}
    assert listed - arrows == set()
    assert set(MAY_IMPORT) == {room_of(module) for module in MODULES}


@pytest.mark.parametrize("station", ["intake", "judging", "feedback", "gradebook"])
def test_a_station_is_known_by_its_face_alone(station):
    room = f"{GRADING}.{station}"
    outside = [name for name in MODULES if name.startswith("coursekit") and room_of(name) != room]
    known = {name for module in outside for name in imports_of(module) if room_of(name) == room}
    assert known == {room}


def test_no_import_goes_round_in_a_circle():
    # A package's own names are those of its modules: they may import it, and it imports them.
    graph = {module: imports_of(module) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' -> '.join(error.args[1])}")


# What nobody needs who only wants the arithmetic.
HEAVY = {"matplotlib", "ipywidgets", "anywidget", "IPython", "PIL", "coursekit", "pytest"}


def loaded_by(statement):
    """The top packages that a statement loads in a fresh Python."""
    program = f"import sys; {statement}; print(*{{m.split('.')[0] for m in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_import_convlib_loads_numpy_and_nothing_of_the_course():
    loaded = loaded_by("import convlib, convlib.kernels, convlib.images")
    assert "numpy" in loaded
    assert not loaded & (HEAVY | {"convtutor"})


def test_what_a_notebook_imports_loads_no_plots_or_widgets_before_something_is_shown():
    assert not loaded_by("from convtutor import check, draw, predict, recall, reveal") & HEAVY


def test_public_names_of_the_core_are_those_of_the_design():
    import convlib

    assert set(convlib.__all__) == {
        "conv2d",
        "conv2d_multiply_count",
        "conv2d_output_shape",
        "conv2d_parameter_count",
        "conv_output_size",
        "linear_parameter_count",
        "receptive_field",
        "same_padding",
        "unread_pixels",
    }
    for name in convlib.__all__:
        assert callable(getattr(convlib, name))

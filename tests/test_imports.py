"""What loads what: `import convlib` is light, and imports run one way."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("convlib", "coursekit")


def modules():
    """Every module of ours by its dotted name."""
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(module, *, at_load_only=False):
    """The modules of ours that a module imports, anywhere or outside of functions."""
    nodes = [ast.parse(MODULES[module].read_text(encoding="utf-8"))]
    found = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef) and at_load_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import, which this test cannot follow"
            # `from convlib import shapes` imports a module; `from convlib.shapes import x` a name.
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in MODULES else node.module)
        nodes += ast.iter_child_nodes(node)
    return {name for name in found if name.split(".")[0] in OURS}


def part(module):
    """`convlib.checks.judge` is of the part `checks`; `convlib` itself is the part `convlib`."""
    names = module.split(".")
    return names[1] if names[0] == "convlib" and len(names) > 1 else names[0]


# Each part may import those named, and itself; a part not named stands alone.
MAY_IMPORT = {
    "shapes": set(),
    "kernels": set(),
    "images": set(),
    "conv": {"shapes"},
    "convlib": {"shapes", "conv"},
    "learn": {"shapes", "conv", "convlib", "kernels", "images"},
    "trained": {"shapes", "conv", "convlib"},
    "checks": {"shapes", "conv", "convlib", "learn"},
    "draw": {"shapes", "conv", "convlib", "kernels", "images"},
    "explore": {"shapes", "conv", "convlib", "kernels", "images", "draw", "trained"},
}
# A single module of a part that may import more.
MAY_IMPORT_TOO = {"convlib.checks.pictures": {"draw"}}


@pytest.mark.parametrize("module", [m for m in MODULES if part(m) != "coursekit"])
def test_imports_run_one_way(module):
    allowed = MAY_IMPORT.get(part(module), set()) | {part(module)}
    allowed |= MAY_IMPORT_TOO.get(module, set())
    wrong = {name for name in imports_of(module) if part(name) not in allowed}
    assert not wrong, f"{module} imports {wrong}; {part(module)} may import {sorted(allowed)}"


@pytest.mark.parametrize("known", ["shapes", "conv", "kernels", "images", "checks"])
def test_the_parts_of_the_design_are_there(known):
    assert f"convlib.{known}" in MODULES


def test_no_import_goes_round_in_a_circle():
    graph = {module: imports_of(module, at_load_only=True) - {module} for module in MODULES}
    # A module loads the packages that it lies in, but they may import it.
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


def test_import_convlib_loads_numpy_and_no_plots_or_widgets():
    loaded = loaded_by("import convlib, convlib.kernels, convlib.images")
    assert "numpy" in loaded
    assert not loaded & HEAVY


def test_checks_load_no_plots_or_widgets_before_they_show_something():
    loaded = loaded_by("import convlib.checks, convlib.checks.pictures")
    assert not loaded & HEAVY


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

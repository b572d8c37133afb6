"""Goal: read another submission, the solutions, the gradebook, or what lies in somebody's home."""

from pathlib import Path

import pytest
from system.attacks.attack import attempt, doing

import convlib

COURSE = Path(convlib.__file__).parent.parent
SECRET = "the gradebook says 297 of 5"

PLACES = {
    "the course": COURSE,
    "the solutions": COURSE / "solutions",
    "right answers": COURSE / "convtutor/units/single_filter/right.py",
    "the convolution itself": COURSE / "convlib/conv2d/__init__.py",
    "the tests": COURSE / "tests/support/right/maps.py",
    "home": Path.home(),
    "users": Path("/etc/passwd"),
    "shadow": Path("/etc/shadow"),
    "programs": Path("/usr/bin/env"),
    "local data": Path("/usr/local/share"),
    "processes": Path("/proc"),
    "the system": Path("/sys"),
    "logs": Path("/var/log"),
    "run": Path("/run"),
}


def test_no_file_of_the_machine_but_those_of_python_can_be_read(tmp_path):
    gradebook = tmp_path / "gradebook.db"
    gradebook.write_text(SECRET)
    gradebook.chmod(0o666)
    tmp_path.chmod(0o777)
    places = [str(place) for place in (*PLACES.values(), gradebook, tmp_path)]
    attack = doing(
        f"""
        import os
        for place in {places}:
            if os.path.isdir(place):
                print("saw", place, os.listdir(place))
            elif os.path.exists(place):
                print("saw", place, open(place, "rb").read(99))
        with open({str(gradebook)!r}, "w") as file:
            file.write("mine")
        """
    )
    said = attempt(attack).said
    # Folders that lead to Python itself may be there, with nothing else in them.
    seen = [line for line in said.splitlines() if line.startswith("saw")]
    for line in seen:
        assert "[]" in line or "'.pyenv'" in line or "'.venv'" in line, line
    assert SECRET not in said
    assert "Error" in said
    assert gradebook.read_text() == SECRET


@pytest.mark.parametrize("climbing", ["..", "../..", "/tmp/../..", "/box/../.."])
def test_no_way_up_leads_out(climbing):
    said = attempt(doing(f"import os\nprint('top', sorted(os.listdir({climbing!r})))")).said
    top = next(line for line in said.splitlines() if line.startswith("top"))
    names = set(eval(top.removeprefix("top ")))
    assert names <= {"box", "dev", "etc", "lib", "lib32", "lib64", "root", "home", "opt", "tmp"} | {
        part for place in (convlib.__file__, *__import__("sys").path) for part in Path(place).parts
    } | {"usr"}


def test_nothing_on_the_system_can_be_written():
    attack = doing(
        """
        import os, numpy
        places = ["/", "/usr/lib", "/box", "/etc", "/dev", "/root", os.path.dirname(os.__file__)]
        places.append(os.path.dirname(numpy.__file__))
        for place in places:
            try:
                with open(os.path.join(place, "mine"), "w"):
                    print("wrote", place)
            except OSError as error:
                print("no", place)
        """
    )
    said = attempt(attack).said
    assert "no /usr/lib" in said
    assert "wrote" not in said

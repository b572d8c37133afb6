"""Getting out of the box: namespaces, sockets, other processes, libraries loaded elsewhere."""

import errno
import platform
import socket

import pytest
from system.attacks.attack import RIGHT, WRONG, attempt, doing

from coursekit.grading.box import Limits, syscalls

# Goal: get out of the box: namespaces, mounts, root's rights, keys, setuid programs.

OUT = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempted(name, *call):
    ctypes.set_errno(0)
    print(f"<{name} {libc.syscall(*call)}>", ctypes.get_errno())
for name, number in {calls}.items():
    attempted(name, number, 0, 0, 0, 0, 0)
attempted("clone", {clone}, 0x10000000 | 17, 0, 0, 0, 0)
attempted("clone3", 435, 0, 0)
for name in ("setuid", "setgid"):
    try:
        getattr(os, name)(0)
        print(name, "done", os.getresuid())
    except OSError as error:
        print(name, "refused")
print("user", os.getresuid(), os.getresgid(), os.getgroups())
print("may gain rights", libc.prctl(39, 0, 0, 0, 0))
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
libc.capget(header, data)
print("capabilities", list(data))
"""


def test_no_way_out_of_the_box():
    column = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    calls = {name: numbers[column] for name, numbers in syscalls._REFUSED.items()}
    attack = OUT.replace("{calls}", repr(calls)).replace("{clone}", str(syscalls._CLONE[column]))
    said = attempt(doing(attack), limits=Limits(seconds=20)).said
    for name in (*calls, "clone"):
        assert f"<{name} -1> {errno.EPERM}\n" in said
    assert f"<clone3 -1> {errno.ENOSYS}\n" in said
    assert "done" not in said
    assert "capabilities [0, 0, 0, 0, 0, 0]" in said
    assert "may gain rights 1" in said
    assert "user (0" not in said


def test_programs_are_not_there_to_be_run():
    said = attempt(
        doing(
            """
            import os, subprocess
            for name in ("su", "sudo", "mount", "sh", "bash", "bwrap", "curl", "gcc", "python3"):
                for folder in ("/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin"):
                    if os.path.exists(f"{folder}/{name}"):
                        print("there is", name)
            print("end")
            """
        )
    ).said
    assert "end" in said
    assert "there is" not in said


# Goal: leave the box by sockets that no namespace holds: to the host of a machine, to drivers.

TRYING = """
import socket
for call in (socket.socket, socket.socketpair):
    for family in range(50):
        for kind in (1, 2, 3, 5):
            try:
                call(family, kind)
                print(f"made={family}")
            except OSError:
                pass
"""


def test_only_sockets_that_stay_inside_can_be_made():
    said = attempt(doing(TRYING)).said.split()
    made = {word for word in said if word.startswith("made=")}
    # Between processes, and of the internet: that of the box is empty.
    assert {f"made={family}" for family in (1, 2)} <= made
    assert made <= {f"made={family}" for family in (1, 2, 10)}


# Goal: send exercises away or fetch answers: by TCP, UDP, names, or sockets of this machine.


def test_no_connection_gets_out(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as named,
    ):
        server.settimeout(0.05)
        abstract.bind("\0attack-on-grading")
        named.bind(str(tmp_path / "s"))
        (tmp_path / "s").chmod(0o777)
        for one in (abstract, named):
            one.listen()
            one.settimeout(0.05)
        attack = doing(
            f"""
            import socket
            places = [
                (socket.AF_INET, {server.getsockname()!r}),
                (socket.AF_INET, ("192.0.2.1", 80)),
                (socket.AF_UNIX, chr(0) + "attack-on-grading"),
                (socket.AF_UNIX, {str(tmp_path / "s")!r}),
            ]
            for family, place in places:
                try:
                    with socket.socket(family) as one:
                        one.settimeout(0.3)
                        one.connect(place)
                        one.send(b"hello")
                        print("connected", place)
                except OSError as error:
                    print("refused", error)
            try:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
                    one.sendto(b"hello", ("192.0.2.1", 53))
                    print("connected by UDP")
            except OSError as error:
                print("refused", error)
            try:
                print("connected", socket.getaddrinfo("example.org", 80))
            except OSError as error:
                print("refused", error)
            """
        )
        said = attempt(attack).said
        for one in (server, abstract, named):
            try:
                one.accept()
            except TimeoutError:
                continue
            raise AssertionError("somebody has connected from inside the box")
    assert "connected" not in said
    assert said.count("refused") >= 6


# Goal: load a library of theirs into the grader's programs: LD_PRELOAD, LD_LIBRARY_PATH, exec.


def test_variables_of_the_loader_reach_no_other_box():
    cell = f"""
import os
for name in ("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PYTHONPATH", "PYTHONHOME"):
    os.environ[name] = "/tmp/evil.so"
{WRONG}
"""
    attempt(cell)
    said = attempt(doing("import os\nprint('loader', [n for n in os.environ if 'LD_' in n])")).said
    assert "loader []" in said


def test_variables_of_the_grader_reach_no_box(monkeypatch, tmp_path):
    # Whoever can set these owns the grader's account; but a class may share a shell's settings.
    (tmp_path / "sitecustomize.py").write_text("import builtins\nbuiltins.attacked = True\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "sitecustomize.py"))
    said = attempt(doing("import builtins\nprint('attacked', hasattr(builtins, 'attacked'))")).said
    assert "attacked False" in said


@pytest.mark.parametrize(
    "program",
    ["sys.executable, '-c', 'import time; time.sleep(1000)'", "'/bin/sh', '-c', 'sleep 1000'"],
)
def test_another_program_in_the_place_of_the_worker_gains_nothing(program):
    cell = doing(f"import os, sys\nargs = [{program}]\nos.execv(args[0], args)", RIGHT)
    found = attempt(cell, limits=Limits(seconds=1), honest=4.0)
    assert found.seconds < 10

"""Goal: get out of the box: namespaces, mounts, root's rights, keys, setuid programs."""

import errno
import platform

from system.attacks.attack import attempt, doing

from coursekit.grading.box import Limits, syscalls

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

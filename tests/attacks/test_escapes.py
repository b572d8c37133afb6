"""Goal: get out of the box: namespaces, mounts, root's rights, keys, setuid programs."""

import platform

import pytest

from attacks.attack import attempt, doing

OUT = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempted(name, *call):
    ctypes.set_errno(0)
    print(f"<{name} {libc.syscall(*call)}>", ctypes.get_errno())
one, none = ctypes.c_char_p(b"/tmp"), ctypes.c_void_p()
attempted("unshare", 272, 0x10000000)
attempted("clone", 56, 0x10000000 | 17, 0, 0, 0, 0)
attempted("clone3", 435, 0, 0)
attempted("setns", 308, 0, 0)
attempted("mount", 165, one, one, one, 4096, none)
attempted("pivot", 155, one, one)
attempted("chroot", 161, one)
attempted("keyctl", 250, 0, -3, 1)
attempted("bpf", 321, 0, none, 0)
attempted("perf", 298, none, 0, -1, -1, 0)
attempted("io_uring", 425, 8, none)
attempted("userfaultfd", 323, 0)
attempted("handle", 304, -100, none, 0)
attempted("reboot", 169, 0, 0, 0, 0)
attempted("the other numbers", 0x40000000 + 39)
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


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86-64")
def test_no_way_out_of_the_box():
    said = attempt(doing(OUT)).said
    for name in (
        *("unshare", "clone", "clone3", "setns", "mount", "pivot", "chroot", "keyctl", "bpf"),
        *("perf", "io_uring", "userfaultfd", "handle", "reboot", "the other numbers"),
    ):
        assert f"<{name} -1>" in said
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

"""Goal: read the grader's environment, arguments or memory by /proc, or mount a /proc to do so."""

from system.attacks.attack import attempt, doing


def test_environment_of_the_grader_is_out_of_reach(monkeypatch):
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "open sesame")
    attack = doing(
        """
        import ctypes, os, subprocess
        print(sorted(os.environ.items()))
        libc = ctypes.CDLL(None, use_errno=True)
        os.makedirs("/tmp/p", exist_ok=True)
        print("mounted", libc.mount(b"proc", b"/tmp/p", b"proc", 0, None), ctypes.get_errno())
        for number in (1, os.getppid(), os.getpid()):
            for folder in ("/proc", "/tmp/p"):
                for name in ("environ", "cmdline", "maps", "mem"):
                    try:
                        with open(f"{folder}/{number}/{name}", "rb") as file:
                            print("read", file.read(200))
                    except OSError:
                        pass
        """
    )
    said = attempt(attack).said
    assert "open sesame" not in said
    assert "PASSWORD" not in said
    assert "mounted -1" in said
    assert "read" not in said
    assert "'HOME', '/tmp'" in said

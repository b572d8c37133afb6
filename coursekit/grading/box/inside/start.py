"""Give up all rights, then wait for exercises. Run as a script, with one argument.

The argument is JSON: "uid", the user to become, or null; "control", the number of the file
descriptor on which exercises are ordered; "path", where to import from; "alone", whether this
process is the first one of a box of its own.
"""

import ctypes
import json
import os
import sys

CAPABILITIES_VERSION = 0x20080522


def become(uid: int) -> None:
    """Become an ordinary user, for good: with the last user id of root all capabilities go."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # Nor may a program that is run later have any: sets of 64 bits, in two halves.
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)())
    if os.getresuid() != (uid, uid, uid) or os.getresgid() != (uid, uid, uid) or os.getgroups():
        os._exit(90)  # no learner's code may run with more rights than that


def main() -> None:
    """Run the program."""
    order = json.loads(sys.argv[1])
    if order["uid"] is not None:
        become(order["uid"])
    sys.path[:] = order["path"]
    from coursekit.grading.box.inside import stand_in

    stand_in.install()  # before anything of convlib is imported
    from coursekit.grading.box.inside import fork_server

    fork_server.wait_for_exercises(order["control"], order["alone"])


if __name__ == "__main__":
    main()

"""Goal: cripple the process that all exercises are forked from, so that a later one is lost."""

from support.boxed import NUMPY
from support.one_map import MAP
from system.attacks.attack import RIGHT, doing

from convtutor.checks.judge import judge
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

CRIPPLING = doing(
    """
    import os, resource, signal
    for name in ("NOFILE", "AS", "CPU", "NPROC", "FSIZE"):
        resource.prlimit(1, getattr(resource, "RLIMIT_" + name), (0, 0))
    os.setpriority(os.PRIO_PROCESS, 1, 19)
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
        os.kill(1, number)
    """
)


def test_later_exercise_has_its_points_all_the_same():
    with Box() as box:
        first = judge(MAP, boxed_caller(box, [NUMPY], [CRIPPLING], "apply_filter"), 5)
        later = judge(MAP, boxed_caller(box, [NUMPY], [RIGHT], "apply_filter"), 5)
    assert (first.points, later.points) == (0.0, MAP.points)

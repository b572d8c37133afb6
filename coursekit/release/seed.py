"""Grade with fresh cases that no learner has seen, from a seed that is kept with the grade."""

from __future__ import annotations

import functools
import os
import secrets
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from convtutor.notebook import SEED_VARIABLE
from coursekit.child_environment import variables


class ExecuteWithSeed(Execute):
    """Run a submission as nbgrader does, with a seed for the fresh cases of its checks."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], **options: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the notebook; nbconvert calls this.

        Parameters
        ----------
        nb : NotebookNode
            Changed in place.
        resources : dict
            Passed on.
        **options
            Passed on.

        Returns
        -------
        (NotebookNode, dict)
        """
        seed = os.environ.get(SEED_VARIABLE) or str(seed_of_this_run())
        self.log.info("Fresh cases from seed %s", seed)
        # For this notebook's kernel only: Formgrader grades inside the server, whose kernels are
        # the instructor's own.
        with variables(**{SEED_VARIABLE: seed}):
            return super().preprocess(nb, resources, **options)


@functools.cache
def seed_of_this_run() -> int:
    """Draw a seed once: a class that is graded together gets the same cases.

    Returns
    -------
    int
        1 or more: 0 is the seed that learners know.
    """
    return 1 + secrets.randbelow(10**9)

"""The program that runs in the box: the only part of coursekit that shares a system with learners.

`start` gives up all rights, `fork_server` waits with NumPy loaded and forks a process for each
exercise, `serve_exercise` runs the learner's cells there and answers calls, and `stand_in`
stands where convlib's answers would be. Nothing here knows an answer, and nothing here is trusted
by what is outside.
"""

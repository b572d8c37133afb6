"""What reads a submission's notebook, in a child process that may die.

Only the standard library is imported here, so that the child starts quickly and holds nothing.
Nothing that a learner wrote is ever run: it is parsed.
"""

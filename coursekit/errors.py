"""The one exception that the course's commands raise on purpose."""


class CourseError(Exception):
    """A fault that the person at the keyboard can mend.

    Its sentence gives the value, the rule and the remedy. The command line prints it without a
    traceback and exits with code 2.
    """

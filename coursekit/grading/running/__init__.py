"""One run of `coursekit grade` over a class."""

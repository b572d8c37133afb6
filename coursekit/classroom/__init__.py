"""A class without nbgrader's exchange: who is in it, what a learning platform hands out and takes."""

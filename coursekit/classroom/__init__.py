"""A class without nbgrader's exchange: its roster, and what a platform hands out and takes."""

"""What runs the course: the command line, the lab, grading."""

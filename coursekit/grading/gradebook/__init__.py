"""What is kept of a grade."""

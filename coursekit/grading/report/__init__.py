"""What a class made of a unit: one page to read in the morning, and the same as CSV files."""

"""From what was read to verdicts, by way of the box."""

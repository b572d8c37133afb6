"""What learners are handed: solutions run, answers taken out, notebooks made."""

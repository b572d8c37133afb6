"""Take submissions from disk."""

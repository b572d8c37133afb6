"""Questions on paper: versions of one worksheet, and the key that decodes wrong answers."""

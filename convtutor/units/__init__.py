"""The units: a package each, named as its notebook without the number."""

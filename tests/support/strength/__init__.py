"""How strong the checks are, measured: catalogue, right answers and automatic mutants.

``make strength`` runs it and writes docs/strength.md; a test holds it.
"""

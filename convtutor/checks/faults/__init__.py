"""Wrong answers as right computations with a step changed: written once, found and composed.

`recipe` runs named steps with some of them changed. `steps` has the computations, `sizes`, `maps`,
`counts` and `slopes` what goes wrong in them, `search` finds what a learner's outcomes prove, and
`describe` says what is true where nothing is proven.
"""

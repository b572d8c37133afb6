"""Wrong answers as right computations with a step changed: written once, found and composed.

`recipe` runs named steps with some of them changed. `steps` has the computations, `sizes`, `maps`,
`counts` and `slopes` what goes wrong in them, and `exposed` says which of it an exercise can show.
`search` finds what a learner's outcomes prove, and `naming` puts it in the exercise's words.
"""

"""Wrong answers as right computations with a step changed: written once, found and composed.

`recipe` runs named steps with some of them changed, and `steps` has the computations. What goes
wrong in them stands in `size_faults`, `values`, `maps`, `count_faults` and `slopes`, much of it
made by `families` and `map_slips`; `exposed` says which of it an exercise can show. `search` finds
what a learner's outcomes prove, `naming` puts it in the exercise's words, and `wording` says where
it parts from the right answer. What has no name `description` puts in a true sentence, from
`differences` of the results and from `experiments` on what makes none.
"""

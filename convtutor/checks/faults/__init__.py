"""Wrong answers as right computations with a step changed: written once, found and composed.

`recipe` runs named steps with some of them changed; `steps` and `layer_steps` have the recipes.
What goes wrong in them stands in `size_faults`, `axis_faults`, `border`, `values`, `maps`, `kinds`,
`count_faults`, `network_faults` and `slopes`, much of it made by `families` and `map_slips`;
`exposed` says which of it an exercise can show. `trying` tries faults on cases, `search` finds what
a learner's outcomes prove, `naming` puts it in the exercise's words, and `wording` says where it
parts from the right answer. What has no name `description` puts in a true sentence, from
`differences` and other `shapes` of the results, and from `experiments` on what makes none.
"""

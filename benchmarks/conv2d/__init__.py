"""How fast `convlib.conv2d` is beside other ways to compute the same: `make bench`.

Read `workloads` first (what is computed), then `peers` (by whom), `timing` (how they take turns)
and `run`, which holds one run together. `table`, `plot` and `page` show what was found.
"""

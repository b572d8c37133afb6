"""Questions that find out what one still gets wrong, and ask just that.

`questions/` asks and decodes: each wrong number is the right computation with a step changed, from
`convtutor.checks.faults`. `bank` gathers questions as JSON. Who asks next is decided in
`browser/`, which is the same in a notebook and on a page.
"""

"""What loses the first answer, and must not lose the others."""

from support.manglings.cells import Mangling, into, solutions, text_of

LOSING: list[Mangling] = []
"""Changes of a notebook that lose, or spoil, the first answer and no other."""


@into(LOSING, "is missing")
def answer_deleted(notebook, random):
    notebook["cells"].remove(solutions(notebook)[0])


@into(LOSING)
def answer_emptied(notebook, random):
    solutions(notebook)[0]["source"] = random.choice(["", " \n\n", [], ["\n"]])


@into(LOSING)
def answer_of_a_wrong_kind(notebook, random):
    solutions(notebook)[0]["source"] = random.choice([None, 3, {"a": 1}, [None, 4]])


@into(LOSING, "counts as not written")
def answer_of_a_megabyte(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n#" + "x" * 1_000_000


@into(LOSING)
def answer_that_does_not_parse(notebook, random):
    odd = ["def f(:", "(" * 500, "x = '''", "\t\n  y\n z", "lambda" * 100, "%%bash\nrm -rf x"]
    solutions(notebook)[0]["source"] = random.choice(odd)


@into(LOSING)
def answer_nested_deeply(notebook, random):
    odd = ["-" * 50_000 + "1", "x" + ".y" * 40_000, "x" + "[0]" * 40_000, "not " * 30_000 + "1"]
    odd += ["if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 120)), "[" * 60_000]
    solutions(notebook)[0]["source"] = random.choice(odd)


@into(LOSING, "direction")
def answer_with_turned_text(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n# \u202e retupmoc \u2066"


@into(LOSING, "invisible")
def answer_with_invisible_letters(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n# pad\u200bding"


@into(LOSING, "look like others")
def answer_with_letters_that_look_alike(notebook, random):
    cell = solutions(notebook)[0]
    odd = random.choice(["p\u0430dding", "\u0445", "\uff53tride", "\U0001d431"])
    cell["source"] = f"{odd} = 1\n" + text_of(cell)


@into(LOSING, "end a line")
def answer_with_odd_line_ends(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + f"\n# one{random.choice(chr(0x2028) + chr(0x85))}two"


@into(LOSING, "control characters")
def answer_with_controls(notebook, random):
    cell = solutions(notebook)[0]
    odd = random.choice(["\0", "\x1b[8m", "\f", "\ud800"])
    cell["source"] = text_of(cell) + f"\n# {odd}"

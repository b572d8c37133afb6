"""What loses the first answer, and must not lose the others."""

from support.manglings.cells import Mangling, enter, into, solutions, text_of

LOSING: list[Mangling] = []
"""Changes of a notebook that lose, or spoil, the first answer and no other."""


ALIKE = ["p\u0430dding", "\u0445", "\uff53tride", "\U0001d431"]


@into(LOSING, "is missing")
def answer_deleted(notebook, random):
    notebook["cells"].remove(solutions(notebook)[0])


def written(change):
    """Put another text in place of the first answer's."""

    def mangle(notebook, random):
        cell = solutions(notebook)[0]
        cell["source"] = change(text_of(cell), random)

    return mangle


def one_of(*texts):
    return written(lambda text, random: random.choice(texts))


def with_comment(*comments):
    return written(lambda text, random: f"{text}\n# {random.choice(comments)}")


enter(
    LOSING,
    answer_emptied=one_of("", " \n\n", [], ["\n"]),
    answer_of_a_wrong_kind=one_of(None, 3, {"a": 1}, [None, 4]),
    answer_of_a_megabyte=("counts as not written", with_comment("x" * 1_000_000)),
    answer_that_does_not_parse=one_of(
        "def f(:", "(" * 500, "x = '''", "\t\n  y\n z", "lambda" * 100, "%%bash\nrm -rf x"
    ),
    answer_nested_deeply=one_of(
        "-" * 50_000 + "1",
        "x" + ".y" * 40_000,
        "x" + "[0]" * 40_000,
        "not " * 30_000 + "1",
        "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 120)),
        "[" * 60_000,
    ),
    answer_with_turned_text=("direction", with_comment("\u202e retupmoc \u2066")),
    answer_with_invisible_letters=("invisible", with_comment("pad\u200bding")),
    answer_with_letters_that_look_alike=(
        "look like others",
        written(lambda text, random: f"{random.choice(ALIKE)} = 1\n{text}"),
    ),
    answer_with_odd_line_ends=("end a line", with_comment("one\u2028two", "one\x85two")),
    answer_with_controls=("control characters", with_comment("\0", "\x1b[8m", "\f", "\ud800")),
)

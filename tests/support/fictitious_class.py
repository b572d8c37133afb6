"""The records of a class that never was: real verdicts on real known mistakes, by chance."""

import json
import random

from support.judged import judged
from support.known_mistakes import some_mistakes

from convtutor.checks.explanation import describe
from convtutor.units.catalogue import exercises
from coursekit.course import find_course
from coursekit.grading.gradebook import Records
from coursekit.grading.report.asked import asked_questions

COURSE = find_course()
SEED = 271828
FIRST = ["ada", "ben", "cléo", "dara", "emil", "finn", "gül", "hana", "ivo", "jun", "kofi", "lena"]
FIRST += ["mio", "nadia", "oskar", "priya", "quentin"]
LAST = ["adeyemi", "becker", "çelik", "dubois", "eriksson", "fontana", "garcía", "haddad", "ito"]
LAST += ["jansen", "kowalski"]
NOTES = [
    "cell 'conv_output_size' was there twice; the first one was taken",
    "the points of cell 'check-unread_pixels' were changed to 50",
    "the kernel's name was changed to 'bash'",
]
GUESSES = {
    "side_at_stride_2": [15, 15, 15, 14, 14, 13, 16, 14.5],
    "next_layer_cheaper": [2, 2, 4, 8],
}


def raises_an_error(*arguments, **options):
    raise IndexError("index 5 is out of bounds")


def complex_numbers(*arguments, **options):
    return 1j


def not_written(*arguments, **options):
    raise NotImplementedError


def verdicts_to_draw_from(exercise):
    """Give each way to answer an exercise, and how often each is gone."""
    mistakes = [mistake.function for mistake in some_mistakes(exercise, most=9)]
    unknown = [raises_an_error, complex_numbers]
    ways = {
        "right": [exercise.reference],
        # The first mistake is made twice as often as the second one, and so on.
        "mistake": [m for i, m in enumerate(mistakes) for _ in range(2 ** max(0, 5 - i))],
        "unknown": unknown,
        "not written": [not_written],
    }
    return ways, [11, 7, 1.4, 2]


def make_record(unit, learner, chance):
    """Return the record of one learner, as the grading writes it."""
    verdicts, texts, scores = [], {}, {}
    for exercise in exercises(unit):
        ways, weights = verdicts_to_draw_from(exercise)
        [way] = chance.choices(list(ways.values()), weights)
        verdict = judged(exercise, chance.choice(way), SEED)
        verdicts.append(verdict.as_json())
        texts[exercise.id] = describe(verdict)
        scores[f"check-{exercise.id}"] = verdict.points
    return {
        "learner": learner,
        "unit": unit,
        "scores": scores,
        "verdicts": verdicts,
        "texts": texts,
        "notes": [chance.choice(NOTES)] if chance.random() < 0.06 else [],
        "problem": "",
        "predictions": make_predictions(unit, chance),
        "submitted": "2026-11-20 18:02:11.000000 UTC",
        "late_seconds": chance.choice([300, 7000, 90000]) if chance.random() < 0.08 else 0.0,
        "provenance": {
            "seed": SEED,
            "sandbox": True,
            "versions": {"python": "3.11.7", "numpy": "2.4.6"},
            "seconds": 0.4 + chance.random() / 5,
            "graded": f"2026-11-21T06:{chance.randrange(60):02}:00+00:00",
        },
    }


def make_predictions(unit, chance):
    """Answer some of the questions, some of them right."""
    answers = {}
    for question in asked_questions(COURSE, unit):
        guesses = GUESSES.get(question.id, [question.truth, question.truth, 3, 75])
        if chance.random() < 0.9:
            answers[question.key] = str(chance.choice(guesses))
    return answers


def spoil(record, problem):
    """Turn a record into one of a submission that could not be judged."""
    return record | {
        "scores": dict.fromkeys(record["scores"], 0.0),
        "verdicts": [],
        "texts": {},
        "predictions": {},
        "problem": problem,
    }


def make_class(unit, size, failed=0):
    """Return the records of a class, the same at each call.

    Of its learners, so many handed in what could not be judged.
    """
    chance = random.Random(size)
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    chance.shuffle(names)
    names += [f"learner-{number:04}" for number in range(size)]
    records = [make_record(unit, name, chance) for name in names[:size]]
    spoilt = [spoil(one, "the notebook is not JSON (it ends early)") for one in records[:failed]]
    return spoilt + records[failed:]


def write_class(folder, records):
    """Write records where the report looks for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, record in enumerate(records):
        # The report reads the record, whatever the name of the file is.
        path = folder / f"{number:04}.json"
        path.write_text(json.dumps(record), encoding="utf-8")
    return folder


def write_whole(folder, records):
    """Write records with all that the grading keeps, under their learners' names."""
    kept = Records(folder)
    for record in records:
        whole = {"sources": {}, "earlier": [], "grade": None, "late_rule": ""}
        made = {"submission": "", "release": "", "environment": "", "run": ""}
        maxima = dict.fromkeys(record["scores"], 4.0)
        provenance = record["provenance"] | made | {"maxima": maxima}
        kept.write(whole | record | {"provenance": provenance})

"""From a learner's answers to verdicts, by way of a box."""

from coursekit.grading.judging.judged_exercise import JudgedExercise, exercises_of, judge_answers

__all__ = ["JudgedExercise", "exercises_of", "judge_answers"]

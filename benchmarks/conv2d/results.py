"""What a run finds, as data that can be written as JSON."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Timing(TypedDict):
    """How long a peer takes, and how much that is of what the base takes."""

    seconds: float  # the median over the rounds
    ratio: float  # the median of the ratios to the base in the same round
    low: float  # with `high` the quartiles of these ratios: half of all rounds lie between them
    high: float
    rounds: int


class Row(TypedDict):
    """What was found of one workload, by peer."""

    timings: dict[str, Timing]
    left_out: dict[str, str]  # why a peer took no part
    rounding: dict[str, float]  # the largest error of float32 as a share of the largest value
    shares: dict[str, float]  # by what is done: where convlib's time goes


class Run(TypedDict):
    """What was found of all workloads at one dtype and number of threads."""

    dtype: str
    threads: int
    base: str  # the peer that the ratios are taken to
    peers: list[str]  # who took part
    skipped: list[str]  # a sentence for each who could not
    machine: dict[str, str]
    limits: dict[str, float]  # operations and bytes a second, at best
    kernels: dict[str, str]
    workloads: dict[str, Row]
    core_type: NotRequired[str]  # the kernels that OpenBLAS was told to use

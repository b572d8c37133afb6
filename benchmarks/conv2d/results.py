"""What a run finds, as data that can be written as JSON."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Timing(TypedDict):
    """How long a peer takes, and how much that is of what the base takes.

    Attributes
    ----------
    seconds : float
        The median over the rounds.
    ratio : float
        The median of the ratios to the base in the same round.
    low, high : float
        The quartiles of these ratios: half of all rounds lie between them.
    rounds : int
    """

    seconds: float
    ratio: float
    low: float
    high: float
    rounds: int


class Row(TypedDict):
    """What was found of one workload, by peer.

    Attributes
    ----------
    timings : dict of str to Timing
    left_out : dict of str to str
        Why a peer took no part.
    rounding : dict of str to float
        The largest error of float32 beside float64 as a share of the largest value.
    shares : dict of str to float
        By what is done: where convlib's time goes.
    """

    timings: dict[str, Timing]
    left_out: dict[str, str]
    rounding: dict[str, float]
    shares: dict[str, float]


class Run(TypedDict):
    """What was found of all workloads at one dtype and number of threads.

    Attributes
    ----------
    dtype : str
    threads : int
    base : str
        The peer that the ratios are taken to.
    peers, skipped : list of str
        Who took part; a sentence for each who could not.
    machine, kernels : dict of str to str
    limits : dict of str to float
        Operations and bytes a second, at best.
    workloads : dict of str to Row
    core_type : str
        The kernels that OpenBLAS was told to use, or "".
    """

    dtype: str
    threads: int
    base: str
    peers: list[str]
    skipped: list[str]
    machine: dict[str, str]
    limits: dict[str, float]
    kernels: dict[str, str]
    workloads: dict[str, Row]
    core_type: NotRequired[str]

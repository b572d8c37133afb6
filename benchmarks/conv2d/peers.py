"""By whom it is computed: what stands side by side in the tables, each ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from time import perf_counter
from typing import NamedTuple

import numpy as np
import psutil

from benchmarks.conv2d import numpy_peers
from benchmarks.conv2d.workloads import NotComparable, Workload
from convlib import conv2d

Call = Callable[[], np.ndarray]
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]

MOST_SECONDS = 1.5
"""A peer that would take longer for one call is left out."""
MOST_COLUMNS = 2**28
"""Bytes of the largest matrix of windows that is made."""


class Peer(NamedTuple):
    """One way to compute a convolution."""

    name: str  # in the tables
    prepare: Callable[[Arrays, Workload, int], Call]  # with so many threads, to what is timed
    needs: str = "numpy"  # the module that must be installed for it
    windows: bool = False  # whether it holds all windows in memory
    looping: bool = False  # its time grows with images times filters: one of each foretells it


def _convlib(arrays: Arrays, workload: Workload, threads: int) -> Call:
    return lambda: conv2d(*arrays, **workload.settings)


def _torch(arrays: Arrays, workload: Workload, threads: int) -> Call:
    import torch

    torch.set_num_threads(threads)
    x, weight, bias = (torch.from_numpy(array) for array in arrays)
    # torch's own types know no dict of settings for its two forms of padding.
    layer: Callable[..., torch.Tensor] = torch.nn.functional.conv2d
    return lambda: layer(x, weight, bias, **workload.settings).numpy()


def _onnxruntime(arrays: Arrays, workload: Workload, threads: int) -> Call:
    from benchmarks.conv2d.onnx_model import session

    x, weight, bias = arrays
    ready = session(weight, bias, workload, threads)
    return lambda: ready.run(None, {"x": x})[0]


def _scipy(arrays: Arrays, workload: Workload, threads: int) -> Call:
    from scipy.signal import correlate

    if (workload.stride, workload.dilation, workload.groups) != (1, 1, 1):
        raise NotComparable("it has no stride, dilation or groups")
    x, weight, bias = arrays

    def call() -> np.ndarray:
        padded = numpy_peers.pad(x, workload.padding)
        maps = np.empty(workload.output_shape, x.dtype)
        for image, its_maps in zip(padded, maps, strict=True):
            for kernel, one, its_map in zip(weight, bias, its_maps, strict=True):
                # Channels fit in one place only: the first axis of the answer is 1 long.
                its_map[...] = correlate(image, kernel, mode="valid")[0] + one
        return maps

    return call


def _in_numpy(function: Callable[..., np.ndarray]) -> Callable[[Arrays, Workload, int], Call]:
    def prepare(arrays: Arrays, workload: Workload, threads: int) -> Call:
        if function is numpy_peers.index_columns and workload.groups > 1:
            raise NotComparable("it has no groups")
        return lambda: function(*arrays, **workload.settings)

    return prepare


PEERS = [
    Peer("convlib", _convlib),
    Peer("torch", _torch, needs="torch"),
    Peer("onnxruntime", _onnxruntime, needs="onnxruntime"),
    Peer("windows + einsum", _in_numpy(numpy_peers.einsum), windows=True),
    Peer("windows + tensordot", _in_numpy(numpy_peers.tensordot), windows=True),
    Peer("full im2col", _in_numpy(numpy_peers.im2col), windows=True),
    Peer("CS231n-style im2col", _in_numpy(numpy_peers.index_columns), windows=True),
    Peer("scipy.signal", _scipy, needs="scipy", looping=True),
    Peer("four loops", _in_numpy(numpy_peers.loops), looping=True),
]
BASES = ("torch", "convlib")
"""What the ratios are taken to: the first one that is there."""


def installed() -> tuple[list[Peer], list[str]]:
    """Give the peers that can run here, and a sentence for each that cannot."""
    there, sentences = [], []
    for peer in PEERS:
        needed = [peer.needs, "onnx"] if peer.needs == "onnxruntime" else [peer.needs]
        missing = [module for module in needed if find_spec(module) is None]
        if missing:
            sentences.append(
                f"{peer.name} is left out: {' and '.join(missing)} is not installed "
                "(pip install -c constraints.txt -e .[bench])."
            )
        else:
            there.append(peer)
    return there, sentences


def ready(peer: Peer, arrays: Arrays, workload: Workload, threads: int) -> Call:
    """Give what is timed.

    NotComparable says that the peer cannot compute this, or would take too long or too much memory.
    """
    size = workload.column_count * arrays[0].itemsize
    if peer.windows and size > MOST_COLUMNS:
        raise NotComparable(f"its matrix of windows would take {size / 2**20:,.0f} MiB")
    if peer.looping:
        part = workload.part()
        small = arrays[0][:1, : part.channels], arrays[1][:1], arrays[2][:1]
        # One call by one filter and image says how long all of them take.
        call = peer.prepare(small, part, threads)
        begin = perf_counter()
        call()
        seconds = (perf_counter() - begin) * workload.batch * workload.filters
        if seconds > MOST_SECONDS:
            raise NotComparable(f"it would take about {seconds:.0f} s")
    return peer.prepare(arrays, workload, threads)


def check_memory(workload: Workload, dtype: str) -> None:
    """Raise NotComparable for a workload that this machine has no memory for."""
    # The input and the maps of two peers, and half as much again for what they hold on the way.
    values = np.prod(workload.input_shape) + 2 * workload.outputs
    needed = 1.5 * values * np.dtype(dtype).itemsize
    available = psutil.virtual_memory().available
    if needed > available:
        raise NotComparable(
            f"it needs about {needed / 2**30:.1f} GiB of memory and "
            f"{available / 2**30:.1f} GiB are free"
        )


def check_agreement(
    found: np.ndarray, expected: np.ndarray, arrays: Arrays, workload: Workload
) -> None:
    """Raise NotComparable if a peer does not compute what convlib computes.

    Each value may differ by some roundings of the sum of the sizes of its products.
    """
    if found.shape != expected.shape:
        raise NotComparable(f"its maps have shape {found.shape}, convlib's {expected.shape}")
    if found.dtype != expected.dtype:
        raise NotComparable(f"its maps are {found.dtype}, convlib's {expected.dtype}")
    sizes = conv2d(*map(np.abs, arrays), **workload.settings)
    close = 1e-5 if expected.dtype == np.float32 else 1e-13
    worst = float((np.abs(found - expected) / sizes).max())
    if not worst <= close:  # a NaN must not pass
        raise NotComparable(f"it differs from convlib by {worst:.1e} of the sum of the sizes")

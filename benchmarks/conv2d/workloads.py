"""What is computed: layers as they occur, sizes that grow, and very large kernels."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import NamedTuple

import numpy as np

from convlib import conv2d_multiply_count, conv2d_output_shape


class NotComparable(Exception):
    """A sentence that says why a peer takes no part in a workload."""


class Workload(NamedTuple):
    """One call of a convolution.

    The input is (batch, channels, size, size), the weights are (filters, channels // groups,
    kernel_size, kernel_size).
    """

    name: str
    batch: int
    channels: int
    size: int
    filters: int
    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    groups: int = 1

    @property
    def input_shape(self) -> tuple[int, int, int, int]:
        """(N, C, H, W)."""
        return self.batch, self.channels, self.size, self.size

    @property
    def weight_shape(self) -> tuple[int, int, int, int]:
        """(filters, C / groups, K, K)."""
        return self.filters, self.channels // self.groups, self.kernel_size, self.kernel_size

    @property
    def settings(self) -> dict[str, int]:
        """The settings by the names that convlib and PyTorch share."""
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    @property
    def output_shape(self) -> tuple[int, int, int, int]:
        """(N, filters, H_out, W_out)."""
        return conv2d_output_shape(self.input_shape, self.weight_shape, **self.settings)

    @property
    def outputs(self) -> int:
        """How many values are made."""
        return int(np.prod(self.output_shape))

    @property
    def operations(self) -> int:
        """Multiplications and additions of the definition, whatever a method saves of them."""
        return 2 * conv2d_multiply_count(self.input_shape, self.weight_shape, **self.settings)

    @property
    def column_count(self) -> int:
        """How many numbers the full matrix of im2col holds."""
        return self.outputs // self.filters * self.channels * self.kernel_size**2

    @property
    def matrices(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Shapes of the matrices whose product holds all maps: (groups, rows, columns)."""
        filters, reads = self.filters // self.groups, int(np.prod(self.weight_shape[1:]))
        places = self.outputs // self.filters
        return (self.groups, filters, reads), (self.groups, reads, places)

    def part(self) -> Workload:
        """Give the same for one image and one filter."""
        reads = self.channels // self.groups
        return self._replace(batch=1, channels=reads, filters=1, groups=1)

    def arrays(self, dtype: str, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Make random numbers: the input, the weights and the biases."""
        rng = np.random.default_rng(seed)
        kind = np.dtype(dtype)
        return (
            rng.standard_normal(self.input_shape, dtype=kind),
            rng.standard_normal(self.weight_shape, dtype=kind),
            rng.standard_normal((self.filters,), dtype=kind),
        )

    def describe(self) -> str:
        """Say it in a line.

        Examples
        --------
        >>> Workload("W3", 1, 3, 32, 6, 5, stride=2).describe()
        '1×3×32² → 6, 5×5, stride 2'
        """
        words = f"{self.batch}×{self.channels}×{self.size}² → {self.filters}"
        words += f", {self.kernel_size}×{self.kernel_size}"
        for name, usual in (("stride", 1), ("padding", 0), ("dilation", 1)):
            if self.settings[name] != usual:
                words += f", {name} {self.settings[name]}"
        if self.groups > 1:
            depthwise = self.groups == self.channels == self.filters
            words += ", depthwise" if depthwise else f", {self.groups} groups"
        return words


LAYERS = [
    # What a slider asks for at every move.
    Workload("W1", 1, 3, 32, 1, 5),
    Workload("W2", 1, 3, 32, 6, 5),
    Workload("W3", 1, 3, 32, 6, 5, stride=2),
    Workload("W4", 1, 3, 32, 6, 5, padding=2),
    Workload("W5", 64, 3, 32, 6, 5),
    # Layers of well-known networks.
    Workload("W6", 1, 3, 227, 96, 11, stride=4),
    Workload("W7", 1, 64, 224, 64, 3, padding=1),
    Workload("W8", 1, 256, 56, 256, 3, padding=1),
    Workload("W9", 1, 3, 224, 64, 7, stride=2, padding=3),
    Workload("W10", 1, 256, 56, 64, 1),
    Workload("W11", 1, 256, 56, 256, 3, groups=256),
    Workload("W12", 1, 64, 112, 64, 3, dilation=2),
    Workload("W13", 256, 1, 28, 6, 5),
]

OTHERS = [
    # Large layers that nothing was chosen for: what is right for those above must be so here.
    Workload("V1", 1, 128, 56, 256, 3, stride=2),
    Workload("V2", 8, 32, 64, 64, 5, padding=2),
    Workload("V3", 1, 512, 14, 512, 3, padding=1),
    Workload("V4", 4, 96, 40, 128, 3, padding=1),
    Workload("V5", 1, 16, 300, 32, 5, padding=2),
    Workload("V6", 2, 192, 28, 96, 5, padding=2),
]

LARGE = [
    *(Workload(f"L{side}", 1, 3, 256, 16, side) for side in (15, 21, 31, 63)),
    # One grey picture and one filter: there is least to share.
    *(Workload(f"P{side}", 1, 1, 512, 1, side) for side in (15, 21, 31, 63)),
]

SIDES = (256, 512, 1024, 2048, 4096)
SERIES = {
    "one channel, one filter": [Workload(f"A{side}", 1, 1, side, 1, 5) for side in SIDES],
    "one channel, 16 filters": [Workload(f"B{side}", 1, 1, side, 16, 5) for side in SIDES],
    "three channels, 16 filters": [Workload(f"C{side}", 1, 3, side, 16, 5) for side in SIDES],
    "more images": [Workload(f"N{batch}", batch, 3, 32, 6, 5) for batch in (4, 16, 64, 256, 1024)],
}
"""Sizes that grow while the layer stays the same; what should stay is the time for one value."""

SECTIONS = {"Layers": LAYERS, "Other large layers": OTHERS, "Large kernels": LARGE}
SINGLE = [*LAYERS, *OTHERS, *LARGE]
ALL = [*SINGLE, *(workload for series in SERIES.values() for workload in series)]


def choose(patterns: list[str]) -> list[Workload]:
    """Give the workloads whose names match one of the patterns; all of them for none.

    A ValueError says that a pattern matches nothing.

    Examples
    --------
    >>> [workload.name for workload in choose(["W7", "P?1"])]
    ['W7', 'P21', 'P31']
    """
    for pattern in patterns:
        if not any(fnmatchcase(workload.name, pattern) for workload in ALL):
            raise ValueError(
                f"{pattern!r} is the name of no workload; use some of "
                f"{', '.join(workload.name for workload in ALL)}, or a pattern such as 'W*'"
            )
    patterns = patterns or ["*"]
    return [one for one in ALL if any(fnmatchcase(one.name, pattern) for pattern in patterns)]

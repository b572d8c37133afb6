"""What the machine can do at best, and what runs on it."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.conv2d.timing import take_turn

PRODUCTS = [(512, 512, 512), (1024, 1024, 1024), (64, 576, 4096), (256, 2304, 768)]
"""(rows, inner, columns) of matrix products; the best rate of them is called the peak."""
FAR_BYTES, NEAR_BYTES = 2**27, 2**18
TURNS = 5
VERSIONS = ("numpy", "scipy", "torch", "onnxruntime")


def limits(dtype: str, threads: int) -> dict[str, float]:
    """Measure the peaks of matrix products and of copies.

    "numpy" and, where it is installed, "torch": operations a second of a matrix product. "copy far"
    and "copy near": bytes read and written a second, where the arrays are too large for any cache
    and where they fit into one.
    """
    rng = np.random.default_rng(0)
    best = dict.fromkeys(["numpy", "torch", "copy far", "copy near"], 0.0)
    calls: list[tuple[str, float, Callable[[], object]]] = []
    for rows, inner, columns in PRODUCTS:
        first = rng.standard_normal((rows, inner), np.dtype(dtype))
        second = rng.standard_normal((inner, columns), np.dtype(dtype))
        out = np.empty((rows, columns), dtype)
        operations = 2.0 * rows * inner * columns
        calls.append(("numpy", operations, _product(first, second, out)))
        if find_spec("torch"):
            calls.append(("torch", operations, _torch_product(first, second, out)))
    for name, size in (("copy far", FAR_BYTES), ("copy near", NEAR_BYTES)):
        source, target = np.ones(size, np.uint8), np.zeros(size, np.uint8)
        calls.append((name, 2.0 * size, _copy(source, target)))
    for _ in range(TURNS):
        for name, work, call in calls:
            best[name] = max(best[name], work / take_turn(call, threads))
    return {name: rate for name, rate in best.items() if rate}


def _product(first: np.ndarray, second: np.ndarray, out: np.ndarray) -> Callable[[], object]:
    return lambda: np.matmul(first, second, out=out)


def _torch_product(first: np.ndarray, second: np.ndarray, out: np.ndarray) -> Callable[[], object]:
    import torch

    one, other, product = (torch.from_numpy(array) for array in (first, second, out))
    return lambda: torch.mm(one, other, out=product)


def _copy(source: np.ndarray, target: np.ndarray) -> Callable[[], object]:
    return lambda: np.copyto(target, source)


def kernels() -> dict[str, str]:
    """Say which BLAS multiplies for NumPy, and which kernels it chose for this processor.

    "blas" is a name with its version; "chosen" the kernels' name or "" where it cannot be told;
    "torch" the instructions that torch uses, where it is installed.
    """
    found = {"blas": "", "chosen": ""}
    if find_spec("threadpoolctl"):
        from threadpoolctl import threadpool_info

        # SciPy may have brought an OpenBLAS of its own; NumPy's lies in a folder of NumPy's.
        libraries = [one for one in threadpool_info() if one["user_api"] == "blas"]
        libraries.sort(key=lambda library: "numpy" not in library["filepath"])
        for library in libraries[:1]:
            found["blas"] = f"{library['internal_api']} {library['version']}"
            found["chosen"] = library.get("architecture") or ""
    if not found["blas"]:
        blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
        found["blas"] = f"{blas.get('name', 'BLAS')} {blas.get('version', '')}".strip()
    if find_spec("torch"):
        import torch

        found["torch"] = torch.backends.cpu.get_cpu_capability()
    return found


def describe() -> dict[str, str]:
    """Say which processor, system and versions this is."""
    versions = {"Python": platform.python_version()}
    for name in VERSIONS:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": ", ".join(f"{name} {version}" for name, version in versions.items()),
    }


def processor() -> str:
    """Give the processor's own name, or the kind of machine where it does not say."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()

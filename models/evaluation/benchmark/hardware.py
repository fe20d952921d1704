"""What the machine could do at best: its processor's name, and how fast it multiplies matrices."""

import os
from functools import partial
from pathlib import Path
from time import perf_counter

from models.evaluation.benchmark.crew import Shared, Work, crew

MATRIX_SIZE = 1024
MULTIPLY_S = 2.0
_THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def processor() -> str:
    """Its name and how many of its cores may be used here."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    name = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )
    return f"{name}, {len(os.sched_getaffinity(0))} cores"


def peak_gflops(*, n_threads: int, n_processes: int, seconds: float = MULTIPLY_S) -> float:
    """Billions of operations a second of fp32 products of 1024 x 1024, of the quickest in each process, added up."""
    with crew(partial(prepare_multiplier, n_threads=n_threads), n_processes=n_processes) as multipliers:
        return float(sum(multipliers.together(seconds)))


def prepare_multiplier(_shared: Shared, *, n_threads: int) -> Work:
    """Numpy's product with so many threads, which is why it is loaded only when they are set."""
    os.environ.update(dict.fromkeys(_THREAD_SETTINGS, str(n_threads)))
    import numpy as np

    left, right = np.random.default_rng(0).random((2, MATRIX_SIZE, MATRIX_SIZE), dtype=np.float32)

    def multiply(seconds: float) -> float:
        quickest_s = float("inf")
        end_s = perf_counter() + seconds
        while (began_s := perf_counter()) < end_s or quickest_s == float("inf"):
            left @ right
            quickest_s = min(quickest_s, perf_counter() - began_s)
        return 2 * MATRIX_SIZE**3 / quickest_s / 1e9

    return multiply

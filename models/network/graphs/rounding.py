"""Weights in eight bits: what they are rounded to, and by what each output is multiplied afterwards.

Weights take seven of the eight bits. The instructions of processors without VNNI add two products of an unsigned and a
signed byte in 16 bits; with the eighth bit the sum would overflow there, and answers would depend on the processor.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LARGEST = 63
"""Of the rounded weights, both ways from zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedWeights:
    """A matrix in eight bits.

    values: (n_in, n_out) in [-LARGEST, LARGEST]
    scales: (n_out,) of each output; `values * scales` is near the matrix
    """

    values: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]


def round_weights(weights: npt.NDArray[np.float32]) -> RoundedWeights:
    """Round a matrix (n_in, n_out) to the nearest steps, half a step to the even one."""
    scales = np.abs(weights).max(axis=0) / np.float32(LARGEST)
    scales[scales == 0] = 1.0
    return RoundedWeights(values=np.rint(weights / scales).astype(np.int8), scales=scales)

"""Which of the processor's instruction sets decides how fast products are."""

from functools import cache
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")
_SETS = ("amx_int8", "avx512_vnni", "avx_vnni", "avx512bw", "avx2", "sse4_1", "i8mm", "asimddp")
"""By Linux's names, the fastest first: those that onnxruntime has products in eight bits for."""


@cache
def instruction_set(cpu_info: Path = CPU_INFO) -> str:
    """Its name, such as `avx512_vnni` or `avx2`; `unknown` where Linux does not tell it."""
    try:
        lines = cpu_info.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return "unknown"
    flags = next((line for line in lines if line.startswith(("flags", "Features"))), "").split()
    return next((name for name in _SETS if name in flags), "unknown")

"""How much memory this process holds and has held, as Linux counts it for the program that it runs now."""

from pathlib import Path

_STATUS = Path("/proc/self/status")
_KIB_PER_MIB = 1024


def memory_mib() -> float:
    """Mebibytes held now, shared libraries included."""
    return _read("VmRSS")


def peak_memory_mib() -> float:
    """The most held so far. Unlike `ru_maxrss` it leaves out what the process held before it became this program."""
    return _read("VmHWM")


def _read(name: str) -> float:
    lines = _STATUS.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / _KIB_PER_MIB

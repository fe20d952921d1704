import ctypes
import time

import pytest

from service.heap import HeapKeeper


class Trims(list):
    def __call__(self, pad):
        self.append(pad)


@pytest.mark.parametrize(
    ("steps_s", "n_trims"),
    [
        pytest.param([1.0], 0, id="too soon"),
        pytest.param([6.0], 1, id="late enough"),
        pytest.param([6.0, 7.0, 10.9], 1, id="not again at once"),
        pytest.param([6.0, 11.0], 2, id="again when it is time"),
    ],
)
def test_the_heap_is_trimmed_now_and_then(steps_s, n_trims):
    trims = Trims()
    begun_s = time.monotonic()
    keeper = HeapKeeper(trims, every_s=5.0)
    for step_s in steps_s:
        keeper.step_done(begun_s + step_s)
    assert trims == [0] * n_trims


def test_a_c_library_that_cannot_trim_is_let_be(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    HeapKeeper(every_s=0.0).step_done(time.monotonic() + 1.0)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library cannot trim")
def test_trimming_gives_freed_memory_back():
    def resident_bytes():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    blocks = [bytearray(100_000) for _ in range(1_000)]
    kept = blocks[::10]
    del blocks
    before = resident_bytes()
    HeapKeeper(every_s=0.0).step_done(time.monotonic() + 1.0)
    assert before - resident_bytes() > 40_000_000
    assert len(kept) == 100

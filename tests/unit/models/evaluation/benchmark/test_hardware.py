"""What the machine is and what it can do."""

from models.evaluation.benchmark.hardware import peak_gflops, processor


def test_products_of_matrices_are_timed() -> None:
    assert 0.1 < peak_gflops(n_threads=1, n_processes=1, seconds=0.01) < 100_000


def test_processor_is_named_with_its_cores() -> None:
    assert processor().split()[-1] == "cores"

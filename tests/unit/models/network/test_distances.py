import numpy as np
import pytest

from models.network.distances import bucket_table, distance_buckets


@pytest.mark.parametrize(
    ("distance", "bucket"),
    [
        pytest.param(0, 5, id="nothing between"),
        pytest.param(1, 6, id="next"),
        pytest.param(2, 7, id="two on"),
        pytest.param(3, 7, id="three as two"),
        pytest.param(4, 8, id="four on"),
        pytest.param(8, 9, id="farthest on"),
        pytest.param(900, 9, id="far beyond"),
        pytest.param(-1, 1, id="before"),
        pytest.param(-7, 3, id="seven before"),
        pytest.param(-900, 4, id="far before"),
    ],
)
def test_distance_falls_into_the_bucket_of_its_power_of_two(distance: int, bucket: int):
    assert distance_buckets(np.asarray([distance]), n_buckets=10).tolist() == [bucket]


@pytest.mark.parametrize("n_buckets", [4, 10, 22, 26])
def test_every_bucket_but_the_one_for_a_zero_below_zero_is_used(n_buckets: int):
    assert set(bucket_table(n_buckets).tolist()) == set(range(1, n_buckets))


def test_buckets_keep_the_form_of_the_distances():
    assert distance_buckets(np.zeros((2, 3), dtype=np.int64), n_buckets=10).shape == (2, 3)

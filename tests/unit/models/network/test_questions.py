from models.network.candidates import FEATURES


def test_no_two_numbers_share_a_name():
    assert sorted(FEATURES) == sorted(set(FEATURES))

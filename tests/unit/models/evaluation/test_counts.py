from models.evaluation.counts import Counts, Tally, set_tally, share, total


def test_tallies_add_slot_by_slot() -> None:
    assert Tally(gold=3, given=2, right=1) + Tally(gold=1, given=5, right=1) == Tally(gold=4, given=7, right=2)


def test_total_keeps_names_that_only_one_document_has() -> None:
    rows = [Counts({"relay": Tally(gold=1)}), Counts({"role": Tally(given=2)}), Counts({"relay": Tally(gold=2)})]
    assert total(rows).tallies == {"relay": Tally(gold=3), "role": Tally(given=2)}


def test_total_of_no_documents_is_empty() -> None:
    assert total([]).tallies == {}


def test_a_name_never_counted_holds_an_empty_tally() -> None:
    assert Counts()["relay"] == Tally()


def test_share_counts_every_outcome_and_the_right_ones() -> None:
    assert share(iter([True, False, True])) == Tally(gold=3, given=3, right=2)


def test_set_tally_is_right_where_the_sets_meet() -> None:
    assert set_tally({1, 2, 3}, {3, 4}) == Tally(gold=3, given=2, right=1)

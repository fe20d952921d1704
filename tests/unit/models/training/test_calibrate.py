"""The curves that are fitted turn raw probabilities into the shares that came true."""

import random
from dataclasses import replace

import pytest

from models.config import Curve
from models.evaluation.calibration import Outcome
from models.evaluation.outcomes import Verdict
from models.evaluation.readings import QuotationReading, SpeakerReading
from models.records import Confidences
from models.training.calibrate import cross_validate, fit_curve, fit_curves


def drawn(truth: Curve, *, n_outcomes: int, seed: int = 7) -> list[Outcome]:
    """Outcomes whose true probability is the curve's value at the confidence given."""
    dice = random.Random(seed)
    confidences = [dice.uniform(0.02, 0.98) for _ in range(n_outcomes)]
    return [Outcome(confidence=c, is_right=dice.random() < truth(c)) for c in confidences]


def article(*, n_right: int = 0, n_wrong: int = 0) -> list[Verdict]:
    """Quotations that are right in every part or in none, all with the same confidences."""
    given = QuotationReading(
        number=0,
        type="direct",
        spans=(),
        speaker=SpeakerReading(),
        outlet=None,
        relay=None,
        confidence=0.5,
        confidences=Confidences(quotation=0.8, speaker=0.7, outlet=0.6),
    )
    return [
        Verdict(given=given, quotation=i < n_right, speaker=i < n_right, outlet=i < n_right)
        for i in range(n_right + n_wrong)
    ]


@pytest.mark.parametrize(
    "truth",
    [
        pytest.param(Curve(), id="already calibrated"),
        pytest.param(Curve(slope=0.5, offset=0.0), id="too sure of itself"),
        pytest.param(Curve(slope=2.0, offset=0.0), id="not sure enough"),
        pytest.param(Curve(slope=1.0, offset=-1.0), id="too high"),
        pytest.param(Curve(slope=0.7, offset=0.8), id="too low and too sure"),
    ],
)
def test_fit_finds_the_curve_that_made_the_outcomes(truth: Curve):
    fitted = fit_curve(drawn(truth, n_outcomes=6_000))
    # about four standard errors of either number
    assert fitted.slope == pytest.approx(truth.slope, abs=0.15)
    assert fitted.offset == pytest.approx(truth.offset, abs=0.15)


def test_without_outcomes_the_curve_changes_nothing():
    assert fit_curve([]) == Curve()


@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("confidence", [0.0, 0.5, 1.0])
def test_perfect_outcomes_do_not_run_away(confidence: float, is_right: bool):
    fitted = fit_curve([Outcome(confidence=confidence, is_right=is_right)] * 500)
    assert abs(fitted.slope) < 20
    assert abs(fitted.offset) < 20
    assert (fitted(confidence) > 0.9) is is_right


def test_order_of_the_outcomes_does_not_count():
    outcomes = drawn(Curve(slope=0.6, offset=0.3), n_outcomes=200)
    assert fit_curve(outcomes[::-1]) == fit_curve(outcomes)


def test_opposite_outcomes_mirror_the_curve():
    outcomes = drawn(Curve(slope=0.8, offset=0.5), n_outcomes=400)
    mirrored = [replace(o, confidence=1 - o.confidence, is_right=not o.is_right) for o in outcomes]

    ours, theirs = fit_curve(outcomes), fit_curve(mirrored)

    assert theirs.slope == pytest.approx(ours.slope, abs=2e-4)
    assert theirs.offset == pytest.approx(-ours.offset, abs=2e-4)


def test_every_confidence_has_a_curve_of_its_own_outcomes():
    curves = fit_curves([article(n_right=3), article(n_wrong=2)])
    assert curves.quotation == fit_curve([Outcome(confidence=0.8, is_right=i < 3) for i in range(5)])
    # speaker and outlet are judged where the quotation is right: three times
    assert curves.speaker == fit_curve([Outcome(confidence=0.7, is_right=True)] * 3)
    # that of all together comes last, over the product of what the other curves make of 0.8, 0.7 and 0.6
    product = curves.quotation(0.8) * curves.speaker(0.7) * curves.outlet(0.6)
    assert curves.together == fit_curve([Outcome(confidence=product, is_right=i < 3) for i in range(5)])


def test_an_article_never_meets_a_curve_of_its_own_fold():
    articles = [article(n_right=4), article(n_wrong=3), article(n_right=2)]
    held_out = cross_validate(articles, n_folds=2)
    # the first and the third are one fold, whose curve comes from the second alone, and the other way round
    from_second, from_others = fit_curves(articles[1:2]).quotation, fit_curves(articles[::2]).quotation
    assert held_out["quotation"] == [
        *[Outcome(confidence=from_second(0.8), is_right=True)] * 6,
        *[Outcome(confidence=from_others(0.8), is_right=False)] * 3,
    ]


def test_every_outcome_is_held_out_once():
    articles = [article(n_right=2, n_wrong=1)] * 7
    held_out = cross_validate(articles, n_folds=3)
    # 7 articles of 3 quotations, of which 2 have a speaker and an outlet to judge
    assert {name: len(came_true) for name, came_true in held_out.items()} == {
        "together": 21,
        "quotation": 21,
        "speaker": 14,
        "outlet": 14,
    }


def test_more_folds_than_articles_leave_one_out():
    articles = [article(n_right=1), article(n_wrong=1)]
    assert cross_validate(articles, n_folds=10) == cross_validate(articles, n_folds=2)

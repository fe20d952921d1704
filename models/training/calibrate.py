"""Fits the confidence curves on development gold, and tells how far off they are on articles they did not see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from models.config import CalibrationConfig, Curve
from models.evaluation.calibration import Outcome, expected_calibration_error, reliability
from models.evaluation.gold import GoldFile
from models.evaluation.measurement import answer
from models.evaluation.outcomes import Verdict, judge, outcomes
from models.evaluation.readings import QuotationReading, reading_of_answer, reading_of_gold
from models.pipeline import ArticlePipeline

Doubles = npt.NDArray[np.float64]
Verdicts = Sequence[Verdict]
"""Of one article."""

N_FOLDS = 10
_N_STEPS, _N_HALVINGS = 50, 40
_IDENTITY = np.asarray([1.0, 0.0])
_RIDGE = 1.0
"""Pull towards the identity, worth about one outcome; it keeps a perfect development set from giving infinity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """Curves of all articles, and by confidence how far curves are off where they were not fitted.

    errors: `n` outcomes and the `cross_validated_error` in [0, 1] of each
    """

    curves: CalibrationConfig
    errors: Mapping[str, Mapping[str, float]]


def calibrate(pipeline: ArticlePipeline, gold: Sequence[GoldFile]) -> Calibrated:
    """Curves for the pipeline's raw probabilities over all files; gold must be in the worldquotes form."""
    raw = replace(pipeline, maker=replace(pipeline.maker, calibration=CalibrationConfig()))
    articles = [article for file in gold for article in _judge_file(file, raw)]
    held_out = cross_validate(articles)
    return Calibrated(
        curves=fit_curves(articles),
        errors={
            name: {"cross_validated_error": _error(came_true), "n": len(came_true)}
            for name, came_true in held_out.items()
        },
    )


def cross_validate(articles: Sequence[Verdicts], *, n_folds: int = N_FOLDS) -> dict[str, list[Outcome]]:
    """All outcomes with the confidence that they get from the curves of the other folds.

    An article's fold is its place modulo the number of folds, so that an article never meets its own curve.
    """
    held_out: dict[str, list[Outcome]] = {}
    for fold in range(n_folds):
        curves = fit_curves([article for i, article in enumerate(articles) if i % n_folds != fold])
        for name, came_true in _calibrated(articles[fold::n_folds], curves).items():
            held_out.setdefault(name, []).extend(came_true)
    return held_out


def fit_curves(articles: Iterable[Verdicts]) -> CalibrationConfig:
    """A curve for every confidence, that of all together last; the identity for one that was never judged."""
    judged = list(articles)
    raw = _calibrated(judged, CalibrationConfig())
    parts = CalibrationConfig(**{name: fit_curve(raw[name]) for name in ("quotation", "speaker", "outlet")})
    return replace(parts, together=fit_curve(_calibrated(judged, parts)["together"]))


def fit_curve(found: Sequence[Outcome]) -> Curve:
    """Logistic regression of the outcomes on the logit of their probability; the identity for no outcomes.

    So that of the answers given 0.9 nine in ten are right.
    """
    probabilities = np.clip([o.confidence for o in found], 1e-4, 1 - 1e-4)
    rows = np.stack([np.log(probabilities / (1 - probabilities)), np.ones(len(found))], axis=1)
    right = np.asarray([o.is_right for o in found], dtype=float)
    weights = _IDENTITY
    for _ in range(_N_STEPS):
        weights = _improve(weights, rows, right)
    return Curve(slope=round(float(weights[0]), 4), offset=round(float(weights[1]), 4))


def _judge_file(file: GoldFile, pipeline: ArticlePipeline) -> list[list[Verdict]]:
    given = zip(file.lines, answer(file.lines, pipeline), strict=True)
    readings = [reading_of_answer(answered, text=line["text"]) for line, answered in given]
    return judge([reading_of_gold(line) for line in file.lines], readings)


def _calibrated(articles: Iterable[Verdicts], curves: CalibrationConfig) -> dict[str, list[Outcome]]:
    """The outcomes of raw verdicts once their confidences are calibrated."""
    return outcomes(replace(v, given=_recalibrated(v.given, curves)) for article in articles for v in article)


def _recalibrated(given: QuotationReading, curves: CalibrationConfig) -> QuotationReading:
    raw = given.confidences
    return replace(given, confidence=curves.whole(raw), confidences=curves.parts(raw))


def _error(came_true: Sequence[Outcome]) -> float:
    return round(expected_calibration_error(reliability(came_true)), 4)


def _improve(weights: Doubles, rows: Doubles, right: Doubles) -> Doubles:
    """One step of Newton's method, halved until it helps: a whole one runs away where the curve is flat."""
    predicted = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
    gradient = rows.T @ (predicted - right) + _RIDGE * (weights - _IDENTITY)
    curvature = (rows * (predicted * (1 - predicted))[:, None]).T @ rows + _RIDGE * np.eye(2)
    step, before = np.linalg.solve(curvature, gradient), _loss(weights, rows, right)
    for _ in range(_N_HALVINGS):
        if _loss(weights - step, rows, right) < before:
            return np.asarray(weights - step)
        step = step / 2
    return weights


def _loss(weights: Doubles, rows: Doubles, right: Doubles) -> float:
    logits = rows @ weights
    pull = _RIDGE / 2 * ((weights - _IDENTITY) ** 2).sum()
    return float((np.logaddexp(0, logits) - right * logits).sum() + pull)

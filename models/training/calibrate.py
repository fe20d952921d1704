"""Fits the confidence curves on development gold, so that of the answers given 0.9 nine in ten are right."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from models.config import CalibrationConfig, Curve
from models.evaluation.calibration import Outcome
from models.evaluation.gold import GoldFile
from models.evaluation.measurement import answer
from models.evaluation.outcomes import Verdict, judge, outcomes
from models.evaluation.readings import reading_of_answer, reading_of_gold
from models.pipeline import ArticlePipeline

Doubles = npt.NDArray[np.float64]

_N_STEPS, _N_HALVINGS = 50, 40
_IDENTITY = np.asarray([1.0, 0.0])
_RIDGE = 1.0
"""Pull towards the identity, worth about one outcome; it keeps a perfect development set from giving infinity."""


def calibrate(pipeline: ArticlePipeline, gold: Sequence[GoldFile]) -> CalibrationConfig:
    """Curves for the pipeline's raw probabilities; gold must be in the worldquotes form."""
    raw = replace(pipeline, maker=replace(pipeline.maker, calibration=CalibrationConfig()))
    articles = [article for file in gold for article in _judge_file(file, raw)]
    found = outcomes(verdict for article in articles for verdict in article)
    return CalibrationConfig(**{name: fit_curve(came_true) for name, came_true in found.items()})


def fit_curve(found: Sequence[Outcome]) -> Curve:
    """Logistic regression of the outcomes on the logit of their probability; the identity for no outcomes."""
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

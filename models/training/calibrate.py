"""Fits the confidence curves on development gold, so that of the answers given 0.9 nine in ten are right."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from models.config import CalibrationConfig, Curve
from models.evaluation.calibration import Outcome
from models.evaluation.gold import GoldFile
from models.evaluation.measurement import answer
from models.evaluation.outcomes import gather, outcomes
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
    found = gather(
        outcomes(reading_of_gold(line), reading_of_answer(given, text=line["text"]))
        for file in gold
        for line, given in zip(file.lines, answer(file.lines, raw), strict=True)
    )
    return CalibrationConfig(
        quotation=fit_curve(found.get("quotation", [])),
        speaker=fit_curve(found.get("speaker", [])),
        outlet=fit_curve(found.get("outlet", [])),
        together=fit_curve(found.get("all", [])),
    )


def fit_curve(found: Sequence[Outcome]) -> Curve:
    """Logistic regression of the outcomes on the logit of their probability; the identity for no outcomes."""
    probabilities = np.clip([o.confidence for o in found], 1e-4, 1 - 1e-4)
    rows = np.stack([np.log(probabilities / (1 - probabilities)), np.ones(len(found))], axis=1)
    right = np.asarray([o.is_right for o in found], dtype=float)
    weights = _IDENTITY
    for _ in range(_N_STEPS):
        weights = _improve(weights, rows, right)
    return Curve(slope=round(float(weights[0]), 4), offset=round(float(weights[1]), 4))


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

"""What is left, and how much of it is right, when only the surer answers are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.evaluation.counts import Tally
from models.evaluation.outcomes import Verdict
from models.evaluation.scores import percent

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
WANTED_PRECISION = 95
"""In percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The quotations at or over a threshold in [0, 1]; of the tally those are right whose content and speaker are."""

    threshold: float
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Kept quotations by the confidence in content and speaker.

    share_kept: percent of the given quotations that can be kept, the surest first by their whole confidence, with
                WANTED_PRECISION of them right in quotation, speaker and outlet
    """

    speaker: tuple[Kept, ...]
    share_kept: float


def select(verdicts: Sequence[Verdict], *, n_gold: int) -> Selection:
    """Over all given quotations of a gold file that holds that many."""
    return Selection(
        speaker=tuple(_keep(verdicts, threshold=threshold, n_gold=n_gold) for threshold in THRESHOLDS),
        share_kept=percent(n_kept_at(verdicts, wanted=WANTED_PRECISION), len(verdicts)),
    )


def n_kept_at(verdicts: Iterable[Verdict], *, wanted: float) -> int:
    """The most quotations, the surest first, with this percentage of them right; 0 when there is no such start.

    Quotations of the same confidence are kept or left together, as no threshold can part them.
    """
    n_kept, n_seen, n_right = 0, 0, 0
    for _, equally_sure in groupby(sorted(verdicts, key=_confidence, reverse=True), key=_confidence):
        found = [verdict.together for verdict in equally_sure]
        n_seen, n_right = n_seen + len(found), n_right + sum(found)
        if percent(n_right, n_seen) >= wanted:
            n_kept = n_seen
    return n_kept


def _keep(verdicts: Sequence[Verdict], *, threshold: float, n_gold: int) -> Kept:
    kept = [v for v in verdicts if v.given.confidences.quotation * v.given.confidences.speaker >= threshold]
    n_right = sum(v.quotation and v.speaker for v in kept)
    return Kept(threshold=threshold, tally=Tally(gold=n_gold, given=len(kept), right=n_right))


def _confidence(verdict: Verdict) -> float:
    return verdict.given.confidence

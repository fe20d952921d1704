"""What of each given quotation is right, and so which of an answer's confidences came true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.evaluation.agreement import same_outlet
from models.evaluation.alignment import Pair, align_quotations
from models.evaluation.calibration import Outcome
from models.evaluation.readings import QuotationReading, Reading
from models.evaluation.worldquotes import is_speaker_right

SAME_CONTENT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A given quotation and which of its parts are right; a quotation that gold does not have is right in none."""

    given: QuotationReading
    quotation: bool = False
    speaker: bool = False
    outlet: bool = False

    @property
    def together(self) -> bool:
        """Whether all of it is right."""
        return self.quotation and self.speaker and self.outlet


def judge(gold: Sequence[Reading], given: Sequence[Reading]) -> list[list[Verdict]]:
    """The verdicts of every article of one gold file; both hold the same articles in the same order.

    A quotation is right when a gold one shares 80 % of their words. Where no article of the file has an indirect
    quotation, they were not marked, and those given are left out.
    """
    is_marked = any(q.type == "indirect" for reading in gold for q in reading.quotations)
    heard = given if is_marked else [_without_indirect(reading) for reading in given]
    return [_verdicts(ours, theirs) for ours, theirs in zip(gold, heard, strict=True)]


def outcomes(verdicts: Iterable[Verdict]) -> dict[str, list[Outcome]]:
    """The outcomes under `together`, `quotation`, `speaker` and `outlet`.

    Speaker and outlet are only judged when all before them is right, as that is what their confidences claim.
    """
    given = list(verdicts)
    found = [v for v in given if v.quotation]
    return {
        "together": [_outcome(v.given.confidence, v.together) for v in given],
        "quotation": [_outcome(v.given.confidences.quotation, v.quotation) for v in given],
        "speaker": [_outcome(v.given.confidences.speaker, v.speaker) for v in found],
        "outlet": [_outcome(v.given.confidences.outlet, v.outlet) for v in found if v.speaker],
    }


def _without_indirect(reading: Reading) -> Reading:
    return replace(reading, quotations=tuple(q for q in reading.quotations if q.type != "indirect"))


def _verdicts(gold: Reading, given: Reading) -> list[Verdict]:
    alignment = align_quotations(gold, given, least=SAME_CONTENT)
    return [Verdict(given=q) for q in alignment.spurious] + [_verdict(pair) for pair in alignment.pairs]


def _verdict(pair: Pair) -> Verdict:
    return Verdict(given=pair.given, quotation=True, speaker=is_speaker_right(pair), outlet=_is_outlet_right(pair))


def _is_outlet_right(pair: Pair) -> bool:
    if pair.gold.outlet is None:
        return pair.given.outlet is None
    return same_outlet(pair.gold.outlet, pair.given.outlet)


def _outcome(confidence: float, is_right: bool) -> Outcome:
    return Outcome(confidence=confidence, is_right=is_right)

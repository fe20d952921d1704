"""Which of an answer's confidences came true: the quotation, then its speaker, then its outlet, and all together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.evaluation.agreement import same_outlet
from models.evaluation.alignment import Pair, align_quotations
from models.evaluation.calibration import Outcome
from models.evaluation.readings import QuotationReading, Reading
from models.evaluation.worldquotes import is_speaker_right

SAME_CONTENT = 0.8

Outcomes = Mapping[str, list[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    given: QuotationReading
    quotation: bool
    speaker: bool
    outlet: bool


def outcomes(gold: Reading, given: Reading) -> dict[str, list[Outcome]]:
    """The outcomes of one article's answer under `all`, `quotation`, `speaker` and `outlet`.

    A quotation is right when a gold one shares 80 % of their words. Speaker and outlet are only judged when all
    before them is right, as that is what their confidences claim.
    """
    verdicts = _verdicts(gold, given)
    return {
        "all": [_outcome(v.given.confidence, v.quotation and v.speaker and v.outlet) for v in verdicts],
        "quotation": [_outcome(v.given.confidences.quotation, v.quotation) for v in verdicts],
        "speaker": [_outcome(v.given.confidences.speaker, v.speaker) for v in verdicts if v.quotation],
        "outlet": [_outcome(v.given.confidences.outlet, v.outlet) for v in verdicts if v.quotation and v.speaker],
    }


def gather(articles: Iterable[Outcomes]) -> dict[str, list[Outcome]]:
    """All articles' outcomes under their names; empty without articles."""
    gathered: dict[str, list[Outcome]] = {}
    for article in articles:
        for name, found in article.items():
            gathered.setdefault(name, []).extend(found)
    return gathered


def _verdicts(gold: Reading, given: Reading) -> list[_Verdict]:
    alignment = align_quotations(gold, given, least=SAME_CONTENT)
    wrong = [_Verdict(given=q, quotation=False, speaker=False, outlet=False) for q in alignment.spurious]
    return wrong + [_verdict(pair) for pair in alignment.pairs]


def _verdict(pair: Pair) -> _Verdict:
    return _Verdict(given=pair.given, quotation=True, speaker=is_speaker_right(pair), outlet=_is_outlet_right(pair))


def _is_outlet_right(pair: Pair) -> bool:
    if pair.gold.outlet is None:
        return pair.given.outlet is None
    return same_outlet(pair.gold.outlet, pair.given.outlet)


def _outcome(confidence: float, is_right: bool) -> Outcome:
    return Outcome(confidence=confidence, is_right=is_right)

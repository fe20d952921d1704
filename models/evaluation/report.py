"""A measurement as people and programs read it: figures, intervals, calibration, and what made the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from models.evaluation.calibration import Bin, expected_calibration_error
from models.evaluation.intervals import Figures, Interval
from models.evaluation.scores import precision, recall
from models.evaluation.selection import WANTED_PRECISION, Kept, Selection

ABLATED_FIGURES = ("quoted.found", "quoted.speaker", "quoted.outlet", "content", "relay", "role", "entities.person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """All that is needed to make a number again."""

    command: str
    model: str
    version: str
    weights_sha256: str
    data_sha256: str
    n_documents: int
    n_draws: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A fault for a person to look at; `content` is cut short, the rest is as in `models.evaluation.faults.Fault`."""

    article: str
    fault: str
    content: str
    gold: str | None
    given: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """The figures of one gold file, in percent, with one part of the model switched off."""

    part: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One measurement; figures in percent, faults counted by kind, reliability tables by the confidence's name."""

    signature: Signature
    figures: Figures
    intervals: Mapping[str, Interval]
    reliability: Mapping[str, Sequence[Bin]] = field(default_factory=dict)
    selection: Selection | None = None
    faults: Mapping[str, int] = field(default_factory=dict)
    misses: Sequence[Miss] = ()
    ablations: Sequence[Ablation] = ()


def as_json(report: Report) -> dict[str, Any]:
    """Plain values only; figures and intervals are rounded to hundredths of a percent."""
    return {
        "figures": {name: round(value, 2) for name, value in report.figures.items()},
        "interval95": {name: [round(i.low, 2), round(i.high, 2)] for name, i in report.intervals.items()},
        "calibration": {name: _calibration(bins) for name, bins in report.reliability.items()},
        "selection": _selection(report.selection) if report.selection else None,
        "faults": dict(report.faults),
        "misses": [asdict(miss) for miss in report.misses],
        "ablations": {a.part: {name: round(value, 2) for name, value in a.figures.items()} for a in report.ablations},
        "signature": asdict(report.signature),
    }


def as_table(report: Report) -> str:
    """The same for a terminal, a figure a line."""
    blocks = [
        [_figure_line(name, value, report.intervals.get(name)) for name, value in report.figures.items()],
        [line for name, bins in report.reliability.items() for line in _calibration_lines(name, bins)],
        _selection_lines(report.selection) if report.selection else [],
        _fault_lines(report.faults),
        [_miss_line(miss) for miss in report.misses],
        _ablation_lines(report.figures, report.ablations),
        [f"{name}: {value}" for name, value in asdict(report.signature).items()],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _calibration(bins: Sequence[Bin]) -> dict[str, Any]:
    error = round(expected_calibration_error(bins), 4)
    return {"expected_calibration_error": error, "reliability": [asdict(b) for b in bins]}


def _selection(selection: Selection) -> dict[str, Any]:
    share = {f"share_kept_at_{WANTED_PRECISION}_precision": round(selection.share_kept, 2)}
    return {"speaker": [_kept(kept) for kept in selection.speaker], **share}


def _kept(kept: Kept) -> dict[str, float]:
    return {
        "threshold": kept.threshold,
        "n_kept": kept.tally.given,
        "precision": round(precision(kept.tally), 2),
        "recall": round(recall(kept.tally), 2),
    }


def _figure_line(name: str, value: float, interval: Interval | None) -> str:
    bounds = f"   [{interval.low:.1f}, {interval.high:.1f}]" if interval else ""
    return f"{name:28s}{value:6.1f}{bounds}"


def _calibration_lines(name: str, bins: Sequence[Bin]) -> list[str]:
    title = f"confidence ({name}): expected calibration error {expected_calibration_error(bins):.3f}"
    rows = [
        f"  {b.low:.1f}-{b.high:.1f}  {b.n_outcomes:5d} given  {b.mean_confidence:.2f} sure  {b.share_right:.2f} right"
        for b in bins
    ]
    return [title, *rows]


def _selection_lines(selection: Selection) -> list[str]:
    rows = [_kept_line(kept) for kept in selection.speaker]
    share = f"share kept at {WANTED_PRECISION} % precision: {selection.share_kept:.1f}"
    return ["speaker where quotation and speaker are as sure as:", *rows, share]


def _kept_line(kept: Kept) -> str:
    scores = f"{precision(kept.tally):5.1f} precise  {recall(kept.tally):5.1f} recalled"
    return f"  {kept.threshold:.2f}  {kept.tally.given:5d} kept  {scores}"


def _fault_lines(faults: Mapping[str, int]) -> list[str]:
    rows = [f"  {kind:26s}{n_faults:6d}" for kind, n_faults in faults.items()]
    return ["faults:", *rows] if rows else []


def _ablation_lines(whole: Figures, ablations: Sequence[Ablation]) -> list[str]:
    """A part a line: what is lost of the figures that tell parts apart, or of all where there are none of these."""
    named = [name for name in ABLATED_FIGURES if name in whole] or list(whole)
    if not ablations:
        return []
    rows = [
        f"  {a.part:48s}" + "".join(f"{a.figures[name] - whole[name]:+{len(name) + 2}.1f}" for name in named)
        for a in ablations
    ]
    return [f"  {'switched off':48s}" + "".join(f"  {name}" for name in named), *rows]


def _miss_line(miss: Miss) -> str:
    facts = (miss.article, miss.fault, miss.content, miss.gold, miss.given)
    return "\t".join(str(fact) for fact in facts)

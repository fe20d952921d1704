"""Runs a pipeline over gold and counts: per document rows, and what is printed of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.evaluation import polnear, worldquotes
from models.evaluation.calibration import Bin, reliability
from models.evaluation.counts import Counts
from models.evaluation.faults import Fault, count_kinds, find_faults
from models.evaluation.gold import GoldFile, GoldLine, article_of
from models.evaluation.intervals import Figures
from models.evaluation.loading import Pipeline
from models.evaluation.outcomes import judge, outcomes
from models.evaluation.readings import reading_of_answer, reading_of_gold
from models.evaluation.report import Miss
from models.evaluation.selection import Selection, select
from models.wire import result_to_wire

_MISS_WIDTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one run over a gold file gave; predictions are JSON objects, one an article, in order."""

    rows: Sequence[Counts]
    figures: Callable[[Counts], Figures]
    predictions: Sequence[Mapping[str, Any]]
    reliability: Mapping[str, Sequence[Bin]] = field(default_factory=dict)
    selection: Selection | None = None
    faults: Mapping[str, int] = field(default_factory=dict)
    misses: Sequence[Miss] = ()


def measure(gold: GoldFile, pipeline: Pipeline) -> Measurement:
    """Answer every article of the file and count against its gold."""
    if gold.form == "polnear":
        return _measure_polnear(gold, pipeline)
    return judge_answers(gold.lines, answer(gold.lines, pipeline))


def answer(lines: Sequence[GoldLine], pipeline: Pipeline) -> list[dict[str, Any]]:
    """The contract's JSON for every article."""
    articles = [article_of(line) for line in lines]
    results = pipeline.attribute(articles)
    return [
        result_to_wire(result, article=article, model=pipeline.model)
        for result, article in zip(results, articles, strict=True)
    ]


def judge_answers(lines: Sequence[GoldLine], answers: Sequence[Mapping[str, Any]]) -> Measurement:
    """Count the contract's JSON against worldquotes gold; both hold the same articles in the same order."""
    gold = [reading_of_gold(line) for line in lines]
    given = [reading_of_answer(a, text=line["text"]) for a, line in zip(answers, lines, strict=True)]
    pairs = list(zip(gold, given, strict=True))
    faults = [find_faults(ours, theirs) for ours, theirs in pairs]
    verdicts = [verdict for article in judge(gold, given) for verdict in article]
    return Measurement(
        rows=[worldquotes.count(ours, theirs) for ours, theirs in pairs],
        figures=worldquotes.figures,
        predictions=answers,
        reliability={name: reliability(found) for name, found in outcomes(verdicts).items()},
        selection=select(verdicts, n_gold=sum(len(ours.quotations) for ours in gold)),
        faults=count_kinds(fault for found in faults for fault in found),
        misses=[_miss(line["id"], line["text"], f) for line, found in zip(lines, faults, strict=True) for f in found],
    )


def _measure_polnear(gold: GoldFile, pipeline: Pipeline) -> Measurement:
    given = pipeline.attributions([article_of(line) for line in gold.lines])
    wanted = [polnear.attributions_of(line["attributions"]) for line in gold.lines]
    found = [polnear.attributions_of(rows) for rows in given]
    return Measurement(
        rows=[polnear.count(ours, theirs) for ours, theirs in zip(wanted, found, strict=True)],
        figures=polnear.figures,
        predictions=[{"id": line["id"], "attributions": rows} for line, rows in zip(gold.lines, given, strict=True)],
    )


def _miss(article: str, text: str, fault: Fault) -> Miss:
    content = " … ".join(span.cut(text) for span in fault.quotation.spans)[:_MISS_WIDTH]
    return Miss(article=article, fault=fault.kind, content=content, gold=fault.wanted, given=fault.given)

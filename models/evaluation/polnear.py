"""The figures on PolNeAR, where an attribution is a source, a cue and a content, each of one or more spans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from models.evaluation.counts import Counts, set_tally
from models.evaluation.scores import f1
from models.spans import CharSpan

Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Written words only: each part is a set of spans, empty where the text does not name it."""

    source: frozenset[CharSpan] = frozenset()
    cue: frozenset[CharSpan] = frozenset()
    content: frozenset[CharSpan] = frozenset()


def attributions_of(rows: Sequence[Mapping[str, Any]]) -> frozenset[Attribution]:
    """The attributions of one article, from lists of `[start, end)` under the names of their parts."""
    return frozenset(Attribution(**{part: _spans(row[part]) for part in PARTS}) for row in rows)


def count(gold: frozenset[Attribution], given: frozenset[Attribution]) -> Counts:
    """Tallies of one article: distinct spans of each part, and distinct attributions by source and content.

    A span that several attributions share counts once, since it is written once.
    """
    spans = {f"exact.{part}": set_tally(_all_spans(gold, part), _all_spans(given, part)) for part in PARTS}
    return Counts({**spans, "linked.exact": set_tally(_links(gold), _links(given))})


def figures(counts: Counts) -> dict[str, float]:
    """Micro F1 in percent; right is a span, or a whole source and content together, with all ends equal."""
    return {name: f1(counts[name]) for name in ("exact.source", "exact.cue", "exact.content", "linked.exact")}


def _spans(pairs: Sequence[Sequence[int]]) -> frozenset[CharSpan]:
    return frozenset(CharSpan(start, end) for start, end in pairs)


def _all_spans(attributions: frozenset[Attribution], part: Part) -> frozenset[CharSpan]:
    return frozenset(span for attribution in attributions for span in getattr(attribution, part))


def _links(attributions: frozenset[Attribution]) -> frozenset[tuple[frozenset[CharSpan], frozenset[CharSpan]]]:
    return frozenset((a.source, a.content) for a in attributions if a.content)

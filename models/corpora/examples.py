"""The one form into which every data set is read: labelled spans by tag layer, and links between spans."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.errors import CorpusError
from models.spans import CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpan:
    """A span and its class in a layer."""

    span: CharSpan
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerLabels:
    """What a corpus says of one layer: spans it holds, and stretches of which nothing is known.

    Where neither holds, the layer is known to be empty.

    barred: unknown stretches that hold no span of one class at least
    """

    spans: tuple[LabelledSpan, ...]
    unknown: tuple[CharSpan, ...] = ()
    barred: tuple[LabelledSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From a span to every right answer; no answers means that there is none in the article.

    relation: one of the network's, or `bearer`: from a content or a written source to every name of the true speaker,
              or for one without a name to every wording by which the article calls them
    """

    relation: str
    query: CharSpan
    answers: tuple[CharSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One annotated article; layers that are not in `layers` are not labelled.

    names: names that are known beside the name layer; not sure enough to teach it
    """

    id: str
    text: str
    layers: Mapping[str, LayerLabels] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    names: tuple[LabelledSpan, ...] = ()


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; CorpusError names the line that is none."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise CorpusError(path=path, line=number, reason="not JSON") from error


def span_of(pair: Sequence[int]) -> CharSpan:
    """A corpus's [start, end] as a span."""
    return CharSpan(pair[0], pair[1])


def spans_of(pairs: Sequence[Sequence[int]]) -> tuple[CharSpan, ...]:
    """A corpus's list of [start, end] as spans, empty ones left out."""
    return tuple(span_of(pair) for pair in pairs if pair[0] < pair[1])


def label(kind: str, spans: Sequence[CharSpan]) -> list[LabelledSpan]:
    """All spans with one class."""
    return [LabelledSpan(span=span, kind=kind) for span in spans]


def clear_of(taken: Sequence[CharSpan], spans: Iterable[CharSpan]) -> list[CharSpan]:
    """Those of the spans that overlap none that is taken, in their order."""
    return [span for span in spans if not any(span.overlap(other) for other in taken)]


def flatten(spans: Sequence[LabelledSpan]) -> tuple[LabelledSpan, ...]:
    """The longest spans that do not overlap, in order: one layer holds no nested spans."""
    kept: list[LabelledSpan] = []
    for candidate in sorted(spans, key=lambda s: (-len(s.span), s.span, s.kind)):
        if not any(candidate.span.overlap(other.span) for other in kept):
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda s: s.span))


def complement(n_chars: int, known: Sequence[CharSpan]) -> tuple[CharSpan, ...]:
    """The stretches of a text that lie outside the given spans."""
    gaps: list[CharSpan] = []
    place = 0
    for span in sorted(known):
        if place < span.start:
            gaps.append(CharSpan(place, span.start))
        place = max(place, span.end)
    return (*gaps, CharSpan(place, n_chars)) if place < n_chars else tuple(gaps)

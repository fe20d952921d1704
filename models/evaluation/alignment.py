"""Which gold quotation each given one stands for: one to one, the closest first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.evaluation.counts import Tally
from models.evaluation.quoted_text import quoted_segments, word_starts
from models.evaluation.readings import QuotationReading, Reading
from models.spans import CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a quotation that is compared on its own."""

    span: CharSpan
    quotation: QuotationReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two quotations, a part of each of which is the same."""

    gold: QuotationReading
    given: QuotationReading


Aligned = TypeVar("Aligned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Generic[Aligned]):
    """Pairs, the closest first, and what stayed alone of the parts, or whole quotations, that were aligned."""

    pairs: tuple[Pair, ...]
    missed: tuple[Aligned, ...]
    spurious: tuple[Aligned, ...]

    def tally(self, is_right: Callable[[Pair], bool]) -> Tally:
        """As many as were aligned, of which those are right whose pair is."""
        n_pairs = len(self.pairs)
        n_right = sum(is_right(pair) for pair in self.pairs)
        return Tally(gold=n_pairs + len(self.missed), given=n_pairs + len(self.spurious), right=n_right)


def quoted_parts(reading: Reading) -> list[Part]:
    """Every stretch between marks in the direct and mixed quotations."""
    spoken = [part for part in pieces(reading) if part.quotation.type != "indirect"]
    return [
        Part(span=segment, quotation=part.quotation)
        for part in spoken
        for segment in quoted_segments(reading.text, part.span)
    ]


def pieces(reading: Reading) -> list[Part]:
    """Every contiguous content piece of all quotations."""
    return [Part(span=span, quotation=quotation) for quotation in reading.quotations for span in quotation.spans]


def align_parts(gold: Sequence[Part], given: Sequence[Part], *, least: float) -> Alignment[Part]:
    """Pair parts whose overlap is at least this share of their union, in (0, 1]."""

    def closeness(i: int, j: int) -> float:
        return _overlap(gold[i].span, given[j].span)

    indices = _greedy(len(gold), len(given), closeness=closeness, least=least)
    return _alignment(gold, given, indices, quotation_of=lambda part: part.quotation)


def align_quotations(gold: Reading, given: Reading, *, least: float) -> Alignment[QuotationReading]:
    """Pair whole quotations that share at least this share, in (0, 1], of their words."""
    ours, theirs = ([_words(reading.text, q) for q in reading.quotations] for reading in (gold, given))

    def closeness(i: int, j: int) -> float:
        return len(ours[i] & theirs[j]) / max(1, len(ours[i] | theirs[j]))

    indices = _greedy(len(ours), len(theirs), closeness=closeness, least=least)
    return _alignment(gold.quotations, given.quotations, indices, quotation_of=lambda quotation: quotation)


def first_meetings(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in which both quotations are met for the first time, so that each counts once."""
    kept: list[Pair] = []
    gold_met: set[int] = set()
    given_met: set[int] = set()
    for pair in pairs:
        if pair.gold.number not in gold_met and pair.given.number not in given_met:
            kept.append(pair)
            gold_met.add(pair.gold.number)
            given_met.add(pair.given.number)
    return kept


def _overlap(one: CharSpan, other: CharSpan) -> float:
    return one.overlap(other) / (max(one.end, other.end) - min(one.start, other.start))


def _words(text: str, quotation: QuotationReading) -> set[int]:
    return set().union(*(word_starts(text, span) for span in quotation.spans))


def _greedy(
    n_gold: int, n_given: int, *, closeness: Callable[[int, int], float], least: float
) -> list[tuple[int, int]]:
    ranked = sorted(((closeness(i, j), i, j) for i in range(n_gold) for j in range(n_given)), reverse=True)
    taken: dict[int, int] = {}
    for share, i, j in ranked:
        if share >= least and i not in taken and j not in taken.values():
            taken[i] = j
    return list(taken.items())


def _alignment(
    gold: Sequence[Aligned],
    given: Sequence[Aligned],
    indices: Sequence[tuple[int, int]],
    *,
    quotation_of: Callable[[Aligned], QuotationReading],
) -> Alignment[Aligned]:
    gold_paired, given_paired = {i for i, _ in indices}, {j for _, j in indices}
    return Alignment(
        pairs=tuple(Pair(gold=quotation_of(gold[i]), given=quotation_of(given[j])) for i, j in indices),
        missed=tuple(alone for i, alone in enumerate(gold) if i not in gold_paired),
        spurious=tuple(alone for j, alone in enumerate(given) if j not in given_paired),
    )

"""Who may speak in an article, and how likely an answer of a look makes each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.decode.links import Answer
from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast
from models.resolve.names import fold
from models.resolve.outlet_words import without_article
from models.spans import CharSpan

Bearer = int | str
"""Who may speak: an entity by its number in the cast, or somebody without a name by folded words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How likely each bearer is, and that nobody can be told."""

    bearers: Mapping[Bearer, float]
    nobody: float

    def probability(self, bearer: Bearer | None) -> float:
        """Of one bearer, or of nobody for None; 0.0 where nothing points to it."""
        return self.nobody if bearer is None else self.bearers.get(bearer, 0.0)

    @property
    def best(self) -> Bearer | None:
        """The likeliest bearer, None when there is none."""
        return max(self.bearers, key=self.probability, default=None)


NO_EVIDENCE = Evidence(bearers={}, nobody=0.0)


class Bearers:
    """Knows for each place that a look can point to who is meant there: names first, written sources after them."""

    def __init__(self, text: str, *, cast: Cast, sources: Sequence[ScoredSpan]) -> None:
        """sources: as the looks count them, behind the names of the cast."""
        self._text, self._cast = text, cast
        self._wordings = [self.wording(source.span) for source in sources]
        self._first: dict[str, CharSpan] = {}
        for source, wording in zip(sources, self._wordings, strict=True):
            self._first.setdefault(wording, source.span)

    def wording(self, span: CharSpan) -> str:
        """What all written sources of one wording share."""
        return without_article(fold(span.cut(self._text)))

    def first(self, wording: str) -> CharSpan:
        """The first written source of this wording."""
        return self._first[wording]

    def evidence(self, answer: Answer) -> Evidence:
        """The answer's probabilities gathered by bearer: all places that name one person speak for that person."""
        bearers: dict[Bearer, float] = {}
        for number, probability in answer.mass.items():
            bearer = self._bearer(number)
            bearers[bearer] = bearers.get(bearer, 0.0) + probability
        return Evidence(bearers=bearers, nobody=answer.none)

    def _bearer(self, number: int) -> Bearer:
        n_names = len(self._cast.names)
        return self._cast.entity_of[number] if number < n_names else self._wordings[number - n_names]

"""Quotation → speaker: the looks' answers, gathered by person and by wording, say who, or that nobody can."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.config import DecodeConfig
from models.decode.links import mean_answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.resolve.evidence import Bearer, Bearers, Evidence
from models.resolve.mentions import NOBODY, PRONOUN, head_name, head_of, speaks_without_name, unnamed_kind
from models.resolve.names import fold
from models.resolve.pronouns import Agreement, pronoun_class
from models.spans import CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerChoice:
    """Who speaks.

    entity:      number of the entity in the cast, None for a speaker without a name or none at all
    words:       for a speaker without a name the words that describe them, else None
    probability: in [0, 1] that this choice is right, not calibrated
    """

    entity: int | None
    words: CharSpan | None
    kind: SpeakerKind | None
    probability: float


_NO_SPEAKER = SpeakerChoice(entity=None, words=None, kind=None, probability=0.5)


class SpeakerFinder:
    """Owns what is known of one article: its names, its written sources, and what both looks say of both."""

    def __init__(
        self, text: str, *, cast: Cast, sources: Sequence[ScoredSpan], looks: Looks, config: DecodeConfig
    ) -> None:
        """sources: as the looks count them, behind the names of the cast."""
        self._text, self._cast, self._looks, self._config = text, cast, looks, config
        self._number = {source.pieces: number for number, source in enumerate(sources)}
        self.bearers = Bearers(text, cast=cast, sources=sources)
        self.agreement = Agreement.of(text, cast, self._pronouns(sources))

    def _pronouns(self, sources: Sequence[ScoredSpan]) -> Iterator[tuple[str, Mapping[int, float]]]:
        """Every written source that is a pronoun, with the entities that it may mean."""
        for number, source in enumerate(sources):
            words = source.span.cut(self._text)
            if pronoun_class(words):
                bearers = self.bearers.evidence(self._looks.speaker_of_source(number)).bearers
                yield words, {bearer: p for bearer, p in bearers.items() if isinstance(bearer, int)}

    def choose(self, quotation: FoundQuotation, *, contents: range) -> SpeakerChoice:
        """Who says this quotation.

        A name written by the cue is evidence by itself: its probability is at least a half.

        contents: the numbers of its contents in the looks
        """
        answer = mean_answer([self._looks.speaker_of_content(number) for number in contents])
        mention = quotation.mention
        if mention is not None and NOBODY.fullmatch(mention.span.cut(self._text)):
            return _NO_SPEAKER
        named = None if mention is None else head_name(self._text, mention.span, self._cast)
        if named is not None:
            written = self._entity(named, self.bearers.evidence(answer))
            return written if written.kind is None else replace(written, probability=(1 + written.probability) / 2)
        if mention is not None:
            answer = mean_answer([answer, self._looks.speaker_of_source(self._number[mention.pieces])])
        return self._likeliest(self._agreeing(self.bearers.evidence(answer), mention), mention)

    def bearer_of(self, choice: SpeakerChoice) -> Bearer | None:
        """Who was chosen; None for nobody."""
        return choice.entity if choice.words is None else self.bearers.wording(choice.words)

    def likeliest(self, probabilities: Mapping[Bearer | None, float], mention: ScoredSpan | None) -> SpeakerChoice:
        """The likeliest of some candidates; nobody where a namesake is nearly as likely, or where there is no other."""
        best = max(probabilities, key=probabilities.__getitem__)
        namesakes = self._cast.namesakes(best) if isinstance(best, int) else ()
        second = max((probabilities.get(namesake, 0.0) for namesake in namesakes), default=0.0)
        if len(probabilities) == 1 or probabilities[best] < self._config.clear_lead * second:
            return _NO_SPEAKER
        return self.given(best, mention, probability=probabilities[best])

    def given(self, bearer: Bearer | None, mention: ScoredSpan | None, *, probability: float) -> SpeakerChoice:
        """The choice of a bearer, or of nobody."""
        if bearer is None:
            return replace(_NO_SPEAKER, probability=probability)
        evidence = Evidence(bearers={bearer: probability}, nobody=1 - probability)
        return self._entity(bearer, evidence) if isinstance(bearer, int) else self._described(bearer, evidence, mention)

    def _agreeing(self, evidence: Evidence, mention: ScoredSpan | None) -> Evidence:
        """The evidence once a pronoun or noun counts less for those with whom it does not go; the same in sum."""
        if mention is None:
            return evidence
        words = mention.span.cut(self._text)
        weights = {bearer: self._weight(words, bearer) for bearer in evidence.bearers}
        weighed = {bearer: p * weights[bearer] for bearer, p in evidence.bearers.items() if weights[bearer]}
        scale = sum(evidence.bearers.values()) / (sum(weighed.values()) or 1.0)
        return Evidence(bearers={b: p * scale for b, p in weighed.items()}, nobody=evidence.nobody)

    def _weight(self, words: str, bearer: Bearer) -> float:
        """How well a written source goes with a bearer; two without a name must share a noun."""
        if isinstance(bearer, int):
            return self.agreement.weight(words, bearer)
        nouns = {fold(head_of(wording)).rpartition(" ")[2] for wording in (words, bearer)}
        return 1.0 if PRONOUN.fullmatch(words) or len(nouns) == 1 else 0.0

    def _likeliest(self, evidence: Evidence, mention: ScoredSpan | None) -> SpeakerChoice:
        """The likeliest bearer if it is likely enough, else the mention's own words, else nobody."""
        best = evidence.best
        least = max(evidence.nobody, self._config.least_speaker)
        if isinstance(best, int) and mention is not None and speaks_without_name(mention.span.cut(self._text)):
            least = max(least, self._config.least_named)
        if best is not None and evidence.probability(best) >= least:
            return self._entity(best, evidence) if isinstance(best, int) else self._described(best, evidence, mention)
        if mention is None or PRONOUN.fullmatch(mention.span.cut(self._text)):
            return _NO_SPEAKER
        return self._described(self.bearers.wording(mention.span), evidence, mention)

    def _described(self, wording: str, evidence: Evidence, mention: ScoredSpan | None) -> SpeakerChoice:
        """Somebody without a name, by the mention's words if they are these, else by those of the first such source."""
        is_own = mention is not None and self.bearers.wording(mention.span) == wording
        words = mention.span if mention is not None and is_own else self.bearers.first(wording)
        kind = unnamed_kind(self._text, words, self._cast)
        return SpeakerChoice(entity=None, words=words, kind=kind, probability=evidence.probability(wording))

    def _entity(self, number: int, evidence: Evidence) -> SpeakerChoice:
        """The entity; for a shared part of a name the clearly likelier bearer, and nobody when there is none."""
        entity, probability = self._cast.entities[number], evidence.probability(number)
        if entity.rivals:
            first, second = sorted(entity.rivals, key=evidence.probability, reverse=True)[:2]
            needed = max(self._config.least_rival, self._config.clear_lead * evidence.probability(second))
            if evidence.probability(first) < needed:
                return _NO_SPEAKER
            probability, number = probability + evidence.probability(first), first
        kind: SpeakerKind = "person" if entity.kind == "person" else "organization"
        return SpeakerChoice(entity=number, words=None, kind=kind, probability=min(1.0, probability))

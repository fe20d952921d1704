"""Articles of some lines whose quotations get candidates, with hand-made looks and guesses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.decode.links import Answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.network.speaker_features import SPEAKER_FEATURES
from models.records import QuotationType
from models.resolve.evidence import Bearer
from models.resolve.slates import Slate, SlateMaker
from models.resolve.speakers import SpeakerFinder
from models.resolve.whereabouts import Whereabouts
from tests.unit.models.resolve.speaker_cases import CONFIG, NOWHERE, Points, answer_of
from tests.unit.models.stand_ins import HandMadeLook, looks_of, marked_cast, scored, span_of

NO_ROLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Words of an article, and whom each look means by them."""

    words: str
    near: Points
    far: Points


def asked(words: str, near: Points = NOWHERE, far: Points | None = None) -> Asked:
    """Words by which both looks mean the same if the far one is not given apart."""
    return Asked(words=words, near=near, far=near if far is None else far)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quotation of a hand-made article."""

    contents: tuple[Asked, ...]
    mention: Asked | None
    cue: str | None
    kind: QuotationType

    def found(self, text: str) -> FoundQuotation:
        """As it would be found in the article."""
        contents = tuple(scored(text, content.words) for content in self.contents)
        mention = scored(text, self.mention.words, kind="source") if self.mention else None
        cue = scored(text, self.cue, kind="cue") if self.cue else None
        return FoundQuotation(type=self.kind, contents=contents, cue=cue, mention=mention, confidence=0.9)


def said(
    *contents: Asked, mention: Asked | str | None = None, cue: str | None = None, kind: QuotationType = "direct"
) -> Said:
    """A quotation of these contents; by a written source that is its words alone no look means anybody."""
    source = asked(mention) if isinstance(mention, str) else mention
    return Said(contents=contents, mention=source, cue=cue, kind=kind)


class Article:
    """Its quotations with the names, the written sources and the looks by which their candidates are found."""

    def __init__(
        self, marked: str, *quotations: Said, others: Sequence[str] = (), roles: Mapping[str, str] = NO_ROLES
    ) -> None:
        """others: written sources of no quotation; roles: words of the article by the name of their holder."""
        self.text, self.cast = marked_cast(marked)
        self.quotations = [quotation.found(self.text) for quotation in quotations]
        self.contents = list(_numbers(quotations))
        sources = [*map(asked, others), *(quotation.mention for quotation in quotations if quotation.mention)]
        sources.sort(key=lambda source: self.text.index(source.words))
        looks = self._looks([content for quotation in quotations for content in quotation.contents], sources)
        written = [scored(self.text, source.words, kind="source") for source in sources]
        self.finder = SpeakerFinder(self.text, cast=self.cast, sources=written, looks=looks, config=CONFIG)
        self.maker = SlateMaker(
            self.text,
            cast=self.cast,
            sources=written,
            looks=looks,
            finder=self.finder,
            roles={self._numbered(holder): [span_of(self.text, role)] for holder, role in roles.items()},
            where=Whereabouts(self.text, cast=self.cast, sources=written),
        )

    def _looks(self, contents: Sequence[Asked], sources: Sequence[Asked]) -> Looks:
        words = [source.words for source in sources]

        def answers(of: Sequence[Asked], says: Callable[[Asked], Points]) -> dict[int, Answer]:
            return {number: answer_of(says(one), self.cast, words) for number, one in enumerate(of)}

        near = HandMadeLook(
            contents=answers(contents, lambda one: one.near), sources=answers(sources, lambda one: one.near)
        )
        return looks_of(
            contents=answers(contents, lambda one: one.far), sources=answers(sources, lambda one: one.far), near=near
        )

    def _numbered(self, name: str) -> int:
        return [entity.name for entity in self.cast.entities].index(name)

    def bearer(self, who: str | None) -> Bearer | None:
        """An entity by its name, somebody without one by folded words."""
        names = [entity.name for entity in self.cast.entities]
        return names.index(who) if who in names else who

    def who(self, bearer: Bearer | None) -> str | None:
        """The name of an entity, or the folded words of somebody without one."""
        return self.cast.entities[bearer].name if isinstance(bearer, int) else bearer

    def slates(self, guesses: Sequence[str | None] = ()) -> list[Slate]:
        """One a quotation; where no guesses are given the rules took every one for nobody's."""
        taken = [self.bearer(guess) for guess in guesses] or [None] * len(self.quotations)
        return list(self.maker.slates(self.quotations, self.contents, taken))

    def candidates(self, number: int = 0, *, guesses: Sequence[str | None] = ()) -> list[str | None]:
        """Those on one quotation's slate."""
        return [self.who(bearer) for bearer in self.slates(guesses)[number].bearers]

    def told(
        self, who: str | None, *features: str, number: int = 0, guesses: Sequence[str | None] = ()
    ) -> dict[str, float]:
        """What is known of a candidate for one quotation, by the names of the features."""
        slate = self.slates(guesses)[number]
        row = slate.features[slate.bearers.index(self.bearer(who))]
        return {feature: float(row[SPEAKER_FEATURES.index(feature)]) for feature in features}

    def feature(self, feature: str, who: str | None, *, number: int = 0, guesses: Sequence[str | None] = ()) -> float:
        """One number of these."""
        return self.told(who, feature, number=number, guesses=guesses)[feature]

    def marks(
        self, who: str | None, features: Sequence[str], *, number: int = 0, guesses: Sequence[str | None] = ()
    ) -> set[str]:
        """Which of some features that are yes or no are yes."""
        told = self.told(who, *features, number=number, guesses=guesses)
        assert set(told.values()) <= {0.0, 1.0}
        return {feature for feature, value in told.items() if value}


def _numbers(quotations: Sequence[Said]) -> list[range]:
    """For each quotation the numbers of its contents among all."""
    ranges, done = list[range](), 0
    for one in quotations:
        ranges.append(range(done, done + len(one.contents)))
        done += len(one.contents)
    return ranges

"""For every quotation those who may have said it, and what is known of each, in the numbers that the ranker reads."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.resolve.asked import AskedQuotation, Asker
from models.resolve.entities import Cast
from models.resolve.evidence import Bearer
from models.resolve.mentions import NOBODY, PRONOUN
from models.resolve.speakers import SpeakerFinder
from models.resolve.standing import Standing, company
from models.resolve.whereabouts import Whereabouts
from models.spans import CharSpan

Floats = npt.NDArray[np.float32]

_LEAST = 0.003
"""Those whom every look holds for less likely are no candidates."""
_MOST_LIKELY = 16
"""Of those to whom the looks point."""
_MOST_CANDIDATES = 40
"""With namesakes, of which a crowd may bear one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """The candidates for one quotation's speaker.

    bearers:  nobody, as None, comes last
    features: (n_bearers, N_SPEAKER_FEATURES) in the order of `models.network.speaker_features`
    """

    bearers: tuple[Bearer | None, ...]
    features: Floats


class SlateMaker:
    """Owns what is known of one article apart from its quotations."""

    def __init__(
        self,
        text: str,
        *,
        cast: Cast,
        sources: Sequence[ScoredSpan],
        looks: Looks,
        finder: SpeakerFinder,
        roles: Mapping[int, Sequence[CharSpan]],
        where: Whereabouts,
    ) -> None:
        """sources: as the looks count them; roles: of people by their number in the cast."""
        self._text, self._cast, self._bearers = text, cast, finder.bearers
        self._asker = Asker(text, cast=cast, sources=sources, looks=looks, bearers=finder.bearers, where=where)
        self._standing = Standing(
            text,
            cast=cast,
            bearers=finder.bearers,
            agreement=finder.agreement,
            where=where,
            roles=roles,
        )

    def slates(
        self, quotations: Sequence[FoundQuotation], contents: Sequence[range], guesses: Sequence[Bearer | None]
    ) -> Iterator[Slate]:
        """One a quotation.

        contents: the numbers of each one's contents in the looks
        guesses:  whom the rules take each one for
        """
        n_before = Counter[Bearer | None]()
        for number, guess in enumerate(guesses):
            asked = self._asker.ask(quotations, contents, guesses, number=number)
            bearers = (*self._candidates(asked), None)
            same = self._standing.of_quotation(asked)
            rows = [(*self._row(asked, bearer, n_before=n_before[bearer]), *same) for bearer in bearers]
            yield Slate(bearers=bearers, features=np.asarray(rows, dtype=np.float32))
            n_before[guess] += 1

    def _candidates(self, asked: AskedQuotation) -> list[Bearer]:
        """Those to whom something points, with their namesakes; none for `nobody said`."""
        mention = asked.found.mention
        if mention is not None and NOBODY.fullmatch(mention.span.cut(self._text)):
            return []
        likely = Counter[Bearer]()
        for view in asked.views:
            likely.update({b: probability for b, probability in view.bearers.items() if probability > _LEAST})
        named = (asked.guess, asked.written, self._own_wording(asked), asked.guess_before)
        found = [*(b for b in named if b is not None), *(b for b, _ in likely.most_common(_MOST_LIKELY))]
        apart = dict.fromkeys(each for bearer in found for each in self._told_apart(bearer))
        namesakes = {each for bearer in apart for each in self._namesakes(bearer)}
        candidates = dict.fromkeys([*apart, *sorted(namesakes, key=lambda each: (-likely[each], each))])
        return list(islice(filter(self._is_in_text, candidates), _MOST_CANDIDATES))

    def _is_in_text(self, bearer: Bearer) -> bool:
        """Whether it is more than a name of the headline."""
        return isinstance(bearer, str) or bool(self._cast.entities[bearer].mentions)

    def _own_wording(self, asked: AskedQuotation) -> str | None:
        """The words of a written source that is neither a name nor a pronoun."""
        mention = asked.found.mention
        if mention is None or asked.written is not None or PRONOUN.fullmatch(mention.span.cut(self._text)):
            return None
        return self._bearers.wording(mention.span)

    def _namesakes(self, bearer: Bearer) -> Collection[int]:
        return self._cast.namesakes(bearer) if isinstance(bearer, int) else ()

    def _told_apart(self, bearer: Bearer) -> Sequence[Bearer]:
        """Those for whom a name that several share stands."""
        rivals = self._cast.entities[bearer].rivals if isinstance(bearer, int) else ()
        return rivals or (bearer,)

    def _row(self, asked: AskedQuotation, bearer: Bearer | None, *, n_before: int) -> tuple[float, ...]:
        standing = self._standing
        return (
            *standing.who(bearer),
            *standing.looked(asked, bearer),
            *standing.words(asked, bearer),
            *standing.place(asked, bearer),
            *company(asked, bearer, n_before=n_before),
            *standing.sources(asked, bearer),
        )

"""How a candidate stands to a quotation, group by group in the order of `models.network.speaker_features`."""

import math
from collections.abc import Mapping, Sequence

from models.network.speaker_features import MENTION_FORMS, QUOTATION_TYPES
from models.resolve.asked import AskedQuotation
from models.resolve.entities import Cast
from models.resolve.evidence import Bearer, Bearers
from models.resolve.pronouns import Agreement
from models.resolve.whereabouts import FAR_QUOTATION, MOST_PERSONS, Whereabouts, folded_words
from models.spans import CharSpan

Numbers = tuple[float, ...]

_FLOOR, _WEIGHT_FLOOR = 1e-3, 0.05
"""Added to a probability, and to how well a pronoun goes with somebody, before its logarithm."""
_FAR_PARAGRAPHS = 13
"""Paragraphs from which on a name is just far."""
_FAR_LOG_CHARS = 9.0
"""Logarithm of some 8 000 code points, which brings distances under one or so."""
_MANY_QUOTATIONS = 5
"""From the sixth quotation on an article is under way."""
_NEIGHBOURS = (-1, -2, -3, 1, 2)


class Standing:
    """Owns what is known of the people and bodies of one article."""

    def __init__(
        self,
        text: str,
        *,
        cast: Cast,
        bearers: Bearers,
        agreement: Agreement,
        where: Whereabouts,
        roles: Mapping[int, Sequence[CharSpan]],
    ) -> None:
        self._text, self._cast, self._bearers, self._agreement, self._where = text, cast, bearers, agreement, where
        self._roles = {n: folded_words(role.cut(text) for role in held) for n, held in roles.items()}

    def of_quotation(self, asked: AskedQuotation) -> Numbers:
        """QUOTATION: what is the same for all candidates."""
        behind = self._where.paragraphs_since(asked.last, asked.found)
        return (
            *(asked.form == form for form in MENTION_FORMS),
            asked.found.cue is not None,
            *(asked.found.type == kind for kind in QUOTATION_TYPES),
            min(asked.number, _MANY_QUOTATIONS) / _MANY_QUOTATIONS,
            asked.number == 0,
            behind == 0,
            behind == 1,
            min(behind, FAR_QUOTATION) / FAR_QUOTATION,
        )

    def who(self, bearer: Bearer | None) -> Numbers:
        """WHO: what the candidate is."""
        if not isinstance(bearer, int):
            return (bearer is None, bearer is not None, 0, 0, 0, 0, 0, 0, 0, 0)
        entity = self._cast.entities[bearer]
        kinds = (entity.kind == kind for kind in ("person", "organization", "location"))
        often = math.log1p(len(self._where.places(bearer)))
        in_full = math.log1p(self._where.times_in_full(bearer))
        has_namesake = bool(self._cast.namesakes(bearer))
        return (0, 0, *kinds, entity.is_outlet, len(entity.key) > 1, often, has_namesake, in_full)

    def looked(self, asked: AskedQuotation, bearer: Bearer | None) -> Numbers:
        """LOOKS: what the looks say of the candidate, and whether the rules took it."""
        sharing = self._cast.sharing_with(bearer) if isinstance(bearer, int) else frozenset[int]()
        seen = [view.probability(bearer) for view in asked.views]
        shared = sum(view.probability(each) for view in asked.views for each in sharing)
        n_views = 2 if asked.found.mention is None else 4
        means = (math.log(total / n_views + _FLOOR) for total in (sum(seen), sum(seen) + shared))
        logs = (math.log(probability + _FLOOR) for probability in seen)
        return (*seen, *logs, *means, asked.guess == bearer, asked.guess in sharing)

    def words(self, asked: AskedQuotation, bearer: Bearer | None) -> Numbers:
        """WORDS: how the written source fits."""
        mention = asked.found.mention
        if mention is None:
            return (0, 0, 0, 0, 0, 0)
        if not isinstance(bearer, int):
            return (0, 0, bearer == self._bearers.wording(mention.span), 0, 0, 0)
        return (
            math.log(self._agreement.weight(mention.span.cut(self._text), bearer) + _WEIGHT_FLOOR),
            asked.written == bearer or bearer in self._rivals(asked.written),
            0,
            bearer in asked.in_source,
            asked.noun in self._roles.get(bearer, ()),
            asked.written is None and asked.noun in self._where.words_near(bearer),
        )

    def _rivals(self, entity: int | None) -> Sequence[int]:
        return () if entity is None else self._cast.entities[entity].rivals

    def place(self, asked: AskedQuotation, bearer: Bearer | None) -> Numbers:
        """PLACE: where the candidate is named, seen from the quotation."""
        if not isinstance(bearer, int):
            return (1, 1, 0, 0, 0, 0, 0, 1, 0, 0)
        where = self._where
        rank = asked.nearest.index(bearer) if bearer in asked.nearest else MOST_PERSONS
        return (
            *self._before(asked, bearer),
            self._is_named_behind(asked, bearer),
            rank == 0,
            rank == 1,
            rank / MOST_PERSONS,
            any(where.paragraph(place) <= 1 for place in where.places(bearer)[:1]),
            bearer in asked.inside,
        )

    def _before(self, asked: AskedQuotation, entity: int) -> Numbers:
        last = self._where.last_before(entity, asked.found.start)
        if last is None:
            return (1, 1, 0, 0)
        back = self._where.paragraph(asked.found.start) - self._where.paragraph(last)
        far = math.log1p(asked.found.start - last) / _FAR_LOG_CHARS
        return (far, min(back, _FAR_PARAGRAPHS) / _FAR_PARAGRAPHS, back == 0, back == 1)

    def _is_named_behind(self, asked: AskedQuotation, entity: int) -> bool:
        following = self._where.next_from(entity, asked.found.end)
        return following is not None and self._where.paragraph(following) == self._where.paragraph(asked.found.end)

    def sources(self, asked: AskedQuotation, bearer: Bearer | None) -> Numbers:
        """SOURCES: whether the written sources name the candidate."""
        if not isinstance(bearer, int):
            return (0, 0)
        return (math.log1p(self._where.times_written(bearer)), self._where.last_written(asked.found.start) == bearer)


def company(asked: AskedQuotation, bearer: Bearer | None, *, n_before: int) -> Numbers:
    """COMPANY: whether the rules took the quotations round about for the candidate's.

    n_before: how many of all quotations before they did
    """
    near = (asked.number + step for step in _NEIGHBOURS)
    taken = (0 <= n < len(asked.guesses) and asked.guesses[n] == bearer for n in near)
    return (*taken, n_before / (asked.number + 1))

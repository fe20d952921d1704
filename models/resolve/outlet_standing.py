"""How an outlet stands to a quotation, group by group in the order of `models.network.relay_features`."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from models.decode.quotations import FoundQuotation
from models.network.speaker_features import QUOTATION_TYPES
from models.resolve.entities import Cast
from models.resolve.evidence import Bearer
from models.resolve.mentions import PRONOUN
from models.resolve.outlet_places import NamedOutlet, OutletPlaces
from models.resolve.whereabouts import FAR_QUOTATION, Whereabouts
from models.spans import CharSpan

Numbers = tuple[float, ...]

_FLOOR = 1e-3
"""Added to a probability before its logarithm."""
_FAR_PARAGRAPHS = 16
"""Paragraphs from which on an outlet is just far."""
_FAR_FROM_CUE, _LOG_SCALE = 400, 6.0
"""Code points, and what brings their logarithm to about one."""
_MANY_OTHERS, _MANY_QUOTATIONS, _MANY_SPEAKERS = 5, 10, 5
"""Since an outlet was named."""
_UNDER_WAY = 8
"""From this quotation on an article is under way."""
_NEAR_CHARS = 250
"""How far from an outlet's name somebody is named beside it."""
_MOST_PLACES = 12
"""Of one outlet, at which people are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRelay:
    """A quotation whose relay is asked for.

    number:     its place among the article's quotations
    near, far:  outlet → how likely it is by the windows' links and by the second look; None for no relay
    has_spoken: whether the speaker is quoted before it
    """

    found: FoundQuotation
    number: int
    near: Mapping[str | None, float]
    far: Mapping[str | None, float]
    has_spoken: bool


class OutletStanding:
    """Owns what is known of one article's outlets, quotations and speakers."""

    def __init__(
        self,
        text: str,
        *,
        cast: Cast,
        places: OutletPlaces,
        where: Whereabouts,
        quotations: Sequence[FoundQuotation],
        speakers: Sequence[Bearer | None],
    ) -> None:
        """speakers: whom the rules take each quotation for."""
        self._text, self._cast, self._places, self._where = text, cast, places, where
        self._quotations, self._speakers = quotations, speakers
        self._starts = [found.start for found in quotations]
        self._quoted_in = defaultdict[int, set[Bearer | None]](set)
        for found, speaker in zip(quotations, speakers, strict=True):
            for content in found.contents:
                self._quoted_in[where.paragraph(content.span.start)].add(speaker)
        self._named_near: dict[int, frozenset[int]] = {}
        self._names = {speaker: self._name(speaker) for speaker in set(speakers)}

    def of_outlet(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        """WHO, LOOKS, HERE, BEFORE, PEOPLE and SINCE of an outlet, or of no relay."""
        return (
            *self._who(asked, outlet),
            *_looked(asked, outlet),
            *self._here(asked, outlet),
            *self._before(asked, outlet),
            *self._people(asked, outlet),
            *self._since(asked, outlet),
        )

    def _who(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        if outlet is None:
            return (1, 0, 0, 0, 0, 0, 0)
        return (
            0,
            outlet.is_known,
            outlet.tagged,
            math.log1p(len(outlet.places)),
            outlet.is_publisher,
            outlet.is_publisher and outlet.is_told,
            self._names[self._speakers[asked.number]] == outlet.name.casefold(),
        )

    def _name(self, speaker: Bearer | None) -> str | None:
        """What a speaker is called if it is an outlet; None where nobody speaks."""
        words = self._cast.entities[speaker].name if isinstance(speaker, int) else speaker
        return None if words is None else self._places.name_of(words).casefold()

    def _here(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        found, where = asked.found, self._where
        contents = [content.span for content in found.contents]
        first, last = where.paragraph(found.start), where.paragraph(found.end)
        apart = self._places.apart(outlet, contents) if outlet else ()
        named = [relay for relay in apart if first <= where.paragraph(relay.span.start) <= last]
        starts, kinds = [relay.span.start for relay in named], [relay.kind for relay in named]
        from_cue = [abs(start - found.cue.span.end) for start in starts] if found.cue else []
        return (
            bool(named),
            "told" in kinds,
            "reported" in kinds,
            any(start > found.end for start in starts),
            any(relay.span.end <= found.start for relay in named),
            outlet is not None and found.mention is not None and self._places.named_in(outlet, found.mention.span),
            math.log1p(min([*from_cue, _FAR_FROM_CUE])) / _LOG_SCALE,
        )

    def _before(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        last = outlet.last_before(asked.found.start) if outlet else None
        if last is None:
            return (1, 0, 0)
        back = self._where.paragraph(asked.found.start) - self._where.paragraph(last)
        return (min(back, _FAR_PARAGRAPHS) / _FAR_PARAGRAPHS, back == 1, back == 0)

    def _people(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        speaker = self._speakers[asked.number]
        if outlet is None or speaker is None:
            return (0, 0, 0, 0)
        places = outlet.places[:_MOST_PLACES]
        told = [place for place in places if self._places.spans[place].kind == "told"]
        quoted = (any(speaker in self._quoted_at(place) for place in some) for some in (places, told))
        named = (any(speaker in self._named_at(place) for place in some) for some in (places, told))
        return (*quoted, *named)

    def _quoted_at(self, place: int) -> Set[Bearer | None]:
        return self._quoted_in.get(self._where.paragraph(self._places.spans[place].span.start), set())

    def _named_at(self, place: int) -> Set[int]:
        """Whom the text names not far from where it names an outlet, in the same paragraph."""
        if place not in self._named_near:
            start = self._places.spans[place].span.start
            around = CharSpan(max(0, start - _NEAR_CHARS), start + _NEAR_CHARS)
            paragraph, where, cast = self._where.paragraph(start), self._where, self._cast
            names = cast.index.overlapping(around)
            near = (name for name in names if where.paragraph(cast.names[name].span.start) == paragraph)
            self._named_near[place] = frozenset(cast.entity_of[name] for name in near)
        return self._named_near[place]

    def _since(self, asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
        last = outlet.last_before(asked.found.start) if outlet else None
        if last is None:
            return (0, 0, 0, 0)
        n_others = self._places.n_between(last, asked.found.start)
        first = bisect_left(self._starts, last)
        speakers = set(self._speakers[max(first, asked.number - _MANY_QUOTATIONS) : asked.number]) - {None}
        return (
            n_others > 0,
            min(n_others, _MANY_OTHERS) / _MANY_OTHERS,
            min(asked.number - first, _MANY_QUOTATIONS) / _MANY_QUOTATIONS,
            min(len(speakers), _MANY_SPEAKERS) / _MANY_SPEAKERS,
        )

    def of_quotation(self, asked: AskedRelay) -> Numbers:
        """QUOTATION: what is the same for all outlets."""
        found, speaker = asked.found, self._speakers[asked.number]
        is_same = asked.number > 0 and speaker is not None and speaker == self._speakers[asked.number - 1]
        last = self._quotations[asked.number - 1] if asked.number else None
        behind = self._where.paragraphs_since(last, found)
        return (
            found.mention is None,
            found.mention is not None and PRONOUN.fullmatch(found.mention.span.cut(self._text)) is not None,
            found.cue is not None,
            *(found.type == kind for kind in QUOTATION_TYPES),
            asked.number == 0,
            is_same,
            asked.has_spoken,
            min(asked.number, _UNDER_WAY) / _UNDER_WAY,
            is_same and behind <= 1,
            min(behind, FAR_QUOTATION) / FAR_QUOTATION,
            speaker is None,
        )


def _looked(asked: AskedRelay, outlet: NamedOutlet | None) -> Numbers:
    key = outlet.key if outlet else None
    near, far = asked.near.get(key, 0.0), asked.far.get(key, 0.0)
    return (near, far, *(math.log(each + _FLOOR) for each in (near, far, (near + far) / 2)))

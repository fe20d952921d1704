"""A quotation whose speaker is asked for, with all that is known of it whoever said it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from models.decode.links import mean_answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast
from models.resolve.evidence import NO_EVIDENCE, Bearer, Bearers, Evidence
from models.resolve.mentions import PRONOUN, head_name, head_of, mention_form
from models.resolve.names import fold
from models.resolve.whereabouts import Whereabouts

Views = tuple[Evidence, Evidence, Evidence, Evidence]
"""What the near and the far look say of the content, and then of the written source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuotation:
    """One of an article's quotations.

    number:  its place among them
    guesses: whom the rules took each of them for
    last:    the quotation before, None for the first one
    form:    one of MENTION_FORMS
    noun:    the noun of the written source, folded; empty without one and for a pronoun
    written: the entity whose name the written source is, None where it is none
    inside, in_source: the entities that are named in its content, and in its written source
    nearest: the people named last before it, the nearest first
    """

    found: FoundQuotation
    number: int
    guesses: Sequence[Bearer | None]
    last: FoundQuotation | None
    views: Views
    form: str
    noun: str
    written: int | None
    inside: Set[int]
    in_source: Set[int]
    nearest: Sequence[int]

    @property
    def guess(self) -> Bearer | None:
        """Whom the rules took it for."""
        return self.guesses[self.number]

    @property
    def guess_before(self) -> Bearer | None:
        """Whom the rules took the quotation before for; None for the first one."""
        return self.guesses[self.number - 1] if self.number else None


class Asker:
    """Owns by what the quotations of one article are looked up."""

    def __init__(
        self,
        text: str,
        *,
        cast: Cast,
        sources: Sequence[ScoredSpan],
        looks: Looks,
        bearers: Bearers,
        where: Whereabouts,
    ) -> None:
        self._text, self._cast, self._looks, self._bearers, self._where = text, cast, looks, bearers, where
        self._number = {source.pieces: number for number, source in enumerate(sources)}

    def ask(
        self,
        quotations: Sequence[FoundQuotation],
        contents: Sequence[range],
        guesses: Sequence[Bearer | None],
        *,
        number: int,
    ) -> AskedQuotation:
        """About the quotation of this number; `contents` holds the numbers of each one's contents in the looks."""
        found = quotations[number]
        mention = found.mention.span if found.mention else None
        return AskedQuotation(
            found=found,
            number=number,
            guesses=guesses,
            last=quotations[number - 1] if number else None,
            views=self._views(contents[number], found.mention),
            form=mention_form(self._text, mention, self._cast),
            noun=self._noun(mention.cut(self._text)) if mention else "",
            written=head_name(self._text, mention, self._cast) if mention else None,
            inside=self._where.named_in(content.span for content in found.contents),
            in_source=self._where.named_in([mention] if mention else []),
            nearest=self._where.persons_before(found.start),
        )

    def _noun(self, words: str) -> str:
        return "" if PRONOUN.fullmatch(words) else fold(head_of(words)).rpartition(" ")[2]

    def _views(self, contents: range, mention: ScoredSpan | None) -> Views:
        looks, evidence = self._looks, self._bearers.evidence
        near = evidence(mean_answer([looks.near_speaker_of_content(number) for number in contents]))
        far = evidence(mean_answer([looks.far_speaker_of_content(number) for number in contents]))
        if mention is None:
            return near, far, NO_EVIDENCE, NO_EVIDENCE
        source = self._number[mention.pieces]
        near_of_source = evidence(looks.near_speaker_of_source(source))
        return near, far, near_of_source, evidence(looks.far_speaker_of_source(source))

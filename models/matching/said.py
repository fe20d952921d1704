"""A quotation as matching knows it: its words, who said them, and through which outlets they came."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from models.records import Article, Quotation, Result

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One quotation of one article; what is not known is None.

    article, quote: ids of the article, as sent, and of the quotation in its result
    kind:           the speaker's, as in the contract
    outlet:         the article's publisher
    published_at:   as sent
    relay:          the outlet that the article names as having passed the words on, and how (`told`, `reported`)
    agency:         the news agency that the whole article is credited to
    """

    article: str | None
    quote: str
    text: str
    speaker: str | None = None
    kind: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    relay: str | None = None
    relation: str | None = None
    agency: str | None = None

    @property
    def named_speaker(self) -> str | None:
        """The speaker's name; None for someone without a name."""
        return None if self.kind == "unnamed" else self.speaker

    @property
    def time(self) -> datetime | None:
        """When the article was published, by an ISO 8601 date; UTC where it names no zone."""
        try:
            date = datetime.fromisoformat(self.published_at or "")
        except ValueError:
            return None
        return date if date.tzinfo else date.replace(tzinfo=UTC)


def in_order_of_time(quotations: list[Said]) -> list[Said]:
    """Those with a date by their date, then the others as they were given."""
    return sorted(quotations, key=lambda said: said.time or _NEVER)


def said_in(article: Article, result: Result) -> Iterator[Said]:
    """The quotations of one article, in order."""
    return (_said(article, result, quotation) for quotation in result.quotations)


def _said(article: Article, result: Result, quotation: Quotation) -> Said:
    speaker, source, publisher, agency = quotation.speaker, quotation.outlet, result.outlet, result.agency
    relay = source if source and source.via == "relay" else None
    return Said(
        article=article.id,
        quote=quotation.id,
        text=" ".join(span.cut(article.text) for span in quotation.spans),
        speaker=speaker.name if speaker else None,
        kind=speaker.kind if speaker else None,
        outlet=publisher.name if publisher else None,
        published_at=article.published_at,
        relay=relay.name if relay else None,
        relation=relay.relation if relay else None,
        agency=agency.name if agency else None,
    )

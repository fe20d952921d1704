"""The frozen values that travel between the library and its callers: an article in, a result out."""

from dataclasses import dataclass
from typing import Literal

from models.spans import CharSpan

QuotationType = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organization", "unnamed", "document"]
EntityKind = Literal["person", "organization", "location"]
MentionForm = Literal["name", "pronoun", "nominal"]
OutletBasis = Literal["given", "url", "byline"]
Via = Literal["relay", "publisher"]
Relation = Literal["told", "reported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the caller sends: the text and what is known of it. Positions are of `text` alone."""

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingOutlet:
    """A news organisation that stands behind a whole article: its publisher or its agency.

    basis:      how it is known; `byline` is also a source line or a credit in the text
    confidence: in [0, 1]
    mention:    where the text names it, None when it does not
    """

    name: str
    domain: str | None
    basis: OutletBasis
    confidence: float
    mention: CharSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutlet:
    """Through whom a quotation reached the article; `relation` is None for the publisher."""

    name: str
    domain: str | None
    via: Via
    relation: Relation | None = None
    mention: CharSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it: the fullest name that the article gives, and the words that name them nearby.

    entity: id of the entity in the same result, None for a speaker without a name
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    entity: str | None = None
    mention: CharSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidences:
    """Calibrated probabilities in [0, 1] that each part is right, given the parts before it."""

    quotation: float
    speaker: float
    outlet: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One act of reported speech or writing: its content pieces in text order, and who and what reports it."""

    id: str
    type: QuotationType
    spans: tuple[CharSpan, ...]
    cue: CharSpan | None
    speaker: Speaker | None
    outlet: SourceOutlet | None
    confidence: float
    confidences: Confidences


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where the text names an entity."""

    span: CharSpan
    form: MentionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organization or location of the article; an outlet is an organization with `is_outlet`."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[Mention, ...]
    is_outlet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that was found in one article; quotations are in order of their first span."""

    outlet: PublishingOutlet | None
    agency: PublishingOutlet | None
    quotations: tuple[Quotation, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """Which model answers; `figures` are measured ones with their data set and interval."""

    name: str
    version: str
    weights_sha256: str
    data: tuple[str, ...]
    figures: dict[str, object]
    limits: tuple[str, ...]

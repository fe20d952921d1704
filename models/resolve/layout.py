"""The spans of an article as nodes for the second look, with what the names alone tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.decode.nodes import NodeLayout, content_node, lay_out, name_node, relay_node, source_node
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.resolve.entities import Cast
from models.resolve.mentions import PRONOUN, head_name
from models.resolve.outlet_words import loose_key, without_article, without_generic
from models.text.pieces import Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPlace:
    """A content piece, the number of its quotation, and the number of its written source, None without one."""

    pieces: PieceSpan
    quotation: int
    source: int | None


def article_layout(
    text: str,
    pieces: Pieces,
    *,
    contents: Sequence[ContentPlace],
    sources: Sequence[ScoredSpan],
    cast: Cast,
    relays: Sequence[ScoredSpan],
) -> NodeLayout:
    """One node for every span; relays that go by one name are one entity."""
    outlets: dict[str, int] = {}
    for relay in relays:
        outlets.setdefault(outlet_key(relay.span.cut(text)), len(cast.entities) + len(outlets))
    names = zip(cast.names, cast.entity_of, strict=True)
    return lay_out(
        pieces,
        contents=[content_node(c.pieces, quotation=c.quotation, source=c.source) for c in contents],
        sources=[source_node(s.pieces, can_speak=is_nameless(text, s, cast)) for s in sources],
        names=[name_node(name.pieces, kind=name.kind, entity=entity) for name, entity in names],
        relays=[relay_node(r.pieces, entity=outlets[outlet_key(r.span.cut(text))]) for r in relays],
        namesakes=frozenset(_namesakes(cast)),
    )


def is_nameless(text: str, source: ScoredSpan, cast: Cast) -> bool:
    """Whether a written source can only be called by its own words: neither a name nor a pronoun."""
    return head_name(text, source.span, cast) is None and not PRONOUN.fullmatch(source.span.cut(text))


def outlet_key(words: str) -> str:
    """What two mentions of one outlet share."""
    return loose_key(without_generic(without_article(words)))


def _namesakes(cast: Cast) -> set[tuple[int, int]]:
    pairs = {(n, rival) for n, entity in enumerate(cast.entities) for rival in entity.rivals}
    return pairs | {(rival, n) for n, rival in pairs}

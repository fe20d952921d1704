"""Who had the words from whom: outlets that a group's quotations name as relays, and agencies that articles credit."""

from collections.abc import Iterator, Sequence
from typing import Any

from models.matching.said import Said
from models.resolve.names import name_key


def relay_edges(quotations: Sequence[Said]) -> list[dict[str, Any]]:
    """An edge for each quotation that came through another outlet than its article's publisher, in the order given.

    `from` passed the words on and `to` published them (null where that is unknown); `relation` is `told` or `reported`
    where the article names the relay beside the quotation, `credit` where the whole article is credited to the agency.
    `in_group` says whether `from` published the words too, in another article of the group.
    """
    outlets = {_key(said.outlet) for said in quotations if said.outlet}
    return [
        {
            "from": source,
            "to": said.outlet,
            "article": said.article,
            "quote": said.quote,
            "relation": relation,
            "in_group": _key(source) in outlets,
        }
        for said in quotations
        for source, relation in _sources(said)
    ]


def _sources(said: Said) -> Iterator[tuple[str, str | None]]:
    """The relay, else the agency; nothing where that is the publisher itself."""
    source, relation = (said.relay, said.relation) if said.relay else (said.agency, "credit")
    if source and (said.outlet is None or _key(source) != _key(said.outlet)):
        yield source, relation


def _key(outlet: str) -> tuple[str, ...]:
    return name_key(outlet, has_titles=False)

"""Role spans → the people who hold them."""

import re
from collections.abc import Sequence

from models.decode.links import LinkTable
from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast
from models.resolve.mentions import head_name
from models.spans import CharSpan

_NO_ROLE = re.compile(r"(?:(?:the|an?|mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady)\b\.?\s*)*", re.IGNORECASE)
"""What can stand before a name without telling what its bearer does."""
_ENGLISH = re.compile(r"[A-Za-z]{2}")
_MIN_HELD = 0.3
"""Probability under which nobody in sight holds the role."""


def held_roles(text: str, roles: Sequence[ScoredSpan], *, cast: Cast, table: LinkTable) -> dict[int, list[CharSpan]]:
    """For each person, by number in the cast, the roles that the text gives them, the surest first.

    A name alone is no role, whosever it is, nor is a spelling in another script.
    """
    held: dict[int, list[tuple[float, CharSpan]]] = {}
    for role in roles:
        if not _ENGLISH.search(role.span.cut(text)) or _is_name(role.span, cast):
            continue
        answer = table.answer("holder", role)
        best = answer.best
        if best is not None and answer.mass[best] >= _MIN_HELD and cast.names[best].kind == "person":
            held.setdefault(cast.entity_of[best], []).append((answer.mass[best] * role.confidence, role.span))
    return {entity: [span for _, span in sorted(found, key=lambda pair: -pair[0])] for entity, found in held.items()}


def _is_name(span: CharSpan, cast: Cast) -> bool:
    return any(cast.names[number].span.holds(span) for number in cast.index.overlapping(span))


def roles_in_mentions(text: str, mentions: Sequence[CharSpan], *, cast: Cast) -> dict[int, list[CharSpan]]:
    """What mentions say before the name that they end with: `Foreign Minister` of `Foreign Minister Sergey Lavrov`."""
    found: dict[int, list[CharSpan]] = {}
    for mention in mentions:
        entity = head_name(text, mention, cast)
        if entity is not None and cast.entities[entity].kind == "person":
            name = cast.names[cast.index.overlapping(mention)[0]].span
            silent = _NO_ROLE.match(text, mention.start, name.start)
            start = silent.end() if silent else mention.start
            words = text[start : name.start].rstrip(" \u00a0,")
            if words:
                found.setdefault(entity, []).append(CharSpan(start, start + len(words)))
    return found

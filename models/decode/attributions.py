"""PolNeAR's attributions: sources, cues and contents as written, linked by the network."""

from collections.abc import Sequence
from typing import Any

from models.decode.chains import TagChain
from models.decode.links import LinkTable
from models.decode.spans import ScoredSpan, layer_spans
from models.network.backend import Reading
from models.network.labels import ATTRIBUTION_CONTENT, ATTRIBUTION_CUE, ATTRIBUTION_SOURCE
from models.text.pieces import Pieces

ATTRIBUTION_LAYERS = (ATTRIBUTION_CONTENT, ATTRIBUTION_CUE, ATTRIBUTION_SOURCE)


def written_attributions(pieces: Pieces, reading: Reading, chains: dict[str, TagChain]) -> list[dict[str, Any]]:
    """One attribution a cue, and one a content without a cue; spans as `[start, end)` in code points.

    A cue or source that no content points to stands alone, since it was found all the same.
    """
    contents, cues, sources = (layer_spans(layer, chains[layer.name], pieces) for layer in ATTRIBUTION_LAYERS)
    table = LinkTable(reading, contents, {"cue": cues, "source": sources})
    cue_of = [table.answer("cue", content).choice for content in contents]
    source_of = [table.answer("source", content).choice for content in contents]
    rows: dict[object, dict[str, Any]] = {}
    for number, content in enumerate(contents):
        cue, source = cue_of[number], source_of[number]
        key = ("cue", cue) if cue is not None else ("content", number)
        row = rows.setdefault(key, {"source": [], "cue": _pairs(cues, cue), "content": []})
        row["content"].append(_pair(content))
        row["source"] = row["source"] or _pairs(sources, source)
    linked_cues, linked_sources = set(cue_of), set(source_of)
    alone = [{"source": [], "cue": [_pair(c)], "content": []} for i, c in enumerate(cues) if i not in linked_cues]
    unlinked = [
        {"source": [_pair(s)], "cue": [], "content": []} for i, s in enumerate(sources) if i not in linked_sources
    ]
    return [*rows.values(), *alone, *unlinked]


def _pair(span: ScoredSpan) -> list[int]:
    return [span.span.start, span.span.end]


def _pairs(spans: Sequence[ScoredSpan], number: int | None) -> list[list[int]]:
    return [] if number is None else [_pair(spans[number])]

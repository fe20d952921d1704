"""What may name a relay, and that every quotation gets the answers that were given to its own contents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest

from models.attribution import QUOTATION_LAYERS, Findings, attribute_article, relay_candidates
from models.config import DecodeConfig, LookConfig
from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan
from models.network.backend import Floats, NodeLinks, PieceSpan, Reading
from models.network.labels import ARTICLE_RELATIONS, Layer
from models.network.nodes import ArticleNodes
from models.network.questions import Asked
from models.network.relay_features import RELAY_FEATURES
from models.network.speaker_features import SPEAKER_FEATURES
from models.resolve.outlet_names import OutletNamer
from models.resolve.registry import Outlet, Registry
from models.steps import finish
from models.text.windows import Window
from tests.unit.models.decode.scores import HandReading, Target, chain_of
from tests.unit.models.stand_ins import scored, span_of
from tests.unit.models.text.cutters import word_pieces

TEXT = "Moor of Hill Fund told Hill Post of Norland what Lake Wire wrote."
TAGGED = [scored(TEXT, "Hill Post", kind="told")]


def shown(candidates: list[ScoredSpan]) -> list[tuple[str, str]]:
    return [(candidate.span.cut(TEXT), candidate.kind) for candidate in candidates]


@pytest.mark.parametrize(
    ("names", "known", "expected"),
    [
        pytest.param([], [], [("Hill Post", "told")], id="tagged alone"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet by name",
        ),
        pytest.param(
            [],
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet that the registry knows",
        ),
        pytest.param([scored(TEXT, "Hill", kind="outlet", nth=1)], [], [("Hill Post", "told")], id="inside a tag"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [scored(TEXT, "Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="known inside a name",
        ),
        pytest.param(
            [scored(TEXT, "Moor", kind="person"), scored(TEXT, "Norland", kind="location")],
            [],
            [("Hill Post", "told")],
            id="people and places are none",
        ),
    ],
)  # fmt: skip
def test_candidates_are_in_order_and_apart(
    names: list[ScoredSpan], known: list[ScoredSpan], expected: list[tuple[str, str]]
):
    assert shown(relay_candidates(TAGGED, names, known)) == expected


def test_article_without_outlets_has_no_candidates():
    assert relay_candidates([], [], []) == []


ARTICLE = "“Rain,” said Ada Moor, “again.” “Snow,” she told Hill Post. “Hail.”"
PIECES = word_pieces(ARTICLE)
TAGS: Mapping[str, Sequence[tuple[str, str]]] = {
    "name": [("Ada Moor", "person")],
    "content": [(words, "content") for words in ("“Rain,”", "“again.”", "“Snow,”", "“Hail.”")],
    "cue": [("said", "cue"), ("told", "cue")],
    "source": [("Ada Moor", "source"), ("she", "source")],
    "relay": [("Hill Post", "told")],
}
"""What the layers hold: words and their class."""


def at(words: str) -> PieceSpan:
    return PieceSpan.of(PIECES.within(span_of(ARTICLE, words)))


def chain(layer: Layer) -> TagChain:
    tags = [0] * len(PIECES)
    for words, kind in TAGS.get(layer.name, []):
        place, begin = at(words), layer.begin(kind)
        tags[place.first : place.last + 1] = [begin, *[begin + 1] * (place.last - place.first)]
    return chain_of(tags, n_tags=layer.n_tags)


WRITTEN = {
    ("cue", "“Rain,”"): "said",
    ("cue", "“again.”"): "said",
    ("cue", "“Snow,”"): "told",
    ("source", "“Rain,”"): "Ada Moor",
    ("source", "“again.”"): "Ada Moor",
    ("source", "“Snow,”"): "she",
}
SEEN: Mapping[tuple[str, str], str] = {
    ("speaker", "“Snow,”"): "Ada Moor",
    ("speaker", "she"): "Ada Moor",
    ("relay", "“Snow,”"): "Hill Post",
}
"""Who asks what, and the node that is answered; the rest is nobody's."""
CONFIG = DecodeConfig(least_speaker=0.2, looks=LookConfig(speaker=1.0, antecedent=1.0))
FEATURES: Mapping[Asked, Sequence[str]] = {"speaker": SPEAKER_FEATURES, "relay": RELAY_FEATURES}


@dataclass(frozen=True, kw_only=True)
class WholeReading(HandReading):
    """Stands in for a Reading that can be looked at a second time, and whose rankers heed one number each."""

    seen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    favours: Mapping[Asked, str] = field(default_factory=dict)

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        scores: Floats = 9 * features[:, FEATURES[asked].index(self.favours[asked])]
        return scores

    def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
        words = [PIECES.span(first=first, last=last).cut(ARTICLE) for first, last in nodes.ends.tolist()]
        table = np.zeros((len(ARTICLE_RELATIONS), len(words), len(words) + 1), dtype=np.float32)
        for number, relation in enumerate(ARTICLE_RELATIONS):
            can_answer = (nodes.can_speak, nodes.can_relay)[number]
            for row, asking in enumerate(words):
                wanted = self.seen.get((relation, asking))
                right = [n for n, found in enumerate(words) if can_answer[n] and found == wanted]
                table[number, row, right or [-1]] = 1.0
        yield NodeLinks(block=range(len(words)), rows=np.arange(len(words)), probabilities=table)


NO_OUTLETS = Registry.of(())


def found_with(
    seen: Mapping[tuple[str, str], str],
    *,
    config: DecodeConfig = CONFIG,
    registry: Registry = NO_OUTLETS,
    speaker: str = "guess",
    relay: str = "far",
) -> Findings:
    """speaker, relay: the one number that the ranker of each heeds."""
    answers: dict[tuple[str, PieceSpan], Mapping[Target, float]] = {
        (relation, at(asking)): {at(words).first: 1.0} for (relation, asking), words in WRITTEN.items()
    }
    windows = [Window(start=0, end=len(PIECES))]
    favours: dict[Asked, str] = {"speaker": speaker, "relay": relay}
    reading = WholeReading(windows=windows, answers=answers, seen=seen, favours=favours)
    chains = {layer.name: chain(layer) for layer in QUOTATION_LAYERS}
    namer = OutletNamer.of(ARTICLE, publisher=None, registry=registry)
    return finish(attribute_article(ARTICLE, PIECES, cast(Reading, reading), chains, config=config, namer=namer))


def told(findings: Findings) -> list[tuple[list[str], str | None, str | None]]:
    """Contents, speaker and relay of every quotation."""
    return [
        (
            [content.span.cut(ARTICLE) for content in one.found.contents],
            findings.name_of(one.speaker),
            one.relay.mention.span.cut(ARTICLE) if one.relay.mention else None,
        )
        for one in findings.quotations
    ]


def relays(findings: Findings) -> list[str | None]:
    return [relay for _, _, relay in told(findings)]


def test_quotations_get_the_answers_to_their_own_contents():
    assert told(found_with(SEEN)) == [
        (["“Rain,”", "“again.”"], "Ada Moor", None),
        (["“Snow,”"], "Ada Moor", "Hill Post"),
        (["“Hail.”"], None, None),
    ]


@pytest.mark.parametrize(
    ("asking", "expected"),
    [
        pytest.param(["“Rain,”", "“again.”"], ["Hill Post", None, None], id="of both contents"),
        pytest.param(["“Rain,”"], [None, None, None], id="of one of two"),
        pytest.param(["“Snow,”"], [None, "Hill Post", None], id="of the only one"),
        pytest.param(["“Hail.”"], [None, None, "Hill Post"], id="without a source"),
    ],
)
def test_relay_of_contents_is_that_of_their_quotation_alone(asking: list[str], expected: list[str | None]):
    assert relays(found_with({("relay", words): "Hill Post" for words in asking})) == expected


def test_bare_quotation_is_of_the_one_whom_its_content_means():
    assert told(found_with({("speaker", "“Hail.”"): "Ada Moor"}))[2][1] == "Ada Moor"


@pytest.mark.parametrize(
    ("favours", "expected"),
    [
        pytest.param("nobody", [None, None, None], id="nobody where the rules take a person"),
        pytest.param("person", ["Ada Moor", "Ada Moor", "Ada Moor"], id="a person where the rules take nobody"),
    ],
)
def test_ranker_has_the_last_word_on_who_speaks(favours: str, expected: list[str | None]):
    assert [speaker for _, speaker, _ in told(found_with(SEEN, speaker=favours))] == expected


@pytest.mark.parametrize(
    ("favours", "expected"),
    [
        pytest.param("nobody", [None, None, None], id="none where a look points to one"),
        pytest.param("tagged", ["Hill Post", "Hill Post", "Hill Post"], id="an outlet where no look points to one"),
    ],
)
def test_ranker_has_the_last_word_on_who_relays(favours: str, expected: list[str | None]):
    assert relays(found_with(SEEN, relay=favours)) == expected


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        pytest.param({}, ["Hill Post", None, None], id="the first alone"),
        pytest.param({"“Snow,”": "Ada Moor", "she": "Ada Moor"}, ["Hill Post", "Hill Post", None], id="and the next"),
        pytest.param({"“Hail.”": "Ada Moor"}, ["Hill Post", None, "Hill Post"], id="and the last"),
    ],
)
@pytest.mark.parametrize("ranked", ["guess", "nobody"])
def test_relay_ranker_is_told_whom_the_rules_take_each_quotation_for(
    speakers: Mapping[str, str], ranked: str, expected: list[str | None]
):
    """The outlet is preferred where somebody speaks who is quoted near its name, whoever is chosen in the end."""
    seen = {("speaker", asking): name for asking, name in speakers.items()}
    assert relays(found_with(seen, speaker=ranked, relay="quoted near")) == expected


def test_outlet_that_only_the_registry_knows_may_be_the_relay():
    registry = Registry.of([Outlet(name="Ada Moor", domains=("moor.example",), kind="newspaper")])
    assert relays(found_with({}, registry=registry, relay="in source")) == ["Ada Moor", None, None]


def test_every_quotation_has_its_slates():
    findings = found_with(SEEN)
    outlets = [[outlet and outlet.words for outlet in slate.outlets] for slate in findings.relay_slates]
    assert outlets == [["Hill Post", None]] * 3
    assert len(findings.slates) == 3

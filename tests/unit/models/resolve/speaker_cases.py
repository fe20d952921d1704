"""Articles of one or two lines whose speaker is asked for, with hand-made looks."""

from collections.abc import Mapping, Sequence

from models.config import DecodeConfig
from models.decode.links import Answer
from models.resolve.entities import Cast
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from tests.unit.models.stand_ins import looks_of, marked_cast, quotation, scored

Points = Mapping[int | str, float]
"""Probabilities of names, by their number in the text, and of written sources, by their words; the rest is nobody's."""

NOWHERE: Points = {}
NO_POINTS: Mapping[str, Points] = {}
CONFIG = DecodeConfig(least_speaker=0.2, least_rival=0.05, clear_lead=2.0)


def answer_of(points: Points, cast: Cast, sources: Sequence[str]) -> Answer:
    mass = {len(cast.names) + sources.index(k) if isinstance(k, str) else k: p for k, p in points.items()}
    return Answer(mass=mass, none=max(0.0, 1.0 - sum(mass.values())))


def choose(
    marked: str,
    *content_says: Points,
    mention: str | None = None,
    mention_says: Points = NOWHERE,
    others: Sequence[str] = (),
    others_say: Mapping[str, Points] = NO_POINTS,
    config: DecodeConfig = CONFIG,
) -> tuple[str | None, SpeakerChoice]:
    """Who speaks “Rain,” (and “snow.” if two contents answer), by name or by words, None for nobody.

    others:     written sources of other quotations
    others_say: whom some of them mean
    """
    text, cast = marked_cast(marked)
    sources = [*others, *([mention] if mention else [])]
    looks = looks_of(
        contents={number: answer_of(says, cast, sources) for number, says in enumerate(content_says, start=5)},
        sources={
            number: answer_of(others_say.get(words, NOWHERE), cast, sources) for number, words in enumerate(others)
        }
        | {len(sources) - 1: answer_of(mention_says, cast, sources)},
    )
    written = [scored(text, words, kind="source") for words in sources]
    finder = SpeakerFinder(text, cast=cast, sources=written, looks=looks, config=config)
    contents = ["“Rain,”", "“snow.”"][: len(content_says)]
    choice = finder.choose(quotation(text, *contents, mention=mention), contents=range(5, 5 + len(contents)))
    if choice.entity is not None:
        return cast.entities[choice.entity].name, choice
    return choice.words.cut(text) if choice.words else None, choice

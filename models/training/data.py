"""Reads the training corpora and says how often each is seen."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.corpora.examples import Example, read_json_lines
from models.corpora.headlines import headlined
from models.corpora.marks import MARKED, Marks, Row
from models.corpora.ontogum import read_ontogum
from models.corpora.polnear import CueWords, read_polnear
from models.corpora.renaming import renamed, surnames
from models.corpora.worldner import read_worldner
from models.corpora.worldquotes import read_worldquotes, worldquotes_example
from models.corpora.written import read_written
from models.text.pieces import PieceCutter
from models.training.articles import PreparedArticle
from models.training.batches import Pass
from models.training.nodes import FindOutlets, prepare_nodes
from models.training.targets import PreparedExample, prepare

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diet:
    """How often a corpus is seen in windows of at most `width` pieces."""

    corpus: str
    passes: int
    width: int = 254


DIETS = (
    Diet(corpus="worldquotes", passes=5),
    Diet(corpus="worldquotes", passes=3, width=510),
    Diet(corpus="worldner", passes=2),
    Diet(corpus="polnear", passes=3),
    Diet(corpus="polnear speakers", passes=3),
    Diet(corpus="ontogum", passes=1),
)
"""Short windows train faster; some long ones teach the links that reach far."""

STRAIGHT_SHARE = 5
"""One pass in so many has straight quotation marks."""

ARTICLE_DIETS = (
    Diet(corpus="worldquotes", passes=7),
    Diet(corpus="polnear speakers", passes=7),
    Diet(corpus="polnear", passes=1),
    Diet(corpus="ontogum", passes=1),
    Diet(corpus="worldner", passes=1),
)
"""Whole articles, those most often in which the data itself tells who really speaks."""

STUDENT_DIETS = (
    Diet(corpus="worldquotes", passes=3),
    Diet(corpus="polnear speakers", passes=3),
    Diet(corpus="polnear", passes=2),
    Diet(corpus="ontogum", passes=1),
    Diet(corpus="worldner", passes=1),
)
"""A student learns from its teacher on every text, whatever is marked in it."""

ROUNDED_DIETS = (
    Diet(corpus="worldquotes", passes=4),
    Diet(corpus="polnear speakers", passes=4),
)
POLISH_DIETS = (
    Diet(corpus="worldquotes", passes=11),
    Diet(corpus="polnear speakers", passes=9),
    Diet(corpus="polnear", passes=4),
    Diet(corpus="worldner", passes=3),
    Diet(corpus="ontogum", passes=1),
)
"""Longer than the stages of the student before it together: its states are still on their way to the teacher's."""
LAST_DIETS = (
    Diet(corpus="written", passes=4),
    Diet(corpus="worldquotes", passes=4),
    Diet(corpus="worldner", passes=3),
    Diet(corpus="polnear speakers", passes=2),
    Diet(corpus="polnear", passes=1),
    Diet(corpus="ontogum", passes=1),
)
"""With what this project marked and wrote."""
SAMPLE_DIETS = (Diet(corpus="worldquotes", passes=1),)

RENAMED_SHARE = 2
"""One pass in so many has other surnames."""

HEADLINED_SHARE = 3
"""One pass in so many has a headline in title case."""

Corpora = dict[str, list[Example]]
"""Corpus name → its examples; PolNeAR's articles with marked speakers are a corpus of their own."""


def read_corpora(data: Path, *, is_outlet: Callable[[str], bool], with_own: bool) -> Corpora:
    """Read every training file under the data folder.

    with_own: also what this project marked in them, and the articles that it wrote
    """
    worldquotes, polnear = data / "worldquotes" / "train.jsonl", data / "polnear" / "train.jsonl"
    speakers = {row["id"]: row for row in _marked_polnear(data)} if with_own else {}
    speakers |= {row["id"]: row for row in read_json_lines(data / "polnear" / "train-speakers.jsonl")}
    attributions = list(read_polnear(polnear, cues=CueWords.of(worldquotes), speakers=speakers, is_outlet=is_outlet))
    return {
        "worldquotes": list(read_worldquotes(worldquotes, is_outlet=is_outlet)),
        "worldner": _worldner(data, is_outlet=is_outlet, with_own=with_own),
        "polnear": [example for example in attributions if example.id not in speakers],
        "polnear speakers": [example for example in attributions if example.id in speakers],
        "ontogum": list(read_ontogum(data / "coref" / "train.jsonl")),
        "written": list(read_written(is_outlet=is_outlet)) if with_own else [],
    }


def marked_rows(data: Path) -> Iterator[Row]:
    """The articles of the data that this project marked, in the worldquotes form."""
    yield from _marked_worldner(data)
    yield from _marked_polnear(data)


def _marked_worldner(data: Path) -> Iterator[Row]:
    return Marks.read(MARKED / "worldner.jsonl").over(read_json_lines(data / "worldner" / "train.jsonl"))


def _marked_polnear(data: Path) -> Iterator[Row]:
    """With the publishers' names, of which PolNeAR has short forms, as the articles with marked speakers tell them."""
    told = read_json_lines(data / "polnear" / "train-speakers.jsonl")
    names = {row["id"].partition("_")[0]: row["publisher"] for row in told if row.get("publisher")}
    for row in Marks.read(MARKED / "polnear.jsonl").over(read_json_lines(data / "polnear" / "train.jsonl")):
        publisher = row.get("publisher")
        yield {**row, "publisher": names.get(publisher, publisher)}


def _worldner(data: Path, *, is_outlet: Callable[[str], bool], with_own: bool) -> list[Example]:
    """Names of every article, and all the rest of those whose quotations are marked."""
    marked = {row["id"]: row for row in _marked_worldner(data)} if with_own else {}
    named = read_worldner(data / "worldner" / "train.jsonl", is_outlet=is_outlet)
    return [
        worldquotes_example(marked[example.id], is_outlet=is_outlet) if example.id in marked else example
        for example in named
    ]


def draw_passes(corpora: Corpora, diets: Sequence[Diet], *, cutter: PieceCutter) -> list[Pass]:
    """All passes of a training over windows, as written or with straight marks."""
    variants = {name: [_prepared(own, cutter), _prepared(_straight(own), cutter)] for name, own in corpora.items()}
    wanted = [diet for diet in diets for _ in range(diet.passes)]
    return [
        Pass(examples=variants[diet.corpus][number % STRAIGHT_SHARE == STRAIGHT_SHARE - 1], width=diet.width)
        for number, diet in enumerate(wanted)
    ]


def draw_article_passes(
    corpora: Corpora, diets: Sequence[Diet], *, cutter: PieceCutter, find_outlets: FindOutlets, rng: random.Random
) -> Iterator[list[PreparedArticle]]:
    """The passes of a training over whole articles: as written, or with other surnames, headlines or
    straight marks."""
    pool = surnames(example for found in corpora.values() for example in found)
    wanted = [diet for diet in diets for _ in range(diet.passes)]
    for number, diet in enumerate(wanted):
        examples = corpora[diet.corpus]
        if number % RENAMED_SHARE == RENAMED_SHARE - 1:
            examples = [renamed(example, pool, rng) for example in examples]
        if number % HEADLINED_SHARE == HEADLINED_SHARE - 1:
            examples = [headlined(example) for example in examples]
        if number % STRAIGHT_SHARE == STRAIGHT_SHARE - 1:
            examples = _straight(examples)
        yield [_article(example, cutter, find_outlets) for example in examples]


def _article(example: Example, cutter: PieceCutter, find_outlets: FindOutlets) -> PreparedArticle:
    pieces = cutter.cut(example.text)
    return PreparedArticle(
        example=prepare(example, pieces), nodes=prepare_nodes(example, pieces, find_outlets=find_outlets)
    )


def _prepared(examples: Iterable[Example], cutter: PieceCutter) -> list[PreparedExample]:
    return [prepare(example, cutter.cut(example.text)) for example in examples]


def _straight(examples: Iterable[Example]) -> list[Example]:
    return [replace(example, text=example.text.translate(_STRAIGHT)) for example in examples]

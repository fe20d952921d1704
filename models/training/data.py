"""Reads the training corpora and says how often each is seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.corpora.examples import Example, read_json_lines
from models.corpora.ontogum import read_ontogum
from models.corpora.polnear import CueWords, read_polnear
from models.corpora.worldner import read_worldner
from models.corpora.worldquotes import read_worldquotes
from models.text.pieces import PieceCutter
from models.training.batches import Pass
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
    Diet(corpus="ontogum", passes=1),
)
"""Short windows train faster; some long ones teach the links that reach far."""

STRAIGHT_SHARE = 5
"""One pass in so many has straight quotation marks."""

Corpora = dict[str, list[list[PreparedExample]]]
"""Corpus name → its examples in pieces, twice: as written, and with straight quotation marks."""


def draw_passes(corpora: Corpora, diets: Sequence[Diet]) -> list[Pass]:
    """All passes of a training."""
    wanted = [diet for diet in diets for _ in range(diet.passes)]
    return [
        Pass(examples=corpora[diet.corpus][number % STRAIGHT_SHARE == STRAIGHT_SHARE - 1], width=diet.width)
        for number, diet in enumerate(wanted)
    ]


def read_corpora(data: Path, *, cutter: PieceCutter, is_outlet: Callable[[str], bool]) -> Corpora:
    """Read every training file under the data folder."""
    worldquotes = data / "worldquotes" / "train.jsonl"
    speakers = {row["id"]: row for row in read_json_lines(data / "polnear" / "train-speakers.jsonl")}
    polnear = read_polnear(data / "polnear" / "train.jsonl", cues=CueWords.of(worldquotes), speakers=speakers)
    return {
        "worldquotes": _variants(read_worldquotes(worldquotes, is_outlet=is_outlet), cutter),
        "worldner": _variants(read_worldner(data / "worldner" / "train.jsonl", is_outlet=is_outlet), cutter),
        "polnear": _variants(polnear, cutter),
        "ontogum": _variants(read_ontogum(data / "coref" / "train.jsonl"), cutter),
    }


def _variants(examples: Iterable[Example], cutter: PieceCutter) -> list[list[PreparedExample]]:
    as_written = list(examples)
    straight = [replace(example, text=example.text.translate(_STRAIGHT)) for example in as_written]
    return [[prepare(example, cutter.cut(example.text)) for example in group] for group in (as_written, straight)]

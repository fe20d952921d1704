"""Examples in pieces, one a word, for tests of training."""

from collections.abc import Sequence

from models.corpora.examples import Example, LayerLabels, Link, label
from models.network.labels import Layer
from models.network.special_pieces import SpecialIds
from models.spans import CharSpan
from models.text.pieces import Pieces
from models.training.targets import PreparedExample, prepare
from tests.unit.models.network.tiny import SPECIALS
from tests.unit.models.text.cutters import word_pieces

IDS = SpecialIds(
    start=SPECIALS.index("[CLS]"),
    end=SPECIALS.index("[SEP]"),
    padding=SPECIALS.index("[PAD]"),
    mask=SPECIALS.index("[MASK]"),
)


def words(pieces: Pieces, first: int, last: int) -> CharSpan:
    """The code points of some words, both ends included."""
    return pieces.span(first=first, last=last)


def counted(n_words: int, *, offset: int = 0) -> str:
    """A text of so many different words."""
    return " ".join(f"w{offset + number:02}" for number in range(n_words))


def example_of(
    n_words: int,
    *,
    spans: dict[str, Sequence[tuple[int, int]]] | None = None,
    links: Sequence[tuple[str, tuple[int, int], Sequence[tuple[int, int]]]] = (),
    id: str = "e",
) -> PreparedExample:
    """An article of counted words; spans by layer (class as the layer is called) and links, in words."""
    text = counted(n_words)
    pieces = word_pieces(text)
    layers = {
        name: LayerLabels(spans=tuple(label(name, [words(pieces, *pair) for pair in pairs])))
        for name, pairs in (spans or {}).items()
    }
    found = tuple(
        Link(relation=relation, query=words(pieces, *query), answers=tuple(words(pieces, *a) for a in answers))
        for relation, query, answers in links
    )
    return prepare(Example(id=id, text=text, layers=layers, links=found), pieces)


def tags_of(allowed, layer: Layer) -> list[list[int]]:
    """For each piece the tags that are allowed; "any" is the full list."""
    assert allowed.shape[-1] == layer.n_tags
    return [row.nonzero()[0].tolist() for row in allowed]

"""Gives the people of an annotated article other surnames, so that a model learns to read and not who often speaks."""

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.corpora.examples import Example, LabelledSpan, LayerLabels, Link
from models.spans import CharSpan

_SURNAME = re.compile(r"\S+\s(?:\S+\s)*([A-Z][^\W\d_]{2,})$")


def surnames(examples: Iterable[Example]) -> list[str]:
    """The last words of all people's names of two words and more, each once, sorted."""
    return sorted({name for example in examples for name in _surnames(example)})


def _surnames(example: Example) -> list[str]:
    labelled = example.layers["name"].spans if "name" in example.layers else ()
    people = (s.span.cut(example.text) for s in labelled if s.kind == "person")
    return sorted({match[1] for person in people if (match := _SURNAME.match(person))})


def renamed(example: Example, pool: Sequence[str], rng: random.Random) -> Example:
    """The example with every surname exchanged for one of the pool, wherever it stands as a word; the same for one.

    First names stay, as pronouns agree with them. Unchanged where no surname is known.
    """
    old = _surnames(example)
    if not old:
        return example
    new = dict(zip(old, rng.sample(pool, len(old)), strict=True))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, old))})(?!\w)")
    return _Moves.of(example.text, pattern, new).example(example)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moves:
    """A text after some exchanges, and how far each place of the old one has moved.

    ends:  where the exchanged words ended, in order
    moved: by how many code points everything from there on has moved
    """

    text: str
    ends: tuple[int, ...]
    moved: tuple[int, ...]

    @classmethod
    def of(cls, text: str, pattern: re.Pattern[str], new: dict[str, str]) -> "_Moves":
        ends, moved, total = list[int](), list[int](), 0
        for match in pattern.finditer(text):
            total += len(new[match[0]]) - len(match[0])
            ends.append(match.end())
            moved.append(total)
        return cls(text=pattern.sub(lambda match: new[match[0]], text), ends=tuple(ends), moved=tuple(moved))

    def example(self, example: Example) -> Example:
        return replace(
            example,
            text=self.text,
            layers={name: self._layer(labels) for name, labels in example.layers.items()},
            links=tuple(self._link(link) for link in example.links),
            names=self._labelled(example.names),
        )

    def _place(self, place: int) -> int:
        number = bisect_right(self.ends, place)
        return place + (self.moved[number - 1] if number else 0)

    def _span(self, span: CharSpan) -> CharSpan:
        start = self._place(span.start)
        return CharSpan(start, max(start + 1, self._place(span.end)))

    def _labelled(self, spans: Iterable[LabelledSpan]) -> tuple[LabelledSpan, ...]:
        return tuple(replace(s, span=self._span(s.span)) for s in spans)

    def _layer(self, labels: LayerLabels) -> LayerLabels:
        return LayerLabels(
            spans=self._labelled(labels.spans),
            unknown=tuple(map(self._span, labels.unknown)),
            barred=self._labelled(labels.barred),
        )

    def _link(self, link: Link) -> Link:
        return replace(link, query=self._span(link.query), answers=tuple(map(self._span, link.answers)))

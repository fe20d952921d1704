"""How the words of one quotation differ from those of another, as a short list for a reader."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from rapidfuzz.distance import LCSseq

# A longer list says no more than that the two differ.
_MAX_EDITS = 12
_SHOWN_WORDS = 4
_MAX_WORDS = 1000
# Up to here, blocks of words are found longest first, as a reader would; beyond, in a time that is bounded.
_MAX_CELLS = 40_000
_MARKS = re.compile(r"[\W_]+")
_ELLIPSIS = "…"

Edit = dict[str, str]


def differences(longest: str, variant: str) -> list[Edit]:
    """Word by word, what `variant` has in place of the words of `longest`; empty where just marks and capitals differ.

    Each is `{"op", "longest", "variant"}`: `cut` at an end, `left_out` between, `added` or `changed`. Of many words the
    first and the last are given.
    """
    theirs, ours = _words(longest), _words(variant)
    found = list(islice(_edits(theirs, ours), _MAX_EDITS + 1))
    return found if len(found) <= _MAX_EDITS else [_edit("changed", theirs, ours)]


def _words(text: str) -> list[str]:
    return [word for word in islice(text.split(), _MAX_WORDS) if _fold(word)]


def _fold(word: str) -> str:
    return _MARKS.sub("", word).casefold()


def _edits(longest: Sequence[str], variant: Sequence[str]) -> Iterator[Edit]:
    for tag, start, end, other_start, other_end in _opcodes([*map(_fold, longest)], [*map(_fold, variant)]):
        is_at_end = start == 0 or end == len(longest)
        op = {"replace": "changed", "insert": "added", "delete": "cut" if is_at_end else "left_out"}.get(tag)
        if op:
            yield _edit(op, longest[start:end], variant[other_start:other_end])


def _opcodes(longest: Sequence[str], variant: Sequence[str]) -> Sequence[Any]:
    if len(longest) * len(variant) <= _MAX_CELLS:
        return SequenceMatcher(None, longest, variant, autojunk=False).get_opcodes()
    return list(LCSseq.opcodes(longest, variant))


def _edit(op: str, longest: Sequence[str], variant: Sequence[str]) -> Edit:
    return {"op": op, "longest": _shown(longest), "variant": _shown(variant)}


def _shown(words: Sequence[str]) -> str:
    if len(words) > 2 * _SHOWN_WORDS:
        words = [*words[:_SHOWN_WORDS], _ELLIPSIS, *words[-_SHOWN_WORDS:]]
    return " ".join(words)

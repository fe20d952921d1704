"""Cuts an article into pieces (subwords) with their offsets and the features that an uncased vocabulary loses."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from models.spans import CharSpan
from models.text.quote_marks import QuotedSegment, quoted_segments

Ints = npt.NDArray[np.int64]

CASE_SHAPES = ("none", "lower", "title", "upper", "mixed", "digit", "other")
QUOTE_MARKS = (
    "none",
    "open double",
    "close double",
    "straight double",
    "open single",
    "close single",
    "straight single",
)
QUOTE_STATES = ("outside", "at opening", "inside", "at closing", "inside nested")
LINE_BREAKS = ("none", "line", "paragraph")
LINE_BREAK_FEATURE = 3
"""Column of the line breaks among the features."""
FEATURE_SIZES = (len(CASE_SHAPES), len(QUOTE_MARKS), len(QUOTE_STATES), len(LINE_BREAKS))

_MARK_CLASS = {"“": 1, "„": 1, "‟": 1, "«": 1, "”": 2, "»": 2, '"': 3, "‘": 4, "‚": 4, "’": 5, "'": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of one article, in order and apart from each other.

    ids:      (n_pieces,) vocabulary numbers
    starts:   (n_pieces,) first code point of each
    ends:     (n_pieces,) one past the last code point of each
    features: (n_pieces, 4) case shape, quotation mark, quotation state, line break before
    quoted:   the quoted segments of the article
    """

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints
    quoted: tuple[QuotedSegment, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def span(self, *, first: int, last: int) -> CharSpan:
        """The code points from piece `first` to piece `last`, both included."""
        return CharSpan(int(self.starts[first]), int(self.ends[last]))

    def within(self, span: CharSpan) -> range:
        """The pieces that share a code point with the span; empty where it holds only white space."""
        first = int(self.ends.searchsorted(span.start, side="right"))
        return range(first, max(first, int(self.starts.searchsorted(span.end, side="left"))))


class PieceCutter:
    """Owns the tokenizer; `cut` is safe to call from several threads."""

    def __init__(self, tokenizer: bytes) -> None:
        """tokenizer: the content of a tokenizer.json."""
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        # An article may well write `[SEP]`, and must not be read as one.
        self._tokenizer.encode_special_tokens = True

    def special_id(self, token: str) -> int:
        """Vocabulary number of a special token such as `[CLS]`; KeyError when there is none."""
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise KeyError(token)
        return int(number)

    def cut(self, text: str) -> Pieces:
        """The pieces of a text; none for a text of white space."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        kept = _apart(offsets)
        starts, ends = offsets[kept, 0], offsets[kept, 1]
        quoted = tuple(quoted_segments(text))
        columns = (
            _case_shapes(text, starts, ends),
            _each_char(text, lambda char: _MARK_CLASS.get(char, 0))[starts],
            _quote_states(len(text), quoted)[starts],
            _line_breaks(text, starts, ends),
        )
        features = np.stack(columns, axis=1) if len(starts) else np.zeros((0, len(columns)), dtype=np.int64)
        return Pieces(ids=ids[kept], starts=starts, ends=ends, features=features, quoted=quoted)


def _apart(offsets: Ints) -> npt.NDArray[np.bool_]:
    """(n_pieces,) False for a piece without code points of its own, as the second part of a Korean syllable."""
    ends_before = np.maximum.accumulate(np.concatenate(([0], offsets[:, 1])))[:-1]
    is_apart: npt.NDArray[np.bool_] = (offsets[:, 0] >= ends_before) & (offsets[:, 1] > offsets[:, 0])
    return is_apart


def _each_char(text: str, classify: Callable[[str], int]) -> Ints:
    """(n_chars,) class of every code point; `classify` is called once for each different one."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds, where = np.unique(points, return_inverse=True)
    return np.asarray([classify(chr(k)) for k in kinds], dtype=np.int64)[where]


def _letter_class(char: str) -> int:
    if char.isupper():
        return 1
    if char.islower():
        return 2
    return 3 if char.isdigit() else 4 if char.isalpha() else 0


def _case_shapes(text: str, starts: Ints, ends: Ints) -> Ints:
    """(n_pieces,) index into CASE_SHAPES; title and upper are told apart by the letters of the piece itself."""
    classes = _each_char(text, _letter_class)
    counts = [_count_within(classes == k, starts, ends) for k in range(5)]
    upper, lower, digit, other = (c > 0 for c in counts[1:])
    first_upper = classes[starts] == 1
    conditions = [digit, other, upper & lower & first_upper & (counts[1] == 1), upper & lower, upper, lower]
    return np.select(conditions, [5, 6, 2, 4, 3, 1], default=0)


def _count_within(flags: npt.NDArray[np.bool_], starts: Ints, ends: Ints) -> Ints:
    sums = np.concatenate(([0], np.cumsum(flags)))
    return np.asarray(sums[ends] - sums[starts], dtype=np.int64)


def _quote_states(n_chars: int, quoted: tuple[QuotedSegment, ...]) -> Ints:
    """(n_chars,) index into QUOTE_STATES."""
    states = np.zeros(n_chars, dtype=np.int64)
    for segment in quoted:
        start, end = segment.span.start, segment.span.end
        states[start:end] = 4 if segment.is_nested else 2
        if not segment.is_nested:
            states[start] = 1
            states[end - 1] = 3 if segment.is_closed else 2
    return states


def _line_breaks(text: str, starts: Ints, ends: Ints) -> Ints:
    """(n_pieces,) index into LINE_BREAKS for the gap before each piece; the first piece opens a paragraph."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    is_break = _each_char(text, lambda char: int(char in "\n\u2028\u2029"))
    gaps = np.concatenate(([0], ends[:-1]))
    breaks = np.minimum(_count_within(is_break == 1, np.minimum(gaps, starts), starts), 2)
    breaks[0] = 2
    return breaks

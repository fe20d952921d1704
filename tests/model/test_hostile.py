"""Texts that nobody wrote for a newspaper take no more time for their length than an article."""

from collections.abc import Callable
from time import process_time

import pytest

from models.records import Article
from tests.model.bundled import bundled_pipeline

N_CHARS = 2_500
"""Size of the smaller text; enough for several windows, few enough to keep the tests short."""
MOST_TIMES = 3.2
"""How much longer the text of double length may take: about 2 is linear, 4 is quadratic."""


def repeated(words: str) -> Callable[[int], str]:
    return lambda n_chars: (words * (n_chars // len(words) + 1))[:n_chars]


def numbered(form: str) -> Callable[[int], str]:
    """Copies of a form that differ by letters, as numbers would not look like names."""
    return lambda n_chars: "".join(form.format(_letters(k)) for k in range(n_chars // len(form)))


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


TEXTS = [
    pytest.param(repeated("a"), id="one word"),
    pytest.param(repeated("ab-"), id="one hyphenated word"),
    pytest.param(repeated("“"), id="opening marks"),
    pytest.param(repeated('"'), id="straight marks"),
    pytest.param(repeated("‘'“\"«»”’"), id="marks of all kinds"),
    pytest.param(repeated("“No.” "), id="short quotations"),
    pytest.param(repeated("“No,” she said. "), id="short quotations of somebody"),
    pytest.param(repeated("“No.”\n"), id="a quotation a line"),
    pytest.param(numbered("Ada{0} Moor{0}. "), id="names"),
    pytest.param(numbered("Ada Moor{} told Reuters that he left. "), id="relays"),
    pytest.param(repeated("Reuters, AFP, "), id="outlets"),
    pytest.param(repeated("said"), id="no spaces"),
    pytest.param(repeated("\n"), id="line breaks"),
    pytest.param(repeated("e\u0301"), id="combining marks"),
    pytest.param(repeated("👩🏽‍🚒"), id="joined emoji"),
    pytest.param(repeated("王"), id="no word borders"),
    pytest.param(repeated("\x00"), id="control characters"),
]


@pytest.mark.parametrize("make", TEXTS)
def test_time_grows_in_line_with_the_length(make: Callable[[int], str]):
    seconds(make(200))  # the first call of a shape pays for memory
    small = min(seconds(make(N_CHARS)) for _ in range(2))
    # the constant stands for what every call costs, and for the clock
    bound = MOST_TIMES * small + 0.1
    assert any(seconds(make(2 * N_CHARS)) < bound for _ in range(2))


def seconds(text: str) -> float:
    """Processor time of one article."""
    before = process_time()
    bundled_pipeline().attribute([Article(text=text)])
    return process_time() - before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("w" * 200_000, id="word"),
        pytest.param(" " * 200_000, id="white space"),
        pytest.param("\u200b" * 200_000, id="zero-width spaces"),
        pytest.param(f"“No,” said Ada{' ' * 190_000}Moor.", id="white space in a name"),
        pytest.param(f"“No,” said the minister{' ' * 190_000}of trade.", id="white space in a mention"),
        pytest.param(f"“No,” said Ada M{'o' * 190_000}r.", id="endless surname"),
    ],
)
def test_longest_text_of_few_words_is_answered_at_once(text: str):
    assert seconds(text) < 5.0

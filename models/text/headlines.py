"""Lines in title case, as American headlines are set: capitals there do not tell a name from another word."""

import re
from collections.abc import Iterator

from models.spans import CharSpan

_LINE = re.compile(r"[^\n]+")
_LONG_WORD = re.compile(r"(?<![\w’'])[^\W\d_][\w’']{3,}")
_LEAST_LONG_WORDS = 4
_LEAST_SHARE = 0.8
_MOST_WORDS = 25
"""Of a headline; a longer line may hold many names and titles."""


def title_case_lines(text: str) -> Iterator[CharSpan]:
    """The short lines in which nearly all words of four letters and more, four at least, begin with a capital."""
    for line in _LINE.finditer(text):
        if _is_title_case(line[0]):
            yield CharSpan(*line.span())


def _is_title_case(line: str) -> bool:
    words = _LONG_WORD.findall(line)
    n_capitals = sum(word[0].isupper() for word in words)
    return (
        len(words) >= _LEAST_LONG_WORDS and len(line.split()) <= _MOST_WORDS and n_capitals >= _LEAST_SHARE * len(words)
    )


def in_title_case(line: str) -> str:
    """The line with a capital at the beginning of each of those words; as long as it was."""
    return _LONG_WORD.sub(lambda match: _capital(match[0][0]) + match[0][1:], line)


def _capital(letter: str) -> str:
    """Its capital where that is one letter as well."""
    return letter.upper() if len(letter.upper()) == 1 else letter

"""Sets the first line of an annotated article in title case, so that a model learns not to lean on capitals there."""

import re
from dataclasses import replace

from models.corpora.examples import Example
from models.text.headlines import in_title_case

_FIRST_LINE = re.compile(r"[^\n]+")


def headlined(example: Example) -> Example:
    """The example with a headline; all its positions stay."""
    return replace(example, text=_FIRST_LINE.sub(lambda match: in_title_case(match[0]), example.text, count=1))

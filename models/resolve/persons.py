"""What is a person's own name, of the words that were tagged as one."""

import re

from models.resolve.names import bare_name, name_key, with_first_part, without_tail
from models.spans import CharSpan

_PARTICLES = """
    al el ad an ar as ash at az bin binte bint binti ibn ould anak abu ben the de da di do du del della dei degli dos
    das la las le los van von vom der den zu zum zur ter ten
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Small words inside a name; with the first of a surname, two words are no full name (`al-Moor`)."""

_MOST_CHARS = 200
"""Characters of a name that are looked through for what is none."""
_TITLES = (
    "minister|president|senator|governor|ambassador|secretary|director|officer|spokes(?:man|woman|person)|"
    "professor|prof|dr|mr|mrs|ms"
)
_BIG = r"[^\W\d_a-z]"
_NO_NAME = re.compile(
    rf"(?:.*\s)?(?:(?!(?:{'|'.join(sorted(PARTICLES))})\b)[a-z]{{3,}}\s+(?={_BIG}\S*\s)|(?i:{_TITLES})\.?\s+(?={_BIG}))",
    re.DOTALL,
)
"""A word in small letters before two others, or a title behind other words: the name begins after it."""


def own_name(text: str, span: CharSpan) -> CharSpan:
    """The name without titles, tail and what comes before it (`Hill Town guard`, `Foreign Minister`)."""
    bare = bare_name(text, without_tail(text, with_first_part(text, span)))
    front = _NO_NAME.match(text, bare.start, min(bare.end, bare.start + _MOST_CHARS))
    if front is None or not name_key(text[front.end() : min(bare.end, front.end() + _MOST_CHARS)]):
        return bare
    return bare_name(text, CharSpan(front.end(), bare.end))

"""Reads coreference chains (OntoGUM) as links from pronouns and descriptions to the names of the same entity."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.corpora.examples import Example, LabelledSpan, Link, flatten, label, read_json_lines, spans_of
from models.spans import CharSpan

_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|of|de|al|van|von|bin|the))*")
_OF_PEOPLE = frozenset(("he", "she", "him", "her", "his", "i", "me", "my"))
_OF_BODIES = frozenset(("they", "them", "their", "it", "its"))
_NO_NAME = frozenset(("i", "he", "she", "it", "we", "they", "you", "this", "that", "these", "those", "the"))


def read_ontogum(path: Path) -> Iterator[Example]:
    """Every document of a file, with antecedent links alone."""
    for row in read_json_lines(path):
        chains = [spans_of(cluster) for cluster in row["clusters"]]
        links = [link for chain in chains for link in chain_links(row["text"], chain)]
        names = [name for chain in chains for name in chain_names(row["text"], chain)]
        yield Example(id=row["id"], text=row["text"], links=tuple(links), names=flatten(names))


def is_name(text: str, span: CharSpan) -> bool:
    """Whether a mention consists of capitalised words alone and is no pronoun."""
    words = span.cut(text)
    return bool(_NAME.fullmatch(words)) and words.split()[0].casefold() not in _NO_NAME


def chain_links(text: str, chain: Sequence[CharSpan]) -> Iterator[Link]:
    """Links from every mention without a name to the names of its chain; nothing for a chain without names."""
    names = tuple(span for span in chain if is_name(text, span))
    if not names:
        return
    for mention in chain:
        if mention not in names and not any(mention.overlap(name) for name in names):
            yield Link(relation="antecedent", query=mention, answers=names)
            yield Link(relation="bearer", query=mention, answers=names)


def chain_names(text: str, chain: Sequence[CharSpan]) -> list[LabelledSpan]:
    """The names of a chain, of the kind that its pronouns tell."""
    pronouns = {mention.cut(text).casefold() for mention in chain}
    kind = "person" if pronouns & _OF_PEOPLE else "organization" if pronouns & _OF_BODIES else "location"
    return label(kind, [span for span in chain if is_name(text, span)])

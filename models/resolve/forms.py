"""The forms in which an article writes a name, and which of them are to be believed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.decode.index import SpanIndex
from models.decode.spans import ScoredSpan
from models.records import EntityKind
from models.resolve.names import bare_name, fold, name_key
from models.resolve.persons import PARTICLES, own_name
from models.spans import CharSpan
from models.text.headlines import title_case_lines

_MOST_WORDS = 30
"""Words by which a name is compared; what goes on for longer is none."""

_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "organization": "organization",
    "outlet": "organization",
    "location": "location",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """A name as it is written in one place, titles and what follows the name left out."""

    kind: EntityKind
    words: str
    key: tuple[str, ...]
    is_outlet: bool = False

    @classmethod
    def of(cls, kind: EntityKind, words: str, *, is_outlet: bool = False) -> "NameForm":
        key = name_key(words, has_titles=kind == "person")[:_MOST_WORDS] or (fold(words),)
        return cls(kind=kind, words=words, key=key, is_outlet=is_outlet)

    @property
    def n_words(self) -> int:
        """Of a person's name, whose title may be part of it (`Prince Karl`); 0 for others."""
        return len(self.words.split()) if self.kind == "person" else 0

    def words_near(self) -> tuple[str, ...]:
        """The words by which shorter forms are found: all of a person's, the first of others, an outlet's last."""
        if self.kind == "person":
            return self.key
        return (self.key[0], self.key[-1]) if self.is_outlet else self.key[:1]


def form_of(text: str, name: ScoredSpan) -> NameForm:
    """The name as it stands in its place."""
    kind = _KINDS[name.kind]
    span = own_name(text, name.span) if kind == "person" else bare_name(text, name.span, has_titles=False)
    return NameForm.of(kind, span.cut(text), is_outlet=name.kind == "outlet")


def headline_form(words: str) -> NameForm:
    """The name of a person in a headline that is not part of the text."""
    return NameForm.of("person", own_name(words, CharSpan(0, len(words))).cut(words))


def is_doubtful(text: str, names: Sequence[ScoredSpan], *, contents: Sequence[CharSpan]) -> list[bool]:
    """For each name whether its borders are not the reporter's: all words of its line are capitalised, or it is quoted.

    A headline's verb may pass for a surname (`Moor Visits`), a speaker's taunt for a given name (`Poor Ada Moor`).
    """
    headlines, quoted = SpanIndex(list(title_case_lines(text))), SpanIndex(contents)
    return [bool(headlines.overlapping(name.span) or quoted.overlapping(name.span)) for name in names]


def narrowed(forms: Sequence[NameForm], doubtful: Sequence[bool]) -> list[NameForm]:
    """The forms, but a doubtful one of a person that holds a full name that is none as the longest such."""
    sure = (form for form, doubt in zip(forms, doubtful, strict=True) if form.kind == "person" and not doubt)
    known = {form.key: form for form in sure}
    return [
        next((known[part] for part in _full_names(form.key) if part in known), form)
        if doubt and form.kind == "person"
        else form
        for form, doubt in zip(forms, doubtful, strict=True)
    ]


def _full_names(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All that a name holds of two words and more in a row, the longest first; not a surname with its particle."""
    for n_words in range(len(key), 1, -1):
        for start in range(len(key) - n_words + 1):
            if not (n_words == 2 and start > 0 and key[start] in PARTICLES):
                yield key[start : start + n_words]

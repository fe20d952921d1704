"""Quotations made from others: the edits of reporters, which leave it the same, and changes after which it is another.

Each kind takes the words of a quotation and a source of chance, and gives the new text, or None where it cannot be done
to these words. Words that carry sense (numbers, denials, names) are changed by the second sort alone.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from models.matching.wording import FUNCTION_WORDS

Edit = Callable[[Sequence[str], random.Random, Sequence[str]], str | None]

_MIN_WORDS = 5
# Of fewer, one word more or less may make another statement.
_MIN_WORDS_CHANGED = 8
# Share of the letters that two quotations on one pattern have in common.
_MAX_RECAST_KEPT = 0.5
_SENSE = re.compile(
    r"\d|n['’]t\b|^(?:not|no|never|none|nor|neither|nothing|nobody|without|hundred|thousand|\w+llion)\b", re.I
)
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty half"
_MARKS = ['"{}"', "«{}»", "‘{}’", "'{}'", "“{}”", "{}"]
_BRACKETED = ["[the]", "[as it was]", "[of the country]", "[on Monday]", "[the officials]", "[sic]"]
_SPELLINGS = (
    ("or", re.compile(r"(?<=[a-z]{2})our\b|(?<=[a-z]{2})our(?=s\b|ed\b|ing\b)")),
    ("ize", re.compile(r"(?<=[a-z]{3})ise\b")),
    ("ise", re.compile(r"(?<=[a-z]{3})ize\b")),
    ("isation", re.compile(r"ization\b")),
    ("bour", re.compile(r"(?<=[a-z])bor\b")),
    ("vour", re.compile(r"(?<=[a-z])vor\b")),
    ("enter", re.compile(r"entre\b")),
    ("ei", re.compile(r"(?<=rg)ey\b")),
    ("elling", re.compile(r"eling\b")),
    (" per cent", re.compile(r" percent\b")),
    ("do not", re.compile(r"\bdon['’]t\b")),
    ("is not", re.compile(r"\bisn['’]t\b")),
    ("we are", re.compile(r"\bwe['’]re\b")),
    ("we're", re.compile(r"\bwe are\b")),
    ("it's", re.compile(r"\bit is\b")),
    ("it is", re.compile(r"\bit['’]s\b")),
)
_AUXILIARY = "is are was were will would can could should has have had may must did does do"
_STOCK = (
    "I want to be very clear with the people of this country that",
    "As I have said many times before and will say again,",
    "At the end of the day what really matters to all of us is that",
    "Let me say from the bottom of my heart on behalf of the whole government that",
    "We have been working around the clock with all of our partners because",
)
_NAME = re.compile(r"[A-Z][a-z]{2,}")
_SURNAMES = "Okonjo Varela Lindqvist Tamura Petrosyan Abernathy Castellan Mbeki Dragunov Halloran Sorensen Quispe"


def _cut_beginning(words, rng, _vocabulary):
    n = _n_cut(words, rng)
    return " ".join(words[n:]) if n else None


def _cut_end(words, rng, _vocabulary):
    n = _n_cut(words, rng)
    return " ".join(words[: len(words) - n]) if n else None


def _cut_both(words, rng, vocabulary):
    rest = _cut_beginning(words, rng, vocabulary)
    return rest and _cut_end(rest.split(), rng, vocabulary)


def _n_cut(words, rng):
    most = min(len(words) - _MIN_WORDS, int(len(words) * 0.6))
    return rng.randint(1, most) if most > 0 else 0


def _insert_bracket(words, rng, _vocabulary):
    place = rng.randint(1, len(words) - 1)
    return " ".join([*words[:place], rng.choice(_BRACKETED), *words[place:]])


def _leave_out_middle(words, rng, _vocabulary):
    n = rng.randint(1, max(1, len(words) // 3))
    if len(words) - n < _MIN_WORDS + 1:
        return None
    place = rng.randint(2, len(words) - n - 2)
    if n < 4 and any(_has_sense(w) for w in words[place : place + n]):
        return None
    return " ".join([*words[:place], rng.choice(["…", "...", "[…]", ". . ."]), *words[place + n :]])


def _change_marks(words, rng, _vocabulary):
    place = rng.randrange(len(words))
    marked = [*words[:place], rng.choice(_MARKS[:4]).format(words[place]), *words[place + 1 :]]
    return rng.choice(_MARKS).format(" ".join(marked))


def _change_punctuation(words, rng, _vocabulary):
    plain = [w.rstrip(",;:.") if rng.random() < 0.7 else w for w in words]
    place = rng.randrange(len(plain))
    plain[place] += rng.choice([",", ";", " —", ".", ":"])
    return " ".join(plain) + rng.choice(["", ".", ",", "!", "…"])


def _change_spelling(words, rng, _vocabulary):
    text = " ".join(words)
    fitting = [(new, old) for new, old in _SPELLINGS if old.search(text)]
    if fitting:
        new, old = rng.choice(fitting)
        return old.sub(new, text, count=1)
    return _misspell(words, rng)


def _misspell(words, rng):
    long_ones = [i for i, w in enumerate(words) if len(w) > 6 and w.isalpha()]
    if not long_ones:
        return None
    place = rng.choice(long_ones)
    letter = rng.randrange(2, len(words[place]) - 1)
    slipped = words[place][:letter] + words[place][letter + 1 :]
    return " ".join([*words[:place], slipped, *words[place + 1 :]])


def _change_word(words, rng, vocabulary):
    places = _light_places(words)
    if not places or len(words) < _MIN_WORDS_CHANGED:
        return None
    place = rng.choice(places)
    return " ".join([*words[:place], rng.choice(vocabulary), *words[place + 1 :]])


def _drop_word(words, rng, _vocabulary):
    places = _light_places(words)
    if not places or len(words) < _MIN_WORDS_CHANGED:
        return None
    place = rng.choice(places)
    return " ".join([*words[:place], *words[place + 1 :]])


def _edit_severally(words, rng, vocabulary):
    if len(words) < 2 * _MIN_WORDS:
        return None
    text = " ".join(words)
    for edit in rng.sample(
        [_change_word, _drop_word, _change_spelling, _change_punctuation, _insert_bracket, _change_marks], 3
    ):
        text = edit(text.split(), rng, vocabulary) or text
    return text


def _light_places(words):
    """Places of words without a number, a denial or a capital."""
    return [i for i, w in enumerate(words) if w[:1].islower() and not _has_sense(w)]


def _has_sense(word):
    return bool(_SENSE.search(word)) or word.casefold().strip(",.;:") in _NUMBER_WORDS.split()


def _other_numbers(words, rng, _vocabulary):
    places = [i for i, w in enumerate(words) if re.search(r"\d", w)]
    if not places:
        return None
    changed = list(words)
    for place in places:
        changed[place] = re.sub(r"\d+", lambda m: str(int(m[0]) + rng.randint(1, 8)), changed[place])
    return " ".join(changed)


def _deny(words, rng, _vocabulary):
    places = [i for i, w in enumerate(words) if w in _AUXILIARY.split() and "not" not in words[i : i + 2]]
    if not places:
        return None
    place = rng.choice(places)
    return " ".join([*words[: place + 1], "not", *words[place + 1 :]])


def _rename(words, rng, _vocabulary):
    places = [
        i
        for i, w in enumerate(words)
        if i and _NAME.fullmatch(w) and words[i - 1][-1].isalpha() and w.casefold() not in FUNCTION_WORDS
    ]
    if not places:
        return None
    return " ".join(rng.choice(_SURNAMES.split()) if i in places else word for i, word in enumerate(words))


SAME: Mapping[str, Edit] = {
    "cut beginning": _cut_beginning,
    "cut end": _cut_end,
    "cut both": _cut_both,
    "bracket insertion": _insert_bracket,
    "ellipsis in the middle": _leave_out_middle,
    "quotation marks": _change_marks,
    "punctuation": _change_punctuation,
    "spelling": _change_spelling,
    "one word changed": _change_word,
    "one word dropped": _drop_word,
    "three small edits": _edit_severally,
}
"""Edits after which the quotation is the same."""

OTHER: Mapping[str, Edit] = {
    "other numbers": _other_numbers,
    "a denial more": _deny,
    "other names": _rename,
}
"""Changes after which it is another quotation."""


def with_stock_phrase(text: str, *, rng: random.Random) -> str:
    """The text behind one of a few long phrases that other quotations begin with too."""
    return f"{rng.choice(_STOCK)} {text[0].lower()}{text[1:]}"


def recast(words: Sequence[str], *, rng: random.Random, vocabulary: Sequence[str]) -> str | None:
    """Another quotation on the same pattern: words of weight exchanged, the others kept; None if these are too many."""
    new = [rng.choice(vocabulary) if w[:1].islower() and w not in FUNCTION_WORDS else w for w in words]
    kept = sum(len(one) for one, other in zip(words, new, strict=True) if one == other)
    return " ".join(new) if kept <= _MAX_RECAST_KEPT * sum(map(len, words)) else None

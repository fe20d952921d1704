"""When two names mean the same speaker or the same outlet, however they are written."""

import re
import unicodedata

from models.evaluation.readings import SpeakerReading

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s\b")
_LITTLE_WORDS = frozenset(_WORD.findall("a an the of for in on at to and s its his her their our"))
_TITLES = frozenset(_WORD.findall("mr mrs ms miss dr prof sir dame lord lady president minister senator sen rep gov"))
_OUTLET_KINDS = frozenset(_WORD.findall("news newspaper agency daily com channel television tv magazine"))


def name_words(name: str | None) -> list[str]:
    """The words that tell names apart: no case, accents, possessives or little words."""
    letters = (c for c in unicodedata.normalize("NFKD", name or "") if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", "".join(letters).casefold().replace("’", "'"))
    return [word for word in _WORD.findall(plain) if word not in _LITTLE_WORDS]


def half_the_same(one: str | None, other: str | None) -> bool:
    """Whether the names share at least half of all their words; two empty names do not."""
    ours, theirs = set(name_words(one)), set(name_words(other))
    return bool(ours | theirs) and 2 * len(ours & theirs) >= len(ours | theirs)


def same_speaker(gold: SpeakerReading, given: SpeakerReading) -> bool:
    """A person needs the full name, anyone else half of the words, nobody wants nobody."""
    if gold.name is None or given.name is None:
        return gold.name is given.name
    if gold.kind != "person":
        return half_the_same(gold.name, given.name)
    return bool(_untitled(gold.name)) and _untitled(gold.name) == _untitled(given.name)


def same_surname(gold: SpeakerReading, given: SpeakerReading) -> bool:
    """Like `same_speaker`, but for a person any name that holds the surname will do."""
    if same_speaker(gold, given):
        return True
    words = _untitled(gold.name)
    return gold.kind == "person" and bool(words) and words[-1] in name_words(given.name)


def same_role(gold: str | None, given: str | None) -> bool:
    """Whether the given role holds at least half of the gold role's words; an empty gold role has none."""
    wanted = set(name_words(gold))
    return bool(wanted) and 2 * len(wanted & set(name_words(given))) >= len(wanted)


def same_outlet(one: str | None, other: str | None) -> bool:
    """Whether both name the same news organisation, short forms and words like "news" aside."""
    ours, theirs = _outlet_words(one), _outlet_words(other)
    if not ours:
        return False
    return "".join(ours) == "".join(theirs) or half_the_same(" ".join(ours), " ".join(theirs))


def _untitled(name: str | None) -> list[str]:
    return [word for word in name_words(name) if word not in _TITLES]


def _outlet_words(name: str | None) -> list[str]:
    words = name_words(_FULL_OUTLETS.get(frozenset(name_words(name)), name))
    return [word for word in words if word not in _OUTLET_KINDS] or words


# Only these short forms are known here: a wider list would count as right what the shared scorer counts as wrong.
_FULL_OUTLETS = {
    frozenset(name_words(short)): full
    for short, full in {
        "AFP": "Agence France-Presse",
        "AP": "Associated Press",
        "NYT": "New York Times",
        "WSJ": "Wall Street Journal",
        "SCMP": "South China Morning Post",
        "VOA": "Voice of America",
        "WaPo": "Washington Post",
        "KCNA": "Korean Central News Agency",
        "RNZ": "Radio New Zealand",
        "NHK": "Japan Broadcasting Corp",
        "ABC News": "ABC",
        "BBC News": "BBC",
        "RIA": "RIA Novosti",
        "IPS": "Inter Press Service",
        "Xinhua News Agency": "Xinhua",
        "TASS news agency": "TASS",
        "CBC News": "CBC",
        "Reuters news agency": "Reuters",
    }.items()
}

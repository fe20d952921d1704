"""Reads PolNeAR (Newell et al. 2018): attributions with their written sources, speakers where somebody marked them.

Its attributions hold beliefs and intentions too. What its cue words tell of that teaches the quotation layers
as well: an attribution whose cue also reports speech in worldquotes is one, one whose cue never does is not,
and of the rest nothing is said.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.corpora.examples import (
    Example,
    LabelledSpan,
    LayerLabels,
    Link,
    clear_of,
    complement,
    flatten,
    label,
    read_json_lines,
    span_of,
    spans_of,
)
from models.corpora.naming import NamedPlaces, name_words, nearest, occurrences, outlet_occurrences
from models.corpora.worldquotes import ROLE_REACH_CHARS, bearer_links, relay_links, role_labels, speaker_links
from models.spans import CharSpan
from models.text.headlines import title_case_lines

_CUE_WORD = re.compile(r"[a-z]+|:")
_HELPERS = frozenset(
    _CUE_WORD.findall("has have had is are was were be been also in a an the that to of for on as it not by")
)
_INFLECTION = re.compile(r"(?<=[a-z]{3})(?:ying|ies|ied|ing|es|ed|e|s|y)$")
_NAME_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTE_MARK = re.compile('[“”"«»]')
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)
_SEVERAL = re.compile(r",(?!\s*[JS]n?r\b)|&| and ")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """Words that report speech, and all words that were ever part of a cue that does."""

    sure: frozenset[str]
    seen: frozenset[str]

    @classmethod
    def of(cls, worldquotes: Path) -> "CueWords":
        """Learned from the cues of a file in the worldquotes form; `sure` are those met twice or more."""
        counts: Counter[str] = Counter()
        for row in read_json_lines(worldquotes):
            counts.update(w for q in row["quotes"] if q["cue"] for w in cue_words(span_of(q["cue"]).cut(row["text"])))
        return cls(sure=frozenset(w for w, n in counts.items() if n > 1), seen=frozenset(counts))

    def reports_speech(self, cue: str, *, is_quoted: bool) -> bool | None:
        """True or False where the words decide, else None: what is quoted was said, or is a scare quote."""
        words = cue_words(cue)
        if words & self.sure or words == {":"}:
            return True
        return None if is_quoted or not words or words & self.seen else False


def cue_words(cue: str) -> frozenset[str]:
    """The words of a cue without their endings, helping verbs and the like left out."""
    words = frozenset(_CUE_WORD.findall(cue.casefold())) - _HELPERS
    return frozenset(_INFLECTION.sub("", word) for word in words)


def read_polnear(
    path: Path, *, cues: CueWords, speakers: Mapping[str, dict[str, Any]], is_outlet: Callable[[str], bool]
) -> Iterator[Example]:
    """Every article of a file; `speakers` holds the rows in the worldquotes form, by id, for those that have one."""
    for row in read_json_lines(path):
        yield _example(row, cues, speakers.get(row["id"]), is_outlet)


def _example(
    row: dict[str, Any], cues: CueWords, marked: dict[str, Any] | None, is_outlet: Callable[[str], bool]
) -> Example:
    places = _silver_names(row, marked)
    attributions = [a for a in row["attributions"] if a["content"]]
    layers = _attribution_layers(row["attributions"]) | _quotation_layers(row["text"], attributions, cues)
    layers["name"] = _people(places)
    links = [link for a in attributions for link in _written_links(a)]
    if marked is None:
        links += [link for a in attributions for link in _silver_speaker_links(a, row, places)]
    else:
        marked_layers, marked_links = _marked(marked, places)
        layers |= marked_layers
        links += marked_links
    names = _bodies_and_places(places, is_outlet)
    return Example(id=row["id"], text=row["text"], layers=layers, links=tuple(links), names=names)


def _silver_names(row: dict[str, Any], marked: dict[str, Any] | None) -> NamedPlaces:
    """The tagger's names, and of people the full names of speakers that somebody marked."""

    def of(kind: str) -> tuple[CharSpan, ...]:
        return tuple(CharSpan(a, b) for a, b, k in row.get("silver_entities", []) if k == kind and a < b)

    speakers = _marked_people(marked) if marked else ()
    people = tuple(sorted({*speakers, *clear_of(speakers, _credible(of("PERSON"), row["text"]))}))
    return NamedPlaces(text=row["text"], persons=people, organizations=of("ORGANIZATION"), locations=of("LOCATION"))


def _marked_people(marked: dict[str, Any]) -> tuple[CharSpan, ...]:
    """Where the full name of a marked speaker stands; several people who speak together are left to the tagger."""
    speakers = {q["speaker"]["name"] for q in marked["quotes"] if q["speaker"]["kind"] == "person"}
    alone = [name for name in speakers if name and not _SEVERAL.search(name)]
    return tuple(place for name in sorted(alone) for place in occurrences(marked["text"], name))


def _credible(people: tuple[CharSpan, ...], text: str) -> tuple[CharSpan, ...]:
    """The people whom the tagger saw, in headlines only as far as the same name stands in other lines.

    Where all words are capitalised it takes verbs for names ("Moor Visits").
    """
    headlines = list(title_case_lines(text))
    outside = [span for span in people if not any(line.holds(span) for line in headlines)]
    names = sorted({span.cut(text) for span in outside}, key=len, reverse=True)
    inside = [_known_part(span, text, names) for line in headlines for span in people if line.holds(span)]
    return tuple(sorted([*outside, *(span for span in inside if span)]))


def _known_part(span: CharSpan, text: str, names: Sequence[str]) -> CharSpan | None:
    """The longest known name with which the span begins, at whole words."""
    words = f"{span.cut(text)} "
    name = next((name for name in names if words.startswith(f"{name} ")), None)
    return CharSpan(span.start, span.start + len(name)) if name else None


def _people(places: NamedPlaces) -> LayerLabels:
    """The people whom the tagger saw or who speak by the marks; elsewhere none, unless a word of one's name is there.

    What else may stand there is unknown.
    """
    return LayerLabels(
        spans=flatten(label("person", places.persons)),
        unknown=complement(len(places.text), places.persons),
        barred=tuple(label("person", complement(len(places.text), _name_words_of(places)))),
    )


def _name_words_of(places: NamedPlaces) -> list[CharSpan]:
    """Where the text has a word of somebody's name, theirs or not (the tagger takes `Trump` for a place at times)."""
    words = {word for person in places.persons for word in _NAME_WORD.findall(person.cut(places.text))}
    return [CharSpan(*match.span()) for match in _NAME_WORD.finditer(places.text) if match[0] in words]


def _bodies_and_places(places: NamedPlaces, is_outlet: Callable[[str], bool]) -> tuple[LabelledSpan, ...]:
    """The tagger's other names, those that overlap a person's left out."""
    bodies = [
        LabelledSpan(span=span, kind="outlet" if is_outlet(span.cut(places.text)) else "organization")
        for span in places.organizations
    ]
    taken = places.persons
    others = [*bodies, *label("location", places.locations)]
    return flatten([other for other in others if not any(other.span.overlap(span) for span in taken)])


def _attribution_layers(attributions: Sequence[dict[str, Any]]) -> dict[str, LayerLabels]:
    return {
        f"attribution_{part}": LayerLabels(
            spans=flatten(label(part, [span for a in attributions for span in spans_of(a[part])]))
        )
        for part in ("content", "cue", "source")
    }


def _quotation_layers(text: str, attributions: Sequence[dict[str, Any]], cues: CueWords) -> dict[str, LayerLabels]:
    """The statements among the attributions, with unsure ones unknown."""
    layers: dict[str, LayerLabels] = {}
    verdicts = [cues.reports_speech(_words(text, a["cue"]), is_quoted=_is_quoted(text, a)) for a in attributions]
    for part in ("content", "cue", "source"):
        sure = [s for a, v in zip(attributions, verdicts, strict=True) if v for s in spans_of(a[part])]
        unsure = [s for a, v in zip(attributions, verdicts, strict=True) if v is None for s in spans_of(a[part])]
        trimmed = [_without_that(text, s) for s in sure] if part == "content" else sure
        unknown = tuple(clear_of(trimmed, unsure))
        layers[part] = LayerLabels(spans=flatten(label(part, trimmed)), unknown=unknown)
    return layers


def _words(text: str, pairs: Sequence[Sequence[int]]) -> str:
    return " ".join(span.cut(text) for span in spans_of(pairs))


def _is_quoted(text: str, attribution: dict[str, Any]) -> bool:
    return bool(_QUOTE_MARK.search(_words(text, attribution["content"])))


def _without_that(text: str, span: CharSpan) -> CharSpan:
    """PolNeAR counts a leading "that" to the content, worldquotes does not."""
    match = _THAT.match(text, span.start, span.end)
    return CharSpan(match.end(), span.end) if match else span


def _written_links(attribution: dict[str, Any]) -> Iterator[Link]:
    for content in spans_of(attribution["content"]):
        for part in ("source", "cue"):
            yield Link(relation=part, query=content, answers=spans_of(attribution[part])[:1])


def _silver_speaker_links(attribution: dict[str, Any], row: dict[str, Any], places: NamedPlaces) -> Iterator[Link]:
    """Speakers by the written name, or for a pronoun by the tagger's chain."""
    for source in spans_of(attribution["source"])[:1]:
        answers = _silver_answers(source, row, places)
        if not answers:
            return
        for content in spans_of(attribution["content"]):
            yield Link(relation="speaker", query=content, answers=answers)
            yield Link(relation="bearer", query=content, answers=answers)
        yield Link(relation="bearer", query=source, answers=answers)
        if not any(source.overlap(answer) for answer in answers):
            yield Link(relation="antecedent", query=source, answers=answers)


def _silver_answers(source: CharSpan, row: dict[str, Any], places: NamedPlaces) -> tuple[CharSpan, ...]:
    text = row["text"]
    named = [p for p in places.persons if source.holds(p)]
    if not named:
        chains = [spans_of(chain) for chain in row.get("silver_coref", [])]
        chain = next((c for c in chains if source in c), ())
        named = [p for p in places.persons if any(_same_end(p, mention) for mention in chain)]
    fullest = max(named, key=lambda p: len(name_words(p.cut(text))), default=None)
    return places.of_person(_full_name(fullest.cut(text), places)) if fullest else ()


def _same_end(name: CharSpan, mention: CharSpan) -> bool:
    return mention.holds(name) and mention.end - name.end <= 2


def _full_name(name: str, places: NamedPlaces) -> str:
    """The longest name in the text that holds all words of this one; the name itself where several do."""
    words = name_words(name)
    longer = {name_words(o): o for p in places.persons if words < name_words(o := p.cut(places.text))}
    return next(iter(longer.values())) if len(longer) == 1 else name


def _marked(marked: dict[str, Any], places: NamedPlaces) -> tuple[dict[str, LayerLabels], list[Link]]:
    """Speakers, relays and roles that somebody marked; what is near no marked quotation is unknown."""
    text, quotes = marked["text"], marked["quotes"]
    roles, elsewhere, links = role_labels(quotes, places)
    relays: dict[CharSpan, LabelledSpan] = {}
    for quote in quotes:
        contents, mention = spans_of(quote["spans"]), quote["speaker"].get("mention")
        links += speaker_links(quote, contents, span_of(mention) if mention else None, places)
        links += bearer_links(quote, contents, quotes, places)
        links += relay_links(quote, contents, quotes, text)
        if found := _relay_mention(text, quote):
            relays[found.span] = found
    named = [s for q in quotes for s in places.of(q["speaker"]["name"] or "", kind=q["speaker"]["kind"] or "")]
    near_names = [CharSpan(max(0, s.start - ROLE_REACH_CHARS), min(len(text), s.end + ROLE_REACH_CHARS)) for s in named]
    near_quotes = _paragraphs_of(text, [s for q in quotes for s in spans_of(q["spans"])])
    layers = {
        "role": LayerLabels(spans=flatten(roles), unknown=(*complement(len(text), near_names), *elsewhere)),
        "relay": LayerLabels(spans=flatten(list(relays.values())), unknown=complement(len(text), near_quotes)),
    }
    return layers, links


def _relay_mention(text: str, quote: dict[str, Any]) -> LabelledSpan | None:
    """The place in the quotation's own paragraph, outside its content, that names the relay."""
    relay = quote.get("relay")
    if not relay:
        return None
    contents = spans_of(quote["spans"])
    paragraphs = _paragraphs_of(text, contents)
    places = [o for o in outlet_occurrences(text, relay["name"]) if any(p.holds(o) for p in paragraphs)]
    found = nearest(clear_of(contents, places), contents, within=200)
    return LabelledSpan(span=found[0], kind=relay.get("relation") or "reported") if found else None


def _paragraphs_of(text: str, spans: Sequence[CharSpan]) -> list[CharSpan]:
    paragraphs = [CharSpan(*m.span()) for m in _PARAGRAPH.finditer(text)]
    return [p for p in paragraphs if any(p.overlap(span) for span in spans)]

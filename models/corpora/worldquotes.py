"""Reads articles whose quotations have their real speakers marked (worldquotes, PolNeAR's speakers, more newswire)."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from models.corpora.examples import (
    Example,
    LabelledSpan,
    LayerLabels,
    Link,
    clear_of,
    flatten,
    label,
    read_json_lines,
    span_of,
    spans_of,
)
from models.corpora.naming import NamedPlaces, name_words, nearest, occurrences, outlet_occurrences
from models.corpora.worldner import name_labels
from models.spans import CharSpan

ROLE_REACH_CHARS = 150
"""How far from a name its role may stand to be taken for the annotated one."""
_CLOSE_CHARS = 40
"""How far from a name every occurrence of its role is taken for one."""


def read_worldquotes(path: Path, *, is_outlet: Callable[[str], bool]) -> Iterator[Example]:
    """Every article of a file in the worldquotes form, all layers but PolNeAR's own labelled."""
    return (worldquotes_example(row, is_outlet=is_outlet) for row in read_json_lines(path))


def worldquotes_example(row: dict[str, Any], *, is_outlet: Callable[[str], bool]) -> Example:
    """One row in the worldquotes form, with names only where its `entities` are marked."""
    text, quotes = row["text"], row["quotes"]
    places = NamedPlaces(
        text=text,
        persons=tuple(CharSpan(a, b) for a, b, kind in row["entities"] if kind == "Person"),
        organizations=tuple(CharSpan(a, b) for a, b, kind in row["entities"] if kind == "Organization"),
        locations=tuple(CharSpan(a, b) for a, b, kind in row["entities"] if kind == "Location"),
    )
    relays = relay_spans(quotes)
    outlets = {span.cut(text).casefold() for span in (r.span for r in relays)}
    roles, elsewhere, role_links = role_labels(quotes, places)
    layers = {
        "content": LayerLabels(spans=flatten(label("content", [s for q in quotes for s in spans_of(q["spans"])]))),
        "cue": LayerLabels(spans=flatten(label("cue", [span_of(q["cue"]) for q in quotes if q["cue"]]))),
        "source": LayerLabels(spans=flatten(label("source", [m for q in quotes if (m := mention_of(q))]))),
        "relay": LayerLabels(spans=flatten(relays)),
        "role": LayerLabels(spans=flatten(roles), unknown=(*_around_silent_names(places, quotes), *elsewhere)),
    }
    if row["entities"]:
        layers["name"] = name_labels(row, lambda words: words.casefold() in outlets or is_outlet(words))
    links = [link for quote in quotes for link in quote_links(quote, quotes, places)]
    return Example(id=row["id"], text=text, layers=layers, links=(*links, *role_links))


def mention_of(quote: dict[str, Any]) -> CharSpan | None:
    """The written source of a quotation."""
    mention = quote["speaker"].get("mention")
    return span_of(mention) if mention else None


def relay_spans(quotes: Sequence[dict[str, Any]]) -> list[LabelledSpan]:
    """The places that name a relaying outlet, with the relation."""
    relays = [q["relay"] for q in quotes if q.get("relay") and q["relay"].get("mention")]
    return [LabelledSpan(span=span_of(r["mention"]), kind=r["relation"] or "reported") for r in relays]


def role_labels(
    quotes: Sequence[dict[str, Any]], places: NamedPlaces
) -> tuple[list[LabelledSpan], list[CharSpan], list[Link]]:
    """The annotated roles beside their holders' names, the same words elsewhere, and links from role to name.

    Nobody marked whether the words mean the role elsewhere too: these places are unknown. What describes a speaker
    without a name (`a US official`) is nobody's role, and links to none.
    """
    labels: dict[CharSpan, LabelledSpan] = {}
    elsewhere: set[CharSpan] = set()
    links: list[Link] = []
    holders = {(q["speaker"]["name"], q["speaker"].get("role")) for q in quotes if _is_person(q)}
    for name, role in sorted(holders, key=str):
        found = occurrences(places.text, role, ignore_case=True) if role else []
        elsewhere |= set(found)
        for place, holder in _held(found, places.of_person(name)):
            labels[place] = LabelledSpan(span=place, kind="role")
            links.append(Link(relation="holder", query=place, answers=(holder,)))
    links += [Link(relation="holder", query=mention, answers=()) for mention in _nameless(quotes, places)]
    return list(labels.values()), sorted(elsewhere - labels.keys()), links


def _held(roles: Sequence[CharSpan], names: Sequence[CharSpan]) -> Iterator[tuple[CharSpan, CharSpan]]:
    """Each role close to a name with that name, and the role that is nearest to one, if it is not too far."""
    best = nearest(roles, names, within=ROLE_REACH_CHARS)
    for role in roles:
        pair = nearest([role], names, within=ROLE_REACH_CHARS if best and role == best[0] else _CLOSE_CHARS)
        if pair and not pair[0].overlap(pair[1]):
            yield pair


def _nameless(quotes: Sequence[dict[str, Any]], places: NamedPlaces) -> list[CharSpan]:
    """The written sources of speakers without a name, those that overlap somebody's name left out."""
    mentions = {m for q in quotes if q["speaker"].get("kind") == "unnamed" and (m := mention_of(q))}
    return sorted(clear_of(places.persons, mentions))


def _is_person(quote: dict[str, Any]) -> bool:
    return quote["speaker"].get("kind") == "person" and bool(quote["speaker"].get("name"))


def _around_silent_names(places: NamedPlaces, quotes: Sequence[dict[str, Any]]) -> tuple[CharSpan, ...]:
    """Round the names of people who are not quoted, roles may stand that nobody marked."""
    spoken = {span for q in quotes if _is_person(q) for span in places.of_person(q["speaker"]["name"])}
    reach, n_chars = ROLE_REACH_CHARS, len(places.text)
    silent = [span for span in places.persons if span not in spoken]
    return tuple(CharSpan(max(0, s.start - reach), min(n_chars, s.end + reach)) for s in silent)


def quote_links(quote: dict[str, Any], quotes: Sequence[dict[str, Any]], places: NamedPlaces) -> Iterator[Link]:
    """All links of one quotation, from each of its content pieces."""
    cue, mention = quote.get("cue"), mention_of(quote)
    contents = spans_of(quote["spans"])
    for content in contents:
        yield Link(relation="cue", query=content, answers=(span_of(cue),) if cue else ())
        yield Link(relation="source", query=content, answers=(mention,) if mention else ())
    yield from speaker_links(quote, contents, mention, places)
    yield from bearer_links(quote, contents, quotes, places)
    yield from relay_links(quote, contents, quotes, places.text)


def speaker_links(
    quote: dict[str, Any], contents: Sequence[CharSpan], mention: CharSpan | None, places: NamedPlaces
) -> Iterator[Link]:
    """From contents and a mention without a name to where the speaker is named; none when names were not found."""
    name, kind = quote["speaker"].get("name"), quote["speaker"].get("kind") or "unknown"
    answers = places.of(name, kind=kind) if name else ()
    if kind == "person" and not answers:
        return
    for content in contents:
        yield Link(relation="speaker", query=content, answers=answers)
    if mention and not any(mention.overlap(answer) for answer in answers):
        yield Link(relation="antecedent", query=mention, answers=answers)


def bearer_links(
    quote: dict[str, Any], contents: Sequence[CharSpan], quotes: Sequence[dict[str, Any]], places: NamedPlaces
) -> Iterator[Link]:
    """From contents and the written source to all names and wordings of the speaker; to nothing for nobody.

    None where the annotation names somebody whom the article does not.
    """
    mention, name = mention_of(quote), quote["speaker"].get("name")
    answers = _bearers(quote, quotes, places) if name else ()
    if name and not answers:
        return
    for query in (*contents, *((mention,) if mention else ())):
        yield Link(relation="bearer", query=query, answers=answers)


def _bearers(quote: dict[str, Any], quotes: Sequence[dict[str, Any]], places: NamedPlaces) -> tuple[CharSpan, ...]:
    """The speaker's names; without any, the written sources that call them in full, else those alike to this one."""
    name, kind = quote["speaker"]["name"], quote["speaker"].get("kind") or ""
    named = places.of(name, kind=kind)
    if kind == "person":
        return named
    written = {m: name_words(m.cut(places.text)) for q in quotes if (m := mention_of(q))}
    wanted = name_words(name)
    full = [m for m, words in written.items() if words and (words == wanted or wanted < words)]
    mention = mention_of(quote)
    alike = [m for m, words in written.items() if mention and words == written[mention]]
    return tuple(sorted({*named, *full} or alike))


def relay_links(
    quote: dict[str, Any], contents: Sequence[CharSpan], quotes: Sequence[dict[str, Any]], text: str
) -> Iterator[Link]:
    """From contents to every place that names the relaying outlet; none when it is named nowhere."""
    relay = quote.get("relay")
    answers: set[CharSpan] = set()
    if relay:
        same = [q["relay"] for q in quotes if q.get("relay") and q["relay"]["name"] == relay["name"]]
        answers = {span_of(r["mention"]) for r in same if r.get("mention")}
        answers = answers or set(outlet_occurrences(text, relay["name"]))
        if not answers:
            return
    for content in contents:
        yield Link(relation="relay", query=content, answers=tuple(sorted(answers)))

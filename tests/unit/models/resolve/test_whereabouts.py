"""Where an article names whom: before and behind a place, in which paragraph, near which words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import process_time

import pytest

from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast, gather
from models.resolve.whereabouts import MOST_PERSONS, Whereabouts
from models.spans import CharSpan
from tests.unit.models.stand_ins import marked_names, scored, span_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A text and where it names whom, asked for by names and words in place of numbers."""

    text: str
    cast: Cast
    where: Whereabouts

    def entity(self, name: str) -> int:
        return next(number for number, entity in enumerate(self.cast.entities) if entity.name == name)

    def names(self, entities: Sequence[int] | set[int]) -> list[str]:
        return [self.cast.entities[entity].name for entity in entities]

    def at(self, words: str, nth: int = 0) -> int:
        return span_of(self.text, words, nth=nth).start


def scene(marked: str, *sources: str, headline_people: Sequence[str] = ()) -> Scene:
    """Written sources in text order, given by their words, each the first such."""
    text, names = marked_names(marked)
    cast = gather(text, names, headline_people=headline_people)
    written = [scored(text, words, kind="source") for words in sources]
    return Scene(text=text, cast=cast, where=Whereabouts(text, cast=cast, sources=written))


MARKET = scene(
    "[Ada Moor] met [Ben Hill].\n[Moor] paid the [organization|Reed Fund].\nThe end. [Hill] slept.\nAll did."
)
ADA, BEN, FUND = map(MARKET.entity, ("Ada Moor", "Ben Hill", "Reed Fund"))
END = len(MARKET.text)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(0, 0, id="beginning"),
        pytest.param(MARKET.at("\n"), 0, id="line break is of the paragraph that it ends"),
        pytest.param(MARKET.at("Moor paid"), 1, id="first letter"),
        pytest.param(MARKET.at("Hill slept"), 2, id="inside"),
        pytest.param(END, 3, id="end of the text"),
    ],
)
def test_paragraphs_are_counted_from_the_first(place: int, expected: int):
    assert MARKET.where.paragraph(place) == expected


def test_places_are_those_of_all_forms_of_a_name():
    assert MARKET.where.places(ADA) == [0, MARKET.at("Moor", 1)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[Ada Moor] met [Ada Moor]. [Moor] slept; [Ada] ate.", 2, id="not by a part of the name"),
        pytest.param("Judge [Ada Moor] met [ADA MOOR].", 2, id="title and capitals"),
        pytest.param("[Judge Ada Moor], and later [Ada Moor]'s dog.", 2, id="title inside the name"),
        pytest.param("[Ada Moor] met [Ada Maria Moor].", 1, id="fuller name later"),
        pytest.param("[Moor] met [Moor].", 2, id="never more than a surname"),
    ],
)
def test_names_in_full_are_those_of_all_words_of_the_fullest(marked: str, expected: int):
    assert scene(marked).where.times_in_full(0) == expected


@pytest.mark.parametrize(
    ("entity", "place", "expected"),
    [
        pytest.param(ADA, END, MARKET.at("Moor", 1), id="last of two"),
        pytest.param(ADA, MARKET.at("Moor", 1), 0, id="not the name that begins there"),
        pytest.param(ADA, MARKET.at("Moor", 1) + 1, MARKET.at("Moor", 1), id="name that has begun"),
        pytest.param(BEN, MARKET.at("Hill slept"), MARKET.at("Ben Hill"), id="others between"),
        pytest.param(FUND, END, MARKET.at("Reed"), id="organization"),
        pytest.param(BEN, 5, None, id="not yet named"),
        pytest.param(ADA, 0, None, id="nothing before"),
    ],
)
def test_last_name_before_a_place(entity: int, place: int, expected: int | None):
    assert MARKET.where.last_before(entity, place) == expected


@pytest.mark.parametrize(
    ("entity", "place", "expected"),
    [
        pytest.param(ADA, 0, 0, id="name that begins there"),
        pytest.param(ADA, 1, MARKET.at("Moor", 1), id="not the name that has begun"),
        pytest.param(BEN, MARKET.at("Moor paid"), MARKET.at("Hill slept"), id="others between"),
        pytest.param(ADA, MARKET.at("The end"), None, id="named no more"),
        pytest.param(BEN, END, None, id="nothing behind"),
    ],
)
def test_next_name_from_a_place_on(entity: int, place: int, expected: int | None):
    assert MARKET.where.next_from(entity, place) == expected


def test_person_of_the_headline_alone_is_nowhere_in_the_text():
    seen = scene("[Ada Moor] slept.", "Ada Moor", headline_people=["Cy Lund"])
    where, cy = seen.where, seen.entity("Cy Lund")

    assert list(where.places(cy)) == []
    assert (where.last_before(cy, 10), where.next_from(cy, 0)) == (None, None)
    assert (where.words_near(cy), where.times_written(cy), where.times_in_full(cy)) == (frozenset(), 0, 0)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(END, ["Ben Hill", "Ada Moor"], id="nearest first, everybody once"),
        pytest.param(MARKET.at("The end"), ["Ada Moor", "Ben Hill"], id="no organization"),
        pytest.param(MARKET.at("Ben Hill"), ["Ada Moor"], id="not the name that begins there"),
        pytest.param(0, [], id="nothing before"),
    ],
)
def test_people_named_last_before_a_place(place: int, expected: list[str]):
    assert MARKET.names(MARKET.where.persons_before(place)) == expected


def test_people_of_one_place_are_not_those_of_another():
    found = [MARKET.names(MARKET.where.persons_before(place)) for place in (END, 5, END)]
    assert found == [["Ben Hill", "Ada Moor"], ["Ada Moor"], ["Ben Hill", "Ada Moor"]]


def test_of_many_people_the_nearest_are_told():
    people = [f"Ada M{letter}or" for letter in "abcdefghijkl"]
    seen = scene(" and ".join(f"[{name}]" for name in people))
    assert seen.names(seen.where.persons_before(len(seen.text))) == people[: -MOST_PERSONS - 1 : -1]


@pytest.mark.parametrize(
    ("n_between", "expected"),
    [
        pytest.param(50, ["Ben Hill", "Ada Moor"], id="near enough"),
        pytest.param(200, ["Ben Hill"], id="too far back"),
    ],
)
def test_somebody_named_long_before_all_others_is_past(n_between: int, expected: list[str]):
    seen = scene("[Ada Moor] slept." + " [Ben Hill] ate." * n_between)
    assert seen.names(seen.where.persons_before(len(seen.text))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["Ada Moor met Ben Hill"], {"Ada Moor", "Ben Hill"}, id="several"),
        pytest.param(["met Ben Hill.", "The end. Hill"], {"Ben Hill"}, id="one, twice"),
        pytest.param(["Ada Moor", "the Reed Fund"], {"Ada Moor", "Reed Fund"}, id="several spans"),
        pytest.param(["Hill slept"], {"Ben Hill"}, id="part of a full name"),
        pytest.param(["Ada M"], {"Ada Moor"}, id="cut off"),
        pytest.param([" met "], set(), id="beside names"),
        pytest.param([], set(), id="no span"),
    ],
)
def test_entities_named_inside_spans(words: list[str], expected: set[str]):
    spans = [span_of(MARKET.text, part) for part in words]
    assert set(MARKET.names(MARKET.where.named_in(tuple(spans)))) == expected


COURT = scene(
    "“One,” said Judge [Ada Moor]. “Two,” said [Ben Hill]'s driver. “Three,” said [Hill]. “Four,” she said. "
    "“Five,” said the [organization|Reed Fund]. “Six,” said old [Moor].",
    *("Judge Ada Moor", "Ben Hill's driver", "she", "the Reed Fund", "old Moor"),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ada Moor", 2, id="twice, with words before the name"),
        pytest.param("Reed Fund", 1, id="organization"),
        pytest.param("Ben Hill", 0, id="named in a source that is not theirs, and outside of all"),
    ],
)
def test_written_sources_count_for_those_whose_name_they_are(name: str, expected: int):
    assert COURT.where.times_written(COURT.entity(name)) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param("“One", None, id="nothing before"),
        pytest.param("Judge", None, id="not the source that begins there"),
        pytest.param("“Two", "Ada Moor", id="source before"),
        pytest.param("“Five", "Ada Moor", id="pronoun and description between"),
        pytest.param("“Six", "Reed Fund", id="organization"),
    ],
)
def test_last_written_source_with_a_name_before_a_place(place: str, expected: str | None):
    last = COURT.where.last_written(COURT.at(place))
    assert (None if last is None else COURT.names([last])[0]) == expected


FAR = "so " * 40
"""More than stands near."""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(f"[Ada Moor], the baker, slept {FAR}.", True, id="behind, at the beginning of the text"),
        pytest.param(f"It was {FAR} the baker [Ada Moor]", True, id="before, at the end of the text"),
        pytest.param("[Ada Moor], the BAKER, slept.", True, id="capitals"),
        pytest.param("[Ada Moor], the båker, slept.", True, id="accent"),
        pytest.param(f"[Ada Moor] slept.{FAR}The baker [Moor] woke.", True, id="at a later name"),
        pytest.param(f"The baker was {FAR} like [Ada Moor].", False, id="far before"),
        pytest.param(f"[Ada Moor] was {FAR} like the baker.", False, id="far behind"),
        pytest.param(f"[Ada Moor] slept.{FAR}The baker [Ben Hill] woke.", False, id="at another's name"),
        pytest.param(
            f"[Ada Moor] slept.{f'{FAR}[Moor] ate.' * 30}{FAR}The baker [Moor]", False, id="at a far later name"
        ),
    ],
)
def test_words_near_somebodys_first_names_are_theirs(marked: str, expected: bool):
    seen = scene(marked)
    assert ("baker" in seen.where.words_near(seen.entity("Ada Moor"))) is expected


def seconds_for(n_lines: int) -> float:
    """Processor time to ask all that can be asked of two entities, at ever new places of a text that names both."""
    line, names = marked_names("[Ada Moor] paid the [organization|Reed Fund].\n")
    text, width = line * n_lines, len(line)
    cast = gather(text, [moved(name, by=number * width) for number in range(n_lines) for name in names])
    sources = [name for name in cast.names if name.kind == "person"]
    before = process_time()
    where = Whereabouts(text, cast=cast, sources=sources)
    for place in range(0, len(text), 5 * width):
        where.persons_before(place)
        where.last_written(place)
        where.named_in((CharSpan(place, place + width),))
        for entity in (0, 1):
            where.times_written(entity)
            where.times_in_full(entity)
            where.words_near(entity)
            where.paragraph(where.last_before(entity, place) or 0)
            where.paragraph(where.next_from(entity, place) or 0)
    return process_time() - before


def moved(name: ScoredSpan, *, by: int) -> ScoredSpan:
    return replace(name, span=CharSpan(name.span.start + by, name.span.end + by))


def test_time_grows_with_the_names_and_the_places_and_no_faster():
    few, many = (min(seconds_for(n_lines) for _ in range(3)) for n_lines in (2_500, 10_000))
    assert many < 8 * few

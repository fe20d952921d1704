import pytest

from models.decode.links import LinkTable
from models.decode.quotations import FoundQuotation, MarkedText, continues, find_quotations
from models.network.backend import PieceSpan
from models.spans import CharSpan
from models.text.quote_marks import quoted_segments
from tests.unit.models.decode.scores import SURE, Target, reading_of, scored
from tests.unit.models.text.cutters import word_pieces


def find(
    text: str,
    *,
    contents: list[str],
    cue_of: dict[str, str] | None = None,
    source_of: dict[str, str] | None = None,
    signed: dict[str, str] | None = None,
) -> list[FoundQuotation]:
    """Quotations of a text whose contents point as the tables say; what they point to are the cues and sources.

    signed: contents with a signature, and its words
    """
    pieces = word_pieces(text)
    spans = {words: scored(text, pieces, words) for words in contents}
    tables = {"cue": cue_of or {}, "source": source_of or {}}
    found = {
        relation: {
            words: scored(text, pieces, words, kind=relation) for words in sorted(table.values(), key=text.index)
        }
        for relation, table in tables.items()
    }
    answers: dict[tuple[str, PieceSpan], dict[Target, float]] = {
        (relation, spans[content].pieces): {found[relation][target].pieces.first: 0.75, "none": 0.25}
        for relation, table in tables.items()
        for content, target in table.items()
    }
    cues, sources = list(found["cue"].values()), list(found["source"].values())
    ordered = list(spans.values())
    table = LinkTable(reading_of(answers, n_pieces=len(pieces)), ordered, {"cue": cues, "source": sources})
    names = {spans[content].pieces: scored(text, pieces, words) for content, words in (signed or {}).items()}
    return find_quotations(text, pieces, contents=ordered, cues=cues, sources=sources, table=table, signed=names)


def words_of(text: str, quotations: list[FoundQuotation]) -> list[list[str]]:
    return [[content.span.cut(text) for content in quotation.contents] for quotation in quotations]


def test_contents_that_share_a_cue_are_one_quotation():
    text = "“Rain,” she said. “And sun.” “No,” he replied."

    found = find(
        text,
        contents=["“Rain,”", "“And sun.”", "“No,”"],
        cue_of={
            "“Rain,”": "said",
            "“And sun.”": "said",
            "“No,”": "replied",
        },
    )

    assert words_of(text, found) == [["“Rain,”", "“And sun.”"], ["“No,”"]]


def test_contents_without_cues_stay_apart():
    text = "“Rain.” “Sun.”"

    assert words_of(text, find(text, contents=["“Rain.”", "“Sun.”"])) == [["“Rain.”"], ["“Sun.”"]]


def test_reopened_paragraphs_are_one_quotation():
    text = "She said: “Rain.\n“Sun.\n“Wind.”"

    found = find(text, contents=["“Rain.", "“Sun.", "“Wind.”"], cue_of={"“Rain.": "said"})

    assert words_of(text, found) == [["“Rain.", "“Sun.", "“Wind.”"]]


def test_reopened_paragraph_with_a_cue_of_its_own_stays_apart():
    text = "“Rain,” she said. “Snow.\n“Sun,” he replied."

    found = find(text, contents=["“Rain,”", "“Snow.", "“Sun,”"], cue_of={"“Snow.": "said", "“Sun,”": "replied"})

    assert words_of(text, found) == [["“Rain,”"], ["“Snow."], ["“Sun,”"]]


def test_group_joined_by_cue_and_by_paragraph_is_one():
    text = "“Rain,” she said. “Snow.\n“Sun.”"

    found = find(text, contents=["“Rain,”", "“Snow.", "“Sun.”"], cue_of={"“Rain,”": "said", "“Sun.”": "said"})

    assert words_of(text, found) == [["“Rain,”", "“Snow.", "“Sun.”"]]


def test_quotation_takes_the_cue_and_the_source_that_its_contents_point_to():
    text = "“Rain,” she said. “And sun.”"

    [found] = find(
        text,
        contents=["“Rain,”", "“And sun.”"],
        cue_of={"“Rain,”": "said", "“And sun.”": "said"},
        source_of={"“Rain,”": "she"},
    )

    assert found.cue is not None
    assert found.cue.span.cut(text) == "said"
    assert (found.start, found.confidence) == (0, pytest.approx(SURE))


@pytest.mark.parametrize(
    ("source_of", "expected"),
    [
        pytest.param({"“Rain,”": "she", "“And sun.”": "she"}, "she", id="both point to it"),
        pytest.param({"“Rain,”": "she"}, None, id="on the mean none is likelier"),
        pytest.param({}, None, id="nothing points anywhere"),
    ],
)
def test_source_is_that_of_the_contents_together(source_of: dict[str, str], expected: str | None):
    text = "“Rain,” she said. “And sun.”"
    cue_of = {"“Rain,”": "said", "“And sun.”": "said"}

    [found] = find(text, contents=["“Rain,”", "“And sun.”"], cue_of=cue_of, source_of=source_of)

    assert (found.mention and found.mention.span.cut(text)) == expected


@pytest.mark.parametrize(
    ("text", "linked", "expected"),
    [
        pytest.param("“Rain,” said Moor.\n“Sun,” said Hill.", "Hill", "Moor", id="linked elsewhere, one behind"),
        pytest.param("“Rain,” Moor said.\n“Sun,” Hill said.", "Hill", "Moor", id="linked elsewhere, one before it"),
        pytest.param("“Rain,” said Moor. “Sun,” said Hill.", "Hill", "Hill", id="linked in the same paragraph"),
        pytest.param("“Rain,” said old Moor.\n“Sun,” said Hill.", "Hill", "Hill", id="none beside the cue"),
        pytest.param("“Rain,” said\nMoor.\n“Sun,” said Hill.", "Hill", "Hill", id="only across a break"),
    ],
)
def test_source_beside_the_cue_is_meant_before_one_of_another_paragraph(text: str, linked: str, expected: str):
    found = find(
        text,
        contents=["“Rain,”", "“Sun,”"],
        cue_of={"“Rain,”": "said"},
        source_of={"“Rain,”": linked, "“Sun,”": "Moor"},
    )

    assert found[0].mention is not None
    assert found[0].mention.span.cut(text) == expected


def test_no_contents_are_no_quotations():
    assert find("Rain.", contents=[]) == []


@pytest.mark.parametrize(
    ("sketch", "expected"),
    [
        pytest.param("[“Rain.\n][“Sun.”]", True, id="reopened"),
        pytest.param("[“Rain.\n\n][“Sun.”]", True, id="blank line between"),
        pytest.param('["Rain.\n]["Sun."]', True, id="straight"),
        pytest.param("[«Rain.\n][«Sun.»]", True, id="guillemets"),
        pytest.param("[“Rain.”\n][“Sun.”]", False, id="was closed"),
        pytest.param('["Rain."\n]["Sun."]', False, id="was closed, straight"),
        pytest.param("[“Rain. ][“Sun.”]", False, id="same paragraph"),
        pytest.param("[“Rain.\n]Then [“Sun.”]", False, id="words between"),
        pytest.param("[“Rain.\n][Sun.”]", False, id="not reopened"),
        pytest.param("[Rain.\n][“Sun.”]", False, id="was not open"),
        pytest.param("[“Rain.\n][«Sun.»]", False, id="another mark"),
    ],
)
def test_quotation_goes_on_where_its_mark_is_reopened(sketch: str, expected: bool):
    parts = sketch.replace("]", "[").split("[")
    text = "".join(parts)
    left = CharSpan(len(parts[0]), len(parts[0] + parts[1].rstrip()))
    right = CharSpan(len("".join(parts[:3])), len("".join(parts[:4])))

    assert continues(text, left, right) is expected


@pytest.mark.parametrize(
    ("text", "contents", "expected"),
    [
        pytest.param("“Rain,” she said.", ["“Rain,”"], "direct", id="all in marks"),
        pytest.param("“Rain,” she said. “Sun.”", ["“Rain,”", "“Sun.”"], "direct", id="all of both parts"),
        pytest.param("“Rain.” “Sun.”", ["“Rain.” “Sun.”"], "direct", id="two segments and space"),
        pytest.param("“Rain soon", ["“Rain soon"], "direct", id="unclosed"),
        pytest.param("that “rain” would come", ["that “rain” would come"], "mixed", id="quoted word"),
        pytest.param("“Rain,” and sun", ["“Rain,”", "sun"], "mixed", id="one part without marks"),
        pytest.param("that rain would come", ["that rain would come"], "indirect", id="no marks"),
        pytest.param("“rain” would come", ["would come"], "indirect", id="marks elsewhere"),
        pytest.param("that ‘rain’ would come", ["that ‘rain’ would come"], "mixed", id="single marks"),
        pytest.param("“say ‘rain’ now”", ["“say ‘rain’ now”"], "direct", id="nested marks"),
    ],
)
def test_type_follows_the_marks(text: str, contents: list[str], expected: str):
    spans = [CharSpan(text.index(words), text.index(words) + len(words)) for words in contents]

    assert MarkedText(quoted_segments(text)).quotation_type(text, spans) == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        pytest.param({}, "she", id="no signature"),
        pytest.param({"“Sun.”": "Moor"}, "Moor", id="behind the last content"),
        pytest.param({"“Rain,”": "Moor"}, "she", id="behind an earlier one"),
    ],
)
def test_signature_is_the_mention_whatever_the_links_say(signed: dict[str, str], expected: str):
    text = "“Rain,” she said. “Sun.” — Moor"

    [found] = find(
        text,
        contents=["“Rain,”", "“Sun.”"],
        cue_of={"“Rain,”": "said", "“Sun.”": "said"},
        source_of={"“Rain,”": "she", "“Sun.”": "she"},
        signed=signed,
    )

    assert found.mention
    assert found.mention.span.cut(text) == expected

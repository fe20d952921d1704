"""A name behind a quotation and a dash says who said it; a name in running text does not."""

import pytest

from models.decode.signatures import signatures, with_signatures
from models.decode.spans import ScoredSpan
from tests.unit.models.stand_ins import marked_names, scored


def signed_by(marked: str, *contents: str) -> list[str | None]:
    """For each content the name that signs it."""
    text, names = marked_names(marked)
    spans = [scored(text, words) for words in contents]
    found = signatures(text, contents=spans, names=names)
    return [found[span.pieces].span.cut(text) if span.pieces in found else None for span in spans]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("“Rain.” — [Ada Moor]", id="em dash"),
        pytest.param("“Rain.”― [Ada Moor].", id="horizontal bar and a point"),
        pytest.param("“Rain.” – [Ada Moor], baker\nSun.", id="role"),
        pytest.param("“Rain.” - [Ada Moor]\nSun.", id="hyphen"),
        pytest.param("“Rain.” -- [Ada Moor] (@moor) May 3", id="handle and date"),
        pytest.param("Sun.\n“Rain.”\n— [Ada Moor]\n", id="in the next line"),
        pytest.param("Sun.\n* “Rain.” — [Ada Moor]", id="in a list"),
    ],
)
def test_name_behind_a_dash_signs_the_line(marked: str):
    assert signed_by(marked, "“Rain.”") == ["Ada Moor"]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("“Rain.” [Ada Moor]", id="no dash"),
        pytest.param("“Rain.” — [Ada Moor] had said so before.", id="the sentence goes on"),
        pytest.param("“Rain.” — [Ada Moor]'s book", id="what is hers"),
        pytest.param("“Rain.” — [Ada Moor], " + "who once was a baker and " * 4, id="a long clause"),
        pytest.param("She said “Rain.” — [Ada Moor]", id="not at the beginning of its line"),
        pytest.param("“Rain.”\n\n— [Ada Moor]", id="an empty line between"),
        pytest.param("“Rain.” —\n\n[Ada Moor]", id="an empty line behind the dash"),
        pytest.param("“Rain.” or — [Ada Moor]", id="a word between"),
        pytest.param("“Rain.” — [organization|Hill Fund]", id="an organization"),
        pytest.param("“Rain.”", id="nobody"),
    ],
)
def test_other_names_sign_nothing(marked: str):
    assert signed_by(marked, "“Rain.”") == [None]


def test_each_line_has_its_own_signature():
    marked = "“Rain.” — [Ada Moor]\n“Sun.” — [Ben Hill]\n“Hail.”"

    assert signed_by(marked, "“Rain.”", "“Sun.”", "“Hail.”") == ["Ada Moor", "Ben Hill", None]


TEXT = "She said so. “Rain.” — Ada Moor"
SHE, MOOR, ADA = (scored(TEXT, words, kind="source") for words in ("She", "Moor", "Ada Moor"))


@pytest.mark.parametrize(
    ("sources", "signed", "expected"),
    [
        pytest.param([SHE, MOOR], {}, [SHE, MOOR], id="no signature"),
        pytest.param([SHE], {"a": ADA}, [SHE, ADA], id="beside the sources"),
        pytest.param([SHE, MOOR], {"a": ADA}, [SHE, ADA], id="in place of a source"),
        pytest.param([], {"a": ADA, "b": ADA}, [ADA], id="once for two contents"),
    ],
)
def test_signatures_are_written_sources(
    sources: list[ScoredSpan], signed: dict[str, ScoredSpan], expected: list[ScoredSpan]
):
    contents = {key: scored(TEXT, "“Rain.”"[: 4 + number]).pieces for number, key in enumerate(signed)}

    assert with_signatures(sources, {contents[key]: name for key, name in signed.items()}) == expected

"""Made-up outcomes for tests of what is written: results with few or no quotations, and failures."""

from contextlib import closing
from typing import Any

from service.client.items import Item, Outcome
from service.client.outputs import Output

PROBLEM = {"title": "Unprocessable Entity", "status": 422, "detail": "The text is too long."}


def make_quote(number: int) -> dict[str, Any]:
    """A direct quotation that nobody knows the speaker of."""
    text = f"“It opens on day {number},”"
    return {
        "id": f"q{number}",
        "type": "direct",
        "text": text,
        "spans": [{"start": 0, "end": len(text), "text": text}],
        "cue": None,
        "speaker": None,
        "outlet": None,
        "confidence": 0.5,
        "confidences": {"quotation": 0.75, "speaker": 0.5, "outlet": 1.0},
    }


def make_result(article_id: str, *, n_quotes: int) -> dict[str, Any]:
    """The result for an article of which no outlet is known."""
    return {
        "id": article_id,
        "outlet": None,
        "agency": None,
        "quotes": [make_quote(number) for number in range(1, n_quotes + 1)],
        "entities": [],
        "offset_unit": "code_point",
        "model": {"name": "m", "version": "2"},
    }


def make_outcome(number: int, *, n_quotes: int = 1, keeps_text: bool = False, fails: bool = False) -> Outcome:
    """What became of the article with this number."""
    article = {"id": f"a{number}", "text": f"Text {number}.", "url": f"https://hill.example/{number}"}
    item = Item(number=number, article=article, keeps_text=keeps_text)
    if fails:
        return Outcome(item=item, problem=PROBLEM)
    return Outcome(item=item, result=make_result(f"a{number}", n_quotes=n_quotes))


def mixed_outcomes(n_items: int) -> list[Outcome]:
    """Of all sorts: every third fails, the others have no, one or two quotations, and some keep their text."""
    return [
        make_outcome(number, n_quotes=number % 3, keeps_text=number % 2 == 0, fails=number % 3 == 2)
        for number in range(n_items)
    ]


def write_all(output: Output, outcomes: list[Outcome]) -> None:
    """Write those that are not settled yet, and finish."""
    with closing(output):
        for outcome in outcomes[output.n_done :]:
            output.write(outcome)
        output.finish()

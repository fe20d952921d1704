"""Articles for the tests of the demo page, with all that a pipeline shall say of them, worked out by hand."""

from models.records import (
    Article,
    Confidences,
    PublishingOutlet,
    Quotation,
    QuotationType,
    Result,
    SourceOutlet,
    Speaker,
    SpeakerKind,
)
from models.spans import CharSpan
from tests.fakes import FailingPipeline

POST = SourceOutlet(name="The Hill Post", domain="hillpost.example", via="publisher")
PUBLISHER = PublishingOutlet(name="The Hill Post", domain="hillpost.example", basis="url", confidence=0.97)

# Emoji stand before everything, two words stand twice, a quotation is broken by its cue, one stands in another, two
# overlap, one is in Hebrew and one comes through another outlet.
PARADE = (
    "🎉👩‍🚀 The moon, the moon!\n\n"
    "“We 💚 the moon,” said Noa Adler, the mayor. “We will go.”\n\n"
    "Lake Radio reported that the mayor said “the moon ‘is ours’ today”, and so on.\n\n"
    "“שלום לכל העולם,” wrote דנה."
)
QUIET = "Nobody said a word.\n\nThe sun went down."
FIRST = "“We counted every nest twice, and came to the same number,” Ada Moor told Lake Radio."
SECOND = "“We counted each nest twice and came to the same number,” said Moor, who is a biologist."

_SCRIPT = "<script>window.broken = 1</script>"
_IMAGE = '"><img src="/broken" onerror="window.broken = 2">'
HOSTILE_NAME = f"Ada {_IMAGE} Moor"
HOSTILE = (
    f"{_SCRIPT} {_IMAGE}\n\n“Hello {_SCRIPT} there,” said {HOSTILE_NAME} to {_SCRIPT}.\n\n"
    "</p></article><svg onload=window.broken=3><a href=javascript:window.broken=4>x</a> ${window.broken=5} {{7*7}}"
)


def find(text: str, words: str, *, nth: int = 0) -> CharSpan:
    """The nth place of the words, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return CharSpan(start=start, end=start + len(words))


def speaker(text: str, mention: str, *, name: str, kind: SpeakerKind = "person", role: str | None = None) -> Speaker:
    """A speaker who is named once."""
    return Speaker(name=name, kind=kind, role=role, entity=None, mention=find(text, mention))


def quotation(
    number: int,
    kind: QuotationType,
    spans: list[CharSpan],
    *,
    cue: CharSpan | None = None,
    by: Speaker | None = None,
    outlet: SourceOutlet | None = POST,
    confidence: float = 0.95,
) -> Quotation:
    """A quotation whose parts are all as sure."""
    return Quotation(
        id=f"q{number}",
        type=kind,
        spans=tuple(spans),
        cue=cue,
        speaker=by,
        outlet=outlet,
        confidence=confidence,
        confidences=Confidences(quotation=0.99, speaker=0.98, outlet=confidence),
    )


def _parade() -> tuple[Quotation, ...]:
    mayor = speaker(PARADE, "Noa Adler", name="Noa Adler", role="mayor")
    again = speaker(PARADE, "the mayor said", name="Noa Adler", role="mayor")
    radio = SourceOutlet(
        name="Lake Radio", domain=None, via="relay", relation="reported", mention=find(PARADE, "Lake Radio")
    )
    said = find(PARADE, "said", nth=1)
    inner = find(PARADE, "‘is ours’")
    overlapping = CharSpan(start=inner.end - 1, end=find(PARADE, "and so on").end)
    station = speaker(PARADE, "Lake Radio", name="Lake Radio", kind="organization")
    dana = speaker(PARADE, "דנה", name="דנה")
    parts = [find(PARADE, "“We 💚 the moon,”"), find(PARADE, "“We will go.”")]
    outer, hebrew = find(PARADE, "“the moon ‘is ours’ today”"), find(PARADE, "“שלום לכל העולם,”")
    return (
        quotation(1, "direct", parts, cue=find(PARADE, "said"), by=mayor),
        quotation(2, "mixed", [outer], cue=said, by=again, outlet=radio, confidence=0.7),
        quotation(3, "direct", [inner], outlet=None, confidence=0.2),
        quotation(4, "indirect", [overlapping], by=station, confidence=0.6),
        quotation(5, "direct", [hebrew], cue=find(PARADE, "wrote"), by=dana),
    )


def _report(text: str, words: str, cue: str, mention: str, outlet: SourceOutlet) -> Quotation:
    by = speaker(text, mention, name="Ada Moor")
    return quotation(1, "direct", [find(text, words)], cue=find(text, cue), by=by, outlet=outlet)


def _hostile() -> Quotation:
    by = speaker(HOSTILE, HOSTILE_NAME, name=HOSTILE_NAME, role=_IMAGE)
    outlet = SourceOutlet(
        name=_SCRIPT, domain=_IMAGE, via="relay", relation="told", mention=find(HOSTILE, _SCRIPT, nth=2)
    )
    words = f"“Hello {_SCRIPT} there,”"
    return quotation(1, "direct", [find(HOSTILE, words)], cue=find(HOSTILE, "said"), by=by, outlet=outlet)


_RADIO = SourceOutlet(name="Lake Radio", domain=None, via="relay", relation="told", mention=find(FIRST, "Lake Radio"))
_KNOWN = {
    PARADE: _parade(),
    QUIET: (),
    FIRST: (_report(FIRST, FIRST[: FIRST.index("”") + 1], "told", "Ada Moor", _RADIO),),
    SECOND: (_report(SECOND, SECOND[: SECOND.index("”") + 1], "said", "Moor", POST),),
    HOSTILE: (_hostile(),),
}


class KnownPipeline(FailingPipeline):
    """Says of the articles above what is known, and of others what `FailingPipeline` says."""

    def attribute_one(self, article: Article) -> Result:
        if article.text not in _KNOWN:
            return super().attribute_one(article)
        return Result(outlet=PUBLISHER, agency=None, quotations=_KNOWN[article.text], entities=())

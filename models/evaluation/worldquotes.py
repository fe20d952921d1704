"""The project's figures against gold with real speakers and relays: what is counted, and what is made of the counts."""

from models.evaluation.agreement import same_outlet, same_role, same_speaker, same_surname
from models.evaluation.alignment import Alignment, Pair, Part, align_parts, first_meetings, pieces, quoted_parts
from models.evaluation.counts import Counts, Tally, set_tally, share
from models.evaluation.quoted_text import bare, word_starts
from models.evaluation.readings import NAME_KINDS, Reading
from models.evaluation.scores import f1, percent, precision, recall
from models.spans import CharSpan

SAME_SEGMENT = 0.8
SAME_PIECE = 0.5


def count(gold: Reading, given: Reading) -> Counts:
    """All tallies of one article; an article that was not answered is an empty reading of its text."""
    segment_alignment = align_parts(quoted_parts(gold), quoted_parts(given), least=SAME_SEGMENT)
    piece_alignment = align_parts(pieces(gold), pieces(given), least=SAME_PIECE)
    return Counts(
        {
            **_segment_tallies(segment_alignment),
            **_piece_tallies(piece_alignment),
            **_text_tallies(gold, given),
            **_name_tallies(gold, given),
            "relay": _relay_tally(gold, given, piece_alignment),
            "publisher": share([same_outlet(gold.publisher, given.publisher)] if gold.publisher else []),
        }
    )


def figures(counts: Counts) -> dict[str, float]:
    """Every figure in percent; those of names only where gold marks a person."""
    return {
        "quoted.found": f1(counts["quoted"]),
        "quoted.found.precision": precision(counts["quoted"]),
        "quoted.found.recall": recall(counts["quoted"]),
        "quoted.speaker": f1(counts["quoted.speaker"]),
        "quoted.speaker.given_found": percent(counts["quoted.speaker"].right, counts["quoted"].right),
        "quoted.speaker.loose": f1(counts["quoted.surname"]),
        "quoted.outlet": recall(counts["quoted.outlet"]),
        "content": f1(counts["content"]),
        "pieces": f1(counts["pieces"]),
        "pieces.speaker": f1(counts["pieces.speaker"]),
        "exact": f1(counts["exact"]),
        "relay": f1(counts["relay"]),
        "relay.precision": precision(counts["relay"]),
        "relay.recall": recall(counts["relay"]),
        "publisher": recall(counts["publisher"]),
        "role": recall(counts["role"]),
        "role.precision": precision(counts["role"]),
        "type": recall(counts["type"]),
        **_name_figures(counts),
    }


def is_speaker_right(pair: Pair) -> bool:
    """Whether the given quotation has gold's speaker."""
    return same_speaker(pair.gold.speaker, pair.given.speaker)


def _segment_tallies(alignment: Alignment[Part]) -> dict[str, Tally]:
    with_outlet = (pair for pair in alignment.pairs if pair.gold.outlet)
    return {
        "quoted": alignment.tally(lambda _: True),
        "quoted.speaker": alignment.tally(is_speaker_right),
        "quoted.surname": alignment.tally(lambda pair: same_surname(pair.gold.speaker, pair.given.speaker)),
        "quoted.outlet": share(same_outlet(pair.gold.outlet, pair.given.outlet) for pair in with_outlet),
    }


def _piece_tallies(alignment: Alignment[Part]) -> dict[str, Tally]:
    return {
        "pieces": alignment.tally(lambda _: True),
        "pieces.speaker": alignment.tally(is_speaker_right),
        "type": share(pair.gold.type == pair.given.type for pair in alignment.pairs),
        "role": _role_tally(alignment),
    }


def _role_tally(alignment: Alignment[Part]) -> Tally:
    """Roles of the people who were told right."""
    people = [p for p in alignment.pairs if p.gold.speaker.kind == "person" and is_speaker_right(p)]
    return Tally(
        gold=sum(bool(p.gold.speaker.role) for p in people),
        given=sum(bool(p.given.speaker.role) for p in people),
        right=sum(same_role(p.gold.speaker.role, p.given.speaker.role) for p in people),
    )


def _text_tallies(gold: Reading, given: Reading) -> dict[str, Tally]:
    return {
        "content": set_tally(_content_words(gold), _content_words(given)),
        "exact": set_tally(_bare_pieces(gold), _bare_pieces(given)),
    }


def _content_words(reading: Reading) -> set[int]:
    return {start for part in pieces(reading) for start in word_starts(reading.text, part.span)}


def _bare_pieces(reading: Reading) -> set[CharSpan]:
    return {bare(reading.text, part.span) for part in pieces(reading)}


def _relay_tally(gold: Reading, given: Reading, alignment: Alignment[Part]) -> Tally:
    return Tally(
        gold=sum(quotation.relay is not None for quotation in gold.quotations),
        given=sum(quotation.relay is not None for quotation in given.quotations),
        right=sum(same_outlet(pair.gold.relay, pair.given.relay) for pair in first_meetings(alignment.pairs)),
    )


def _name_tallies(gold: Reading, given: Reading) -> dict[str, Tally]:
    if gold.names is None:
        return {}
    ours, theirs = gold.names, given.names or frozenset()
    return {
        f"entities.{kind}": set_tally({n for n in ours if n.kind == kind}, {n for n in theirs if n.kind == kind})
        for kind in NAME_KINDS
    }


def _name_figures(counts: Counts) -> dict[str, float]:
    if not counts["entities.person"].gold:
        return {}
    return {f"entities.{kind}": f1(counts[f"entities.{kind}"]) for kind in NAME_KINDS}

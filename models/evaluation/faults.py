"""What kind of mistake each wrong quotation, speaker and relay of an answer is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.evaluation.agreement import name_words, same_outlet, same_surname
from models.evaluation.alignment import Alignment, Pair, Part, align_parts, first_meetings, pieces, quoted_parts
from models.evaluation.readings import NAME_KINDS, QuotationReading, Reading, SpeakerReading
from models.evaluation.worldquotes import SAME_PIECE, SAME_SEGMENT, is_speaker_right
from models.spans import CharSpan

SPEAKER_KINDS = (
    "abstained",
    "made up",
    "name not fullest",
    "wrong mention",
    "unnamed taken for a name",
    "wrong person",
    "wrong body",
)
RELAY_KINDS = (
    "relay named near missed",
    "relay not carried",
    "relay carried too far",
    "relay made up",
    "relay misnamed",
    "relay as speaker",
)
KINDS = ("missed quotation", "scare quote taken", "border or type", *SPEAKER_KINDS, *RELAY_KINDS)

_UNNAMED = frozenset({"unnamed", "document", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake.

    kind:      one of KINDS
    quotation: gold's, or the given one where gold has none
    wanted, given: what gold and the answer name: the relay for a fault of it, for any other the speaker
    """

    kind: str
    quotation: QuotationReading
    wanted: str | None
    given: str | None


def find_faults(gold: Reading, given: Reading) -> list[Fault]:
    """All faults of one article: wrong speakers, quoted segments found on one side only, then relays.

    Segments and speakers are those of the figure `quoted.speaker`; relays are judged where the figure `relay` pairs
    the quotations, so that relays of quotations that were not found are no faults of their own.
    """
    segments = align_parts(quoted_parts(gold), quoted_parts(given), least=SAME_SEGMENT)
    quotations = first_meetings(align_parts(pieces(gold), pieces(given), least=SAME_PIECE).pairs)
    return [
        *(_speaker_fault(pair, speaker_kind(pair)) for pair in segments.pairs if not is_speaker_right(pair)),
        *_segment_faults(segments, gold, given),
        *(fault for pair in quotations for fault in _relay_faults(pair)),
    ]


def count_kinds(faults: Iterable[Fault]) -> dict[str, int]:
    """How many there are of every kind, in the order of KINDS, 0 where there is none."""
    counted = Counter(fault.kind for fault in faults)
    return {kind: counted[kind] for kind in KINDS}


def speaker_kind(pair: Pair) -> str:
    """The first of SPEAKER_KINDS that fits a speaker who is known to be wrong.

    The name comes before the mention, as any place that names the speaker will do.
    """
    gold, given = pair.gold.speaker, pair.given.speaker
    if gold.name is None or given.name is None:
        return "abstained" if given.name is None else "made up"
    if _is_same_name_in_part(gold, given):
        return "name not fullest"
    if _are_apart(gold.mention, given.mention):
        return "wrong mention"
    if gold.kind in _UNNAMED and given.kind in NAME_KINDS:
        return "unnamed taken for a name"
    return "wrong person" if gold.kind == "person" else "wrong body"


def relay_kind(pair: Pair) -> str | None:
    """Which of the first five RELAY_KINDS the pair is; None where the relay is right, or rightly missing."""
    gold, given = pair.gold, pair.given
    if gold.relay is None and given.relay is None:
        return None
    if gold.relay is None:
        return "relay made up" if given.relay_mention else "relay carried too far"
    if given.relay is None:
        return "relay named near missed" if gold.relay_mention else "relay not carried"
    return None if same_outlet(gold.relay, given.relay) else "relay misnamed"


def _segment_faults(segments: Alignment[Part], gold: Reading, given: Reading) -> Iterator[Fault]:
    for part in segments.missed:
        kind = "border or type" if _touches(part, pieces(given)) else "missed quotation"
        yield Fault(kind=kind, quotation=part.quotation, wanted=part.quotation.speaker.name, given=None)
    for part in segments.spurious:
        kind = "border or type" if _touches(part, pieces(gold)) else "scare quote taken"
        yield Fault(kind=kind, quotation=part.quotation, wanted=None, given=part.quotation.speaker.name)


def _relay_faults(pair: Pair) -> Iterator[Fault]:
    """At most two: what is wrong with the relay, and that it stands in the speaker's place."""
    kind = relay_kind(pair)
    if kind:
        yield Fault(kind=kind, quotation=pair.gold, wanted=pair.gold.relay, given=pair.given.relay)
    if _is_relay_as_speaker(pair):
        yield _speaker_fault(pair, "relay as speaker")


def _speaker_fault(pair: Pair, kind: str) -> Fault:
    return Fault(kind=kind, quotation=pair.gold, wanted=pair.gold.speaker.name, given=pair.given.speaker.name)


def _is_relay_as_speaker(pair: Pair) -> bool:
    relay = pair.gold.relay
    return same_outlet(relay, pair.given.speaker.name) and not same_outlet(relay, pair.gold.speaker.name)


def _is_same_name_in_part(gold: SpeakerReading, given: SpeakerReading) -> bool:
    """Whether the surname is right, or all words of the one name are among the other's."""
    ours, theirs = set(name_words(gold.name)), set(name_words(given.name))
    return same_surname(gold, given) or bool(ours and theirs and (ours < theirs or theirs < ours))


def _are_apart(one: CharSpan | None, other: CharSpan | None) -> bool:
    if one is None or other is None:
        return one is not other
    return not one.overlap(other)


def _touches(part: Part, others: Sequence[Part]) -> bool:
    return any(part.span.overlap(other.span) for other in others)

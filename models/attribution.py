"""From the network's reading of one article to all that was found in it: quotations, speakers, roles and relays."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from models.config import DecodeConfig
from models.decode.chains import TagChain
from models.decode.contents import content_spans
from models.decode.datelines import placed_datelines
from models.decode.links import LinkTable
from models.decode.looks import Looks
from models.decode.nicknames import joined_nicknames
from models.decode.quotations import FoundQuotation, find_quotations
from models.decode.second_look import SecondLook
from models.decode.signatures import signatures, with_signatures
from models.decode.spans import ScoredSpan, distinct, layer_spans, with_others
from models.network.backend import PieceSpan, Reading
from models.network.labels import CONTENT, CUE, NAME, RELAY, ROLE, SOURCE
from models.resolve.entities import Cast, gather
from models.resolve.layout import ContentPlace, article_layout
from models.resolve.names import bare_name
from models.resolve.outlet_names import OutletNamer
from models.resolve.outlet_places import OutletPlaces
from models.resolve.outlet_standing import OutletStanding
from models.resolve.ranking import guessed_in_steps, ranked_in_steps
from models.resolve.relay_slates import RelaySlate, RelaySlateMaker
from models.resolve.relays import RelayChoice, RelayChooser
from models.resolve.roles import held_roles, roles_in_mentions
from models.resolve.slates import Slate, SlateMaker
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from models.resolve.whereabouts import Whereabouts
from models.spans import CharSpan
from models.steps import Stage
from models.text.pieces import Pieces

QUOTATION_LAYERS = (NAME, CONTENT, CUE, SOURCE, RELAY, ROLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributedQuotation:
    """A quotation, who said it and through whom it came."""

    found: FoundQuotation
    speaker: SpeakerChoice
    relay: RelayChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one article holds, quotations in order.

    roles:  by the number of their holder in the cast
    slates, relay_slates: among whom the speaker, and the relay, of each quotation was chosen
    finder: tells the names of those on the slates
    """

    text: str
    quotations: tuple[AttributedQuotation, ...]
    cast: Cast
    roles: dict[int, list[CharSpan]]
    slates: tuple[Slate, ...]
    relay_slates: tuple[RelaySlate, ...]
    finder: SpeakerFinder

    def name_of(self, speaker: SpeakerChoice) -> str | None:
        """The name of a chosen speaker, or the words that describe them; None for nobody."""
        if speaker.entity is not None:
            return self.cast.entities[speaker.entity].name
        return speaker.words.cut(self.text) if speaker.words else None


def attribute_article(
    text: str,
    pieces: Pieces,
    reading: Reading,
    chains: dict[str, TagChain],
    *,
    config: DecodeConfig,
    namer: OutletNamer,
    headline_people: Sequence[str] = (),
) -> Generator[Stage, None, Findings]:
    """Spans first, then one question for all their links, then who said what through whom, step by step.

    namer:           knows the outlets that the text names
    headline_people: names of people in the headline
    """
    names, cues, sources, relays, roles = (
        layer_spans(layer, chains[layer.name], pieces) for layer in (NAME, CUE, SOURCE, RELAY, ROLE)
    )
    contents = content_spans(chains[CONTENT.name], pieces)
    names = placed_datelines(text, joined_nicknames(text, names))
    signed = signatures(text, contents=contents, names=names)
    sources = with_signatures(sources, signed)
    outlets = relay_candidates(relays, names, [s for span, _ in namer.known for s in _known(span, pieces)])
    table = LinkTable(
        reading,
        distinct([*contents, *sources, *roles]),
        {"cue": cues, "source": sources, "relay": outlets, "speaker": names, "antecedent": names, "holder": names},
    )
    yield "resolve"
    yield from table.asking
    cast = gather(text, names, headline_people=headline_people, contents=[content.span for content in contents])
    yield "resolve"
    quotations = find_quotations(
        text, pieces, contents=contents, cues=cues, sources=sources, table=table, signed=signed
    )
    contents_of = list(_places(quotations, sources))
    layout = article_layout(text, pieces, contents=contents_of, sources=sources, cast=cast, relays=outlets)
    second = SecondLook(reading, layout)
    yield "resolve"
    yield from second.asking
    told = [content for quotation in quotations for content in quotation.contents]
    looks = Looks(table=table, second=second, contents=told, sources=sources, shares=config.looks)
    held = _held(text, sources, roles, cast=cast, table=table)
    yield "resolve"
    places = OutletPlaces(text, relays=outlets, namer=namer)
    return (
        yield from _attributed(
            text, quotations, reading, sources=sources, cast=cast, roles=held, places=places, looks=looks, config=config
        )
    )


def _attributed(
    text: str,
    quotations: Sequence[FoundQuotation],
    reading: Reading,
    *,
    sources: Sequence[ScoredSpan],
    cast: Cast,
    roles: dict[int, list[CharSpan]],
    places: OutletPlaces,
    looks: Looks,
    config: DecodeConfig,
) -> Generator[Stage, None, Findings]:
    """Each quotation with the likeliest of its candidates, and with the likeliest outlet or none.

    Relays are told of the rules' speakers: when their ranker is taught, the speakers' is not yet.
    """
    numbers, where = list(_numbers(quotations)), Whereabouts(text, cast=cast, sources=sources)
    finder = SpeakerFinder(text, cast=cast, sources=sources, looks=looks, config=config)
    guesses = yield from guessed_in_steps(quotations, numbers, finder=finder)
    maker = SlateMaker(text, cast=cast, sources=sources, looks=looks, finder=finder, roles=roles, where=where)
    slates = maker.slates(quotations, numbers, guesses)
    speakers = yield from ranked_in_steps(quotations, slates, reading=reading, finder=finder)
    standing = OutletStanding(text, cast=cast, places=places, where=where, quotations=quotations, speakers=guesses)
    relay_slates = RelaySlateMaker(places=places, standing=standing, looks=looks).slates(quotations, numbers, guesses)
    chooser = RelayChooser(places, where)
    relays = yield from chooser.in_steps(quotations, relay_slates, reading=reading)
    chosen = zip(quotations, (speaker for _, speaker in speakers), (relay for _, relay in relays), strict=True)
    return Findings(
        text=text,
        quotations=tuple(AttributedQuotation(found=found, speaker=s, relay=r) for found, s, r in chosen),
        cast=cast,
        roles=roles,
        slates=tuple(slate for slate, _ in speakers),
        relay_slates=tuple(slate for slate, _ in relays),
        finder=finder,
    )


def _held(
    text: str, sources: Sequence[ScoredSpan], roles: Sequence[ScoredSpan], *, cast: Cast, table: LinkTable
) -> dict[int, list[CharSpan]]:
    """The roles of people by their number in the cast, those of the written sources where these tell one."""
    in_sources = roles_in_mentions(text, [source.span for source in sources], cast=cast)
    return in_sources | held_roles(text, roles, cast=cast, table=table)


def _places(quotations: Sequence[FoundQuotation], sources: Sequence[ScoredSpan]) -> Iterator[ContentPlace]:
    """All contents, quotation by quotation, each with its written source."""
    number_of = {source.pieces: number for number, source in enumerate(sources)}
    for number, quotation in enumerate(quotations):
        source = number_of[quotation.mention.pieces] if quotation.mention else None
        for content in quotation.contents:
            yield ContentPlace(pieces=content.pieces, quotation=number, source=source)


def _numbers(quotations: Sequence[FoundQuotation]) -> Iterator[range]:
    """For each quotation the numbers of its contents among all."""
    done = 0
    for quotation in quotations:
        yield range(done, done + len(quotation.contents))
        done += len(quotation.contents)


def relay_candidates(
    relays: Sequence[ScoredSpan], names: Sequence[ScoredSpan], known: Sequence[ScoredSpan]
) -> list[ScoredSpan]:
    """Spans that may name a relaying outlet, in text order and apart: tagged so, or known, or any organization."""
    bodies = (name for name in names if name.kind in ("outlet", "organization"))
    return with_others(with_others(relays, bodies), known)


def _known(span: CharSpan, pieces: Pieces) -> Iterator[ScoredSpan]:
    inside = pieces.within(span)
    if inside:
        yield ScoredSpan(span=span, pieces=PieceSpan.of(inside), kind="outlet", confidence=1.0)


def people_named(text: str, pieces: Pieces, chains: dict[str, TagChain]) -> list[str]:
    """The people whom a short text such as a headline names, titles left out."""
    names = layer_spans(NAME, chains[NAME.name], pieces)
    return [bare_name(text, name.span).cut(text) for name in names if name.kind == "person"]

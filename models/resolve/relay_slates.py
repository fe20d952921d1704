"""For every quotation the outlets that may have passed it on, and what is known of each, in the ranker's numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from models.decode.links import Answer, mean_answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.network.backend import Floats
from models.resolve.evidence import Bearer
from models.resolve.outlet_places import NamedOutlet, OutletPlaces
from models.resolve.outlet_standing import AskedRelay, OutletStanding

_LEAST = 0.01
"""Bodies that both looks hold for less likely are no candidates; outlets always are."""
_MOST_CANDIDATES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaySlate:
    """The candidates for one quotation's relay.

    outlets:  that there is none, as None, comes last
    features: (n_outlets, N_RELAY_FEATURES) in the order of `models.network.relay_features`
    mass:     span that may name a relay → how likely it is by both looks on average
    """

    outlets: tuple[NamedOutlet | None, ...]
    features: Floats
    mass: Mapping[int, float]


class RelaySlateMaker:
    """Owns what the outlets and quotations of one article are looked up by."""

    def __init__(self, *, places: OutletPlaces, standing: OutletStanding, looks: Looks) -> None:
        self._places, self._standing, self._looks = places, standing, looks

    def slates(
        self, quotations: Sequence[FoundQuotation], contents: Sequence[range], speakers: Sequence[Bearer | None]
    ) -> Iterator[RelaySlate]:
        """One a quotation.

        contents: the numbers of each one's contents in the looks
        speakers: whom the rules take each one for
        """
        earlier = set[Bearer]()
        for number, (found, own, speaker) in enumerate(zip(quotations, contents, speakers, strict=True)):
            near = mean_answer([self._looks.near_relay_of_content(each) for each in own])
            far = mean_answer([self._looks.far_relay_of_content(each) for each in own])
            yield self._slate(found, number, near=near, far=far, has_spoken=speaker in earlier)
            if speaker is not None:
                earlier.add(speaker)

    def _slate(self, found: FoundQuotation, number: int, *, near: Answer, far: Answer, has_spoken: bool) -> RelaySlate:
        masses = [self._places.mass(answer) for answer in (near, far)]
        asked = AskedRelay(found=found, number=number, near=masses[0], far=masses[1], has_spoken=has_spoken)
        outlets = (*self._candidates(asked), None)
        same = self._standing.of_quotation(asked)
        rows = [(*self._standing.of_outlet(asked, outlet), *same) for outlet in outlets]
        mass = mean_answer([near, far]).mass
        return RelaySlate(outlets=outlets, features=np.asarray(rows, dtype=np.float32), mass=mass)

    def _candidates(self, asked: AskedRelay) -> list[NamedOutlet]:
        """Those to which a look points, the likeliest first, then the outlets that are named most often."""
        near, far = asked.near, asked.far
        likely = {key: max(near.get(key, 0.0), far.get(key, 0.0)) for key in (*near, *far) if key is not None}
        pointed = sorted((key for key in likely if likely[key] > _LEAST), key=lambda key: (-likely[key], key))
        found = dict.fromkeys(islice(chain(pointed, self._places.outlet_keys), 2 * _MOST_CANDIDATES))
        return [self._places.outlets[key] for key in islice(found, _MOST_CANDIDATES)]

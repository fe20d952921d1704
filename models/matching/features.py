"""What is kept of each quotation while those of an archive are read: numbers in arrays, no texts."""

from array import array
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from models.matching.fingerprints import fingerprints
from models.matching.likeness import MIN_WORDS
from models.matching.people import key_of
from models.matching.wording import Wording

_AT_ONCE = 4096
NOBODY = 0
"""Number of a speaker without a name."""

Numbers = NDArray[np.int64]


@dataclass(slots=True, kw_only=True)
class Features:
    """Of each quotation, in the order of adding.

    owners:     number of its article
    speakers:   number of the speaker's name in `names`, NOBODY where there is none
    n_words:    of its wording
    digests:    of its wording: the same for the same words
    n_prints:   how many of `prints` are its fingerprints; quotations too short to be matched have none
    """

    owners: "array[int]" = field(default_factory=lambda: array("I"))
    speakers: "array[int]" = field(default_factory=lambda: array("I"))
    n_words: "array[int]" = field(default_factory=lambda: array("I"))
    digests: "array[int]" = field(default_factory=lambda: array("Q"))
    n_prints: "array[int]" = field(default_factory=lambda: array("I"))
    prints: "array[int]" = field(default_factory=lambda: array("I"))
    names: list[str] = field(default_factory=lambda: [""])
    _numbers: dict[str, int] = field(default_factory=dict)
    _waiting: list[tuple[str, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.owners)

    def add(self, wording: Wording, *, owner: int, speaker: str | None) -> None:
        """Take in one quotation; `speaker` is the name, None for someone without one."""
        words = wording.words if len(wording.words) >= MIN_WORDS else ()
        self.owners.append(owner)
        self.speakers.append(self._number(speaker))
        self.n_words.append(len(words))
        self.digests.append(int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big"))
        self._waiting.append(words)
        if len(self._waiting) >= _AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Make the fingerprints of those that wait for them; to be called after the last."""
        for prints in fingerprints(self._waiting):
            self.prints.extend(prints)
            self.n_prints.append(len(prints))
        self._waiting.clear()

    def _number(self, speaker: str | None) -> int:
        if not speaker or not key_of(speaker):
            return NOBODY
        number = self._numbers.setdefault(speaker, len(self.names))
        if number == len(self.names):
            self.names.append(speaker)
        return number

    def name_ranks(self) -> Numbers:
        """For each name its place in an order that has the spellings and the forms of a surname side by side."""
        order = sorted(range(len(self.names)), key=lambda i: (key_of(self.names[i])[::-1], self.names[i]))
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

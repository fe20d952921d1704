"""The distinct wordings of an archive, each with the quotations that have it, as arrays."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.matching.features import NOBODY, Features, Numbers

MIN_WORDS_OF_ANYBODY = 8
"""Under this many words two named people may well have said the same on their own."""

_MANY = -1
# Of a wording with more quotations, so many tell who its speakers are.
_MAX_ASKED = 64


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """Wordings, longest first; one of few words stands for one speaker's name, spellings of a name side by side.

    positions: of the quotations that are long enough, wording by wording
    starts:    where those of each wording begin, and the end of the last
    owners, speakers: of each quotation, in the order of `positions`
    n_words, digests: of each wording
    """

    positions: Numbers
    starts: Numbers
    owners: NDArray[np.uint32]
    speakers: NDArray[np.uint32]
    n_words: NDArray[np.uint32]
    digests: NDArray[np.uint64]

    @classmethod
    def of(cls, features: Features) -> "Nodes":
        """The wordings of all quotations long enough to be matched."""
        n_words, digests = np.array(features.n_words), np.array(features.digests)
        speakers = np.array(features.speakers)
        ranks = features.name_ranks()[speakers.astype(np.int64)]
        order = np.lexsort((ranks, digests, -n_words.astype(np.int64)))
        positions = order[n_words[order] > 0]
        n_words, digests, speakers = n_words[positions], digests[positions], speakers[positions]
        firsts = np.flatnonzero(_is_new(digests) | (_is_new(speakers) & (n_words < MIN_WORDS_OF_ANYBODY)))
        return cls(
            positions=positions,
            starts=np.append(firsts, len(positions)),
            owners=np.array(features.owners)[positions],
            speakers=speakers,
            n_words=n_words[firsts],
            digests=digests[firsts],
        )

    def __len__(self) -> int:
        return len(self.n_words)

    @property
    def firsts(self) -> Numbers:
        """The position of one quotation of each wording."""
        return self.positions[self.starts[:-1]]

    def speakers_of(self, node: int) -> set[int]:
        """Numbers of the names of its speakers."""
        start, end = self.starts[node], self.starts[node + 1]
        return set(self.speakers[start : min(end, start + _MAX_ASKED)].tolist()) - {NOBODY}

    def are_of_one_article(self, a: int, b: int) -> bool:
        """Whether all quotations of both stand in the same article."""
        return bool(self._owner[a] == self._owner[b] != _MANY)

    @cached_property
    def _owner(self) -> Numbers:
        owners, starts = self.owners.astype(np.int64), self.starts[:-1]
        if not len(starts):
            return np.empty(0, dtype=np.int64)
        least, most = np.minimum.reduceat(owners, starts), np.maximum.reduceat(owners, starts)
        return np.where(least == most, least, _MANY)


def _is_new(values: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """Whether each value is another than the one before it; the first is."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes

"""Which tag layers and link relations the network has, and which tag may follow which."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One kind of span over the pieces; spans of one layer never overlap.

    Tags are O, then a B and an I for each class: class k has B at 2k + 1 and I at 2k + 2.
    """

    name: str
    classes: tuple[str, ...]

    @property
    def n_tags(self) -> int:
        """O, and two tags a class."""
        return 1 + 2 * len(self.classes)

    def begin(self, kind: str) -> int:
        """Number of the B tag of a class; its I tag follows."""
        return 1 + 2 * self.classes.index(kind)

    def allowed_steps(self) -> npt.NDArray[np.bool_]:
        """(n_tags, n_tags) True where the column's tag may follow the row's: an I only after its own B or I."""
        allowed = np.ones((self.n_tags, self.n_tags), dtype=bool)
        for inside in range(2, self.n_tags, 2):
            allowed[:, inside] = False
            allowed[[inside - 1, inside], inside] = True
        return allowed

    def allowed_starts(self) -> npt.NDArray[np.bool_]:
        """(n_tags,) False for I tags: no span goes on from before the first piece."""
        return np.asarray([tag == 0 or tag % 2 == 1 for tag in range(self.n_tags)])


NAME = Layer(name="name", classes=("person", "organization", "outlet", "location"))
CONTENT = Layer(name="content", classes=("content",))
CUE = Layer(name="cue", classes=("cue",))
SOURCE = Layer(name="source", classes=("source",))
RELAY = Layer(name="relay", classes=("told", "reported"))
ROLE = Layer(name="role", classes=("role",))
ATTRIBUTION_CONTENT = Layer(name="attribution_content", classes=("content",))
ATTRIBUTION_CUE = Layer(name="attribution_cue", classes=("cue",))
ATTRIBUTION_SOURCE = Layer(name="attribution_source", classes=("source",))

LAYERS = (
    NAME,
    CONTENT,
    CUE,
    SOURCE,
    RELAY,
    ROLE,
    ATTRIBUTION_CONTENT,
    ATTRIBUTION_CUE,
    ATTRIBUTION_SOURCE,
)

RELATIONS = ("source", "cue", "relay", "speaker", "antecedent", "holder")
"""Links from a span to the start of another one.

source, cue, relay: from a content piece to its written source, its cue and the outlet that relayed it
speaker:            from a content piece to any place where the true speaker is named
antecedent:         from a mention without a name to any place where its entity is named
holder:             from a role to the name of the person who holds it
"""

NO_ANSWER, ANSWER_ELSEWHERE = 0, 1
"""The two answers behind the pieces: there is none in the article, or it lies outside this window."""
N_SPECIAL_ANSWERS = 2

N_LINK_DISTANCES = 22
"""Buckets of how far a piece stands from the span that points to it."""

ARTICLE_RELATIONS = ("speaker", "relay")
"""Both from a content piece, `speaker` from a written source too; answers are nodes of the article, or nobody."""

"""What the second look at a whole article says: which names and sources speak, and which outlets relay."""

from collections.abc import Generator, Sequence

import numpy as np
import numpy.typing as npt

from models.decode.links import LEAST, Answer
from models.decode.nodes import NodeLayout
from models.network.backend import NodeLinks, Reading
from models.network.labels import ARTICLE_RELATIONS
from models.steps import Stage, finish

Ints = npt.NDArray[np.int64]


class SecondLook:
    """Asks the network once for all nodes of an article.

    Answers about speakers count the names of the layout first and its sources after them.

    asking: asks about a block of nodes a step; the first answer that is wanted brings it to its end
    """

    def __init__(self, reading: Reading, layout: NodeLayout) -> None:
        self._layout = layout
        self._links: dict[int, tuple[NodeLinks, int]] = {}
        self.asking = self._ask(reading)
        self._bearers = _numbers(len(layout.nodes), [*layout.names, *layout.sources])
        self._relays = _numbers(len(layout.nodes), layout.relays)

    def _ask(self, reading: Reading) -> Generator[Stage, None, None]:
        for links in reading.look_again(self._layout.nodes):
            self._links |= {int(node): (links, place) for place, node in enumerate(links.rows)}
            yield "link"

    def speaker_of_content(self, number: int) -> Answer:
        """Who says this content."""
        return self._answer("speaker", int(self._layout.contents[number]), self._bearers)

    def speaker_of_source(self, number: int) -> Answer:
        """Who is meant by this written source."""
        return self._answer("speaker", int(self._layout.sources[number]), self._bearers)

    def relay_of_content(self, number: int) -> Answer:
        """Through whom this content came; counts the relays of the layout."""
        return self._answer("relay", int(self._layout.contents[number]), self._relays)

    def _answer(self, relation: str, node: int, numbers: Ints) -> Answer:
        finish(self.asking)
        links, place = self._links[node]
        probabilities = links.probabilities[ARTICLE_RELATIONS.index(relation), place]
        kept = (probabilities[:-1] > LEAST).nonzero()[0]
        mine = numbers[kept + links.block.start].tolist()
        found = zip(mine, probabilities[kept].tolist(), strict=True)
        mass = {number: probability for number, probability in found if number >= 0}
        return Answer(mass=mass, none=float(probabilities[-1]))


def _numbers(n_nodes: int, nodes: Sequence[int] | Ints) -> Ints:
    """(n_nodes,) place of each node in the list, -1 for one that is not in it."""
    numbers = np.full(n_nodes, -1, dtype=np.int64)
    numbers[np.asarray(nodes, dtype=np.int64)] = np.arange(len(nodes))
    return numbers

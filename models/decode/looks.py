"""The two looks at an article as one answer: windows see words close by, the second look sees everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.config import LookConfig
from models.decode.links import Answer, LinkTable
from models.decode.second_look import SecondLook
from models.decode.spans import ScoredSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Answers of the windows' links and of the second look, weighed; spans go by their numbers in the layout.

    table: knows the links `speaker` and `relay` of the contents and `antecedent` of the sources
    """

    table: LinkTable
    second: SecondLook
    contents: Sequence[ScoredSpan]
    sources: Sequence[ScoredSpan]
    shares: LookConfig

    def speaker_of_content(self, number: int) -> Answer:
        """Who says this content: names are counted first, written sources after them."""
        near = self.table.answer("speaker", self.contents[number])
        return _weighed(near, self.second.speaker_of_content(number), share=self.shares.speaker)

    def speaker_of_source(self, number: int) -> Answer:
        """Who is meant by this written source."""
        near = self.table.answer("antecedent", self.sources[number])
        return _weighed(near, self.second.speaker_of_source(number), share=self.shares.antecedent)

    def relay_of_content(self, number: int) -> Answer:
        """Through whom this content came."""
        near = self.table.answer("relay", self.contents[number])
        return _weighed(near, self.second.relay_of_content(number), share=self.shares.relay)


def _weighed(near: Answer, far: Answer, *, share: float) -> Answer:
    answer = Answer()
    answer.add(near, weight=1 - share)
    answer.add(far, weight=share)
    return answer

"""The two looks at an article, alone or as one: windows see words close by, the second look sees everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.config import LookConfig
from models.decode.links import Answer, LinkTable
from models.decode.second_look import SecondLook
from models.decode.spans import ScoredSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Answers of the windows' links and of the second look; spans go by their numbers in the layout.

    table: knows the links `speaker` and `relay` of the contents and `antecedent` of the sources
    """

    table: LinkTable
    second: SecondLook
    contents: Sequence[ScoredSpan]
    sources: Sequence[ScoredSpan]
    shares: LookConfig

    def near_speaker_of_content(self, number: int) -> Answer:
        """Who says this content by the windows: names are counted first, written sources after them."""
        return self.table.answer("speaker", self.contents[number])

    def far_speaker_of_content(self, number: int) -> Answer:
        """The same by the second look."""
        return self.second.speaker_of_content(number)

    def speaker_of_content(self, number: int) -> Answer:
        """The same by both."""
        near, far = self.near_speaker_of_content(number), self.far_speaker_of_content(number)
        return _weighed(near, far, share=self.shares.speaker)

    def near_speaker_of_source(self, number: int) -> Answer:
        """Who is meant by this written source by the windows."""
        return self.table.answer("antecedent", self.sources[number])

    def far_speaker_of_source(self, number: int) -> Answer:
        """The same by the second look."""
        return self.second.speaker_of_source(number)

    def speaker_of_source(self, number: int) -> Answer:
        """The same by both."""
        near, far = self.near_speaker_of_source(number), self.far_speaker_of_source(number)
        return _weighed(near, far, share=self.shares.antecedent)

    def near_relay_of_content(self, number: int) -> Answer:
        """Through whom this content came by the windows."""
        return self.table.answer("relay", self.contents[number])

    def far_relay_of_content(self, number: int) -> Answer:
        """The same by the second look."""
        return self.second.relay_of_content(number)


def _weighed(near: Answer, far: Answer, *, share: float) -> Answer:
    answer = Answer()
    answer.add(near, weight=1 - share)
    answer.add(far, weight=share)
    return answer

"""Both looks answer together, each by its share, or each by itself."""

import pytest

from models.config import LookConfig
from models.decode.links import Answer
from models.decode.looks import Looks
from tests.unit.models.stand_ins import HandMadeLinks, HandMadeLook, scored

TEXT = "Rain, she said. Snow, he said."
NEAR = {
    ("speaker", "Snow"): Answer(mass={0: 0.8}, none=0.1, elsewhere=0.1),
    ("antecedent", "he"): Answer(mass={0: 0.6, 1: 0.4}),
    ("relay", "Snow"): Answer(mass={1: 0.5}, none=0.5),
}
FAR = HandMadeLook(
    contents={1: Answer(mass={0: 0.2, 1: 0.4}, none=0.4)},
    sources={1: Answer(mass={1: 1.0})},
    relays={1: Answer(mass={0: 1.0})},
)


def looks(*, speaker: float = 0.5, antecedent: float = 0.5) -> Looks:
    return Looks(
        table=HandMadeLinks(TEXT, NEAR),
        second=FAR,
        contents=[scored(TEXT, "Rain"), scored(TEXT, "Snow")],
        sources=[scored(TEXT, "she", kind="source"), scored(TEXT, "he", kind="source", nth=1)],
        shares=LookConfig(speaker=speaker, antecedent=antecedent),
    )


@pytest.mark.parametrize(
    ("share", "mass", "none"),
    [
        pytest.param(0.0, {0: 0.8, 1: 0.0}, 0.1, id="windows alone"),
        pytest.param(1.0, {0: 0.2, 1: 0.4}, 0.4, id="second look alone"),
        pytest.param(0.5, {0: 0.5, 1: 0.2}, 0.25, id="half and half"),
        pytest.param(0.25, {0: 0.65, 1: 0.1}, 0.175, id="a quarter"),
    ],
)
def test_speaker_of_a_content_is_weighed(share: float, mass: dict[int, float], none: float):
    answer = looks(speaker=share).speaker_of_content(1)
    assert answer.mass == pytest.approx(mass)
    assert answer.none == pytest.approx(none)


def test_speaker_of_a_source_is_weighed_with_what_it_points_back_to():
    assert looks(antecedent=0.25).speaker_of_source(1).mass == pytest.approx({0: 0.45, 1: 0.55})


def test_each_question_has_a_share_of_its_own():
    found = looks(speaker=1.0, antecedent=0.0)
    assert found.speaker_of_content(1).mass.get(1) == pytest.approx(0.4)
    assert found.speaker_of_source(1).mass.get(1) == pytest.approx(0.4)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_each_look_can_be_asked_by_itself_whatever_its_share(share: float):
    found = looks(speaker=share, antecedent=share)

    assert found.near_speaker_of_content(1) == NEAR["speaker", "Snow"]
    assert found.near_speaker_of_source(1) == NEAR["antecedent", "he"]
    assert found.near_relay_of_content(1) == NEAR["relay", "Snow"]
    assert found.far_speaker_of_content(1) == Answer(mass={0: 0.2, 1: 0.4}, none=0.4)
    assert found.far_speaker_of_source(1) == Answer(mass={1: 1.0})
    assert found.far_relay_of_content(1) == Answer(mass={0: 1.0})


def test_numbers_are_those_of_the_layout():
    found = looks()
    answers = (found.speaker_of_content(0), found.near_relay_of_content(0), found.far_relay_of_content(0))
    assert [answer.none for answer in answers] == [1.0, 1.0, 1.0]

from typing import Any

import pytest

from models.evaluation.counts import Tally, total
from models.evaluation.gold import GoldFile, GoldForm
from models.evaluation.measurement import Measurement, judge_answers, measure
from tests.unit.models.evaluation.fakes import FakePipeline, result_of

TEXT = "“Rain came early,” Ada Brook told Radio Delta. “We lost the bridge,” said Li Wen."
RAIN: dict[str, Any] = {
    "spans": [[0, 18]],
    "type": "direct",
    "cue": [29, 33],
    "speaker": {"mention": [19, 28], "name": "Ada Brook", "kind": "person", "role": None},
    "relay": {"name": "Radio Delta", "mention": [34, 45], "relation": "told"},
}
BRIDGE: dict[str, Any] = {
    "spans": [[47, 68]],
    "type": "direct",
    "cue": [69, 73],
    "speaker": {"mention": [74, 80], "name": "Li Wen", "kind": "person", "role": None},
    "relay": None,
}
LINE = {"id": "a1", "url": "https://heron.example/1", "text": TEXT, "publisher": "The Heron", "quotes": [RAIN, BRIDGE]}


def gold_of(line: dict[str, Any], *, form: GoldForm = "worldquotes") -> GoldFile:
    return GoldFile(name="gold.jsonl", sha256="0", form=form, lines=(line,))


def measured(*, content: str, speaker: str) -> Measurement:
    result = result_of(TEXT, content=content, speaker=speaker, relay="Radio Delta")
    return measure(gold_of(LINE), FakePipeline(results={TEXT: result}))


def figures(measurement: Measurement) -> dict[str, float]:
    return dict(measurement.figures(total(measurement.rows)))


def test_worldquotes_gold_is_scored_by_the_answers() -> None:
    scores = figures(measured(content="“Rain came early,”", speaker="Ada Brook"))
    # one of two quoted segments is found, with its speaker and relay
    assert (scores["quoted.speaker"], scores["relay"]) == (pytest.approx(200 / 3), 100.0)


def test_predictions_are_the_contract_s_json() -> None:
    (prediction,) = measured(content="“Rain came early,”", speaker="Ada Brook").predictions
    assert (prediction["id"], prediction["quotes"][0]["spans"]) == (
        "a1",
        [{"start": 0, "end": 18, "text": "“Rain came early,”"}],
    )


def test_the_publisher_counts_only_where_it_is_to_be_found() -> None:
    told = {key: value for key, value in LINE.items() if key != "url"}
    counted = [measure(gold_of(line), FakePipeline()).rows[0]["publisher"] for line in (LINE, told)]
    assert counted == [Tally(gold=1, given=1, right=0), Tally()]


def test_the_pipeline_is_asked_without_the_publisher() -> None:
    pipeline = FakePipeline()
    measure(gold_of(LINE), pipeline)
    assert [(a.id, a.url, a.outlet) for a in pipeline.seen] == [("a1", "https://heron.example/1", None)]


@pytest.mark.parametrize(
    ("content", "speaker", "faults"),
    [
        pytest.param("“Rain came early,”", "Brook", ["name not fullest", "missed quotation"], id="wrong-speaker"),
        pytest.param(
            "told Radio Delta. “We",
            "Li Wen",
            ["missed quotation", "border or type", "border or type"],
            id="found-with-another-border",
        ),
    ],
)
def test_misses_name_their_fault(content: str, speaker: str, faults: list[str]) -> None:
    measurement = measured(content=content, speaker=speaker)
    assert [miss.fault for miss in measurement.misses] == faults
    assert {kind for kind, n_faults in measurement.faults.items() if n_faults} == set(faults)


def test_confidences_of_the_answers_are_held_against_gold() -> None:
    (only,) = measured(content="“Rain came early,”", speaker="Ada Brook").reliability["together"]
    assert (only.mean_confidence, only.share_right, only.n_outcomes) == (0.75, 1.0, 1)


def test_answers_are_selected_by_their_confidences() -> None:
    selection = measured(content="“Rain came early,”", speaker="Ada Brook").selection
    # 0.9 for the quotation times 0.8 for the speaker is 0.72; gold has two quotations
    assert selection is not None
    assert [(k.threshold, k.tally) for k in selection.speaker if 0.6 < k.threshold < 0.85] == [
        (0.7, Tally(gold=2, given=1, right=1)),
        (0.8, Tally(gold=2, given=0, right=0)),
    ]


def test_answers_must_match_the_articles_in_number() -> None:
    with pytest.raises(ValueError, match="zip"):
        judge_answers([LINE], [])


def test_polnear_gold_is_scored_by_the_written_attributions() -> None:
    attribution = {"id": "E1", "source": [[19, 28]], "cue": [[29, 33]], "content": [[0, 18]]}
    line = {"id": "p1", "text": TEXT, "attributions": [attribution]}
    measurement = measure(gold_of(line, form="polnear"), FakePipeline(attributions={TEXT: [attribution]}))
    assert set(figures(measurement).values()) == {100.0}

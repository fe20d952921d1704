import json
from pathlib import Path
from typing import Any

import pytest

from models.training.data import DIETS, STRAIGHT_SHARE, Diet, draw_passes, read_corpora
from tests.unit.models.network.tiny import tiny_cutter
from tests.unit.models.training.cases import example_of

WRITTEN, STRAIGHT = example_of(4, id="written"), example_of(4, id="straight")


def test_diet_names_passes_and_widths():
    passes = draw_passes(
        {"a": [[WRITTEN], [STRAIGHT]]}, [Diet(corpus="a", passes=2), Diet(corpus="a", passes=1, width=9)]
    )

    assert [(p.examples[0].id, p.width) for p in passes] == [("written", 254), ("written", 254), ("written", 9)]


def test_every_fifth_pass_has_straight_marks():
    passes = draw_passes({"a": [[WRITTEN], [STRAIGHT]]}, [Diet(corpus="a", passes=2 * STRAIGHT_SHARE)])

    assert [p.examples[0].id for p in passes] == (["written"] * 4 + ["straight"]) * 2


TEXT = "“Rain,” Ida said. It’s wet."
SPEAKER = {"mention": [8, 11], "name": "Ida", "kind": "person", "role": None}
QUOTE: dict[str, Any] = {"spans": [[0, 7]], "type": "direct", "cue": [12, 16], "speaker": SPEAKER, "relay": None}
ATTRIBUTION = {"source": [[8, 11]], "cue": [[12, 16]], "content": [[0, 7]]}
ROWS: dict[str, dict[str, Any]] = {
    "worldquotes/train.jsonl": {"quotes": [QUOTE], "entities": [[8, 11, "Person"]]},
    "worldner/train.jsonl": {"entities": [[8, 11, "Person"]]},
    "polnear/train.jsonl": {"attributions": [ATTRIBUTION], "silver_entities": [], "silver_coref": []},
    "polnear/train-speakers.jsonl": {"quotes": [QUOTE]},
    "coref/train.jsonl": {"clusters": [[[8, 11], [18, 20]]]},
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, row in ROWS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"id": "d1", "text": TEXT, **row}) + "\n", encoding="utf-8")
    return tmp_path


def test_every_corpus_of_the_diets_is_read(data: Path):
    corpora = read_corpora(data, cutter=tiny_cutter(), is_outlet=lambda _: False)

    assert set(corpora) == {diet.corpus for diet in DIETS}
    assert all([len(written), len(straight)] == [1, 1] for written, straight in corpora.values())


def test_straight_variant_keeps_every_label(data: Path):
    [[written], [straight]] = read_corpora(data, cutter=tiny_cutter(), is_outlet=lambda _: False)["worldquotes"]

    assert straight.pieces.starts.tolist() == written.pieces.starts.tolist()
    assert straight.links == written.links
    assert (straight.allowed["content"] == written.allowed["content"]).all()
    assert (straight.pieces.features[0, 1], written.pieces.features[0, 1]) == (3, 1)

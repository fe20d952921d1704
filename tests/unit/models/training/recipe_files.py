"""One line in every file that the recipe reads, training files and those that it measures on."""

import json
from pathlib import Path

from models.training.recipe import CALIBRATION_FILES, MEASURED_FILES

TRAINING_FILES = (
    "worldquotes/train.jsonl",
    "worldner/train.jsonl",
    "polnear/train.jsonl",
    "polnear/train-speakers.jsonl",
    "coref/train.jsonl",
)
TEXT = "“Rain is here again,” said Ada Moor."
QUOTE = {
    "spans": [[0, 21]],
    "text": [TEXT[:21]],
    "type": "direct",
    "cue": [22, 26],
    "speaker": {"mention": [27, 35], "name": "Ada Moor", "kind": "person", "role": None},
    "relay": None,
}
QUOTE_LINE = {"id": "a", "text": TEXT, "url": None, "publisher": None, "agency": None, "quotes": [QUOTE]}
ATTRIBUTION = {"source": [[27, 35]], "cue": [[22, 26]], "content": [[0, 21]]}
POLNEAR_LINE = {"id": "a", "text": TEXT, "attributions": [ATTRIBUTION]}


def write_measured(folder: Path) -> Path:
    """Every file; training files only have to be there to be hashed."""
    for name in {*TRAINING_FILES, *CALIBRATION_FILES, *MEASURED_FILES}:
        line = POLNEAR_LINE if name == "polnear/dev.jsonl" else QUOTE_LINE
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder

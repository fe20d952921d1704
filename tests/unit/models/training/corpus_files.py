"""Training files of a line or two each, and a base encoder that is tiny, as the training finds them on disk."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safetensors.torch import save_file

from models.corpora.marks import fingerprint
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer

TEXT = "“Rain,” Ida Moss said. It’s wet."
SPEAKER = {"mention": [8, 16], "name": "Ida Moss", "kind": "person", "role": None}
QUOTE: dict[str, Any] = {"spans": [[0, 7]], "type": "direct", "cue": [17, 21], "speaker": SPEAKER, "relay": None}
MARK = {"spans": [[0, 7]], "type": "direct", "kind": "person", "cue": [17, 21], "mention": [8, 16], "name": [8, 16]}
"""The same quotation, marked apart."""
ATTRIBUTION = {"source": [[8, 16]], "cue": [[17, 21]], "content": [[0, 7]]}
ROWS: dict[str, dict[str, Any]] = {
    "worldquotes/train.jsonl": {"quotes": [QUOTE], "entities": [[8, 16, "Person"]]},
    "worldner/train.jsonl": {"entities": [[8, 16, "Person"]]},
    "polnear/train.jsonl": {"attributions": [ATTRIBUTION], "silver_entities": [[8, 16, "PERSON"]], "silver_coref": []},
    "polnear/train-speakers.jsonl": {"quotes": [QUOTE]},
    "coref/train.jsonl": {"clusters": [[[8, 16], [23, 25]]]},
}
"""File → what its lines hold beside id and text."""
SETTINGS = {**CONFIG.network.encoder, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu"}


def write_corpora(folder: Path, *, n_lines: int = 1) -> Path:
    """Every training file with lines d1, d2 ...; the first article of PolNeAR alone has marked speakers."""
    for name, row in ROWS.items():
        n_own = 1 if name == "polnear/train-speakers.jsonl" else n_lines
        lines = [json.dumps({"id": f"d{number}", "text": TEXT, **row}) for number in range(1, n_own + 1)]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return folder


def write_marks(folder: Path, *, worldner: Sequence[Any] = (), polnear: Sequence[Any] = ()) -> Path:
    """Files of marks, each with the quotations of the one text that all articles have, or with none at all."""
    for name, quotes in (("worldner", worldner), ("polnear", polnear)):
        line = json.dumps({"text_sha256": fingerprint(TEXT), "quotes": list(quotes)}) + "\n"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.jsonl").write_text(line if quotes else "", encoding="utf-8")
    return folder


def write_written(folder: Path, *ids: str) -> Path:
    """A file of written articles of the same text, by their ids; without any an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    row = {"text": TEXT, "quotes": [QUOTE], "entities": [[8, 16, "Person"]]}
    if ids:
        lines = [json.dumps({"id": id, **row}) + "\n" for id in ids]
        (folder / "first.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def write_base(folder: Path) -> Path:
    """A base encoder as the package ships it, but tiny; its weights have other names beside the known ones."""
    folder.mkdir(parents=True, exist_ok=True)
    truncation = {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0}
    tokenizer = {**json.loads(tiny_tokenizer()), "truncation": truncation}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "config.json").write_text(json.dumps({**SETTINGS, "architectures": ["BertModel"]}))
    weights = {k: v.clone() for k, v in tiny_network(seed=9).encoder.bert.state_dict().items()}
    other = weights["embeddings.LayerNorm.bias"].clone()
    save_file({**weights, "pooler.dense.bias": other}, folder / "model.safetensors")
    return folder

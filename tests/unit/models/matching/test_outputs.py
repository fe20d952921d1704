"""Outputs of every kind give the same quotations, and what is no output is named."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from models.matching.outputs import UnreadableOutput, read_outputs
from models.matching.said import Said

RELAY = {"name": "Bay News", "domain": None, "via": "relay", "relation": "told", "mention": None}
PUBLISHER = {"name": "Quay Post", "domain": None, "via": "publisher", "relation": None, "mention": None}


def _quote(id: str, outlet: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": id, "text": f"words of {id}", "speaker": {"name": "Ana Ruiz", "kind": "person"}, "outlet": outlet}


ENTRY = {
    "id": "a1",
    "outlet": {"name": "Quay Post"},
    "agency": {"name": "North Wire"},
    "quotes": [_quote("q1", RELAY), _quote("q2", PUBLISHER)],
    "article": {"published_at": "2024-03-01"},
}
BARE = {"id": "a2", "outlet": None, "agency": None, "quotes": [{**_quote("q1", None), "speaker": None}]}
FAILURE = {"id": "a3", "error": {"status": 422}}
COMMON = {"outlet": "Quay Post", "agency": "North Wire", "published_at": "2024-03-01"}
SPOKEN = {"speaker": "Ana Ruiz", "kind": "person"}
EXPECTED = [
    (0, Said(article="a1", quote="q1", text="words of q1", relay="Bay News", relation="told", **COMMON, **SPOKEN)),
    (0, Said(article="a1", quote="q2", text="words of q2", **COMMON, **SPOKEN)),
    (1, Said(article="a2", quote="q1", text="words of q1")),
]
LINES = "".join(f"{json.dumps(entry)}\n" for entry in (ENTRY, FAILURE, BARE)).encode()


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "article_id": said.article,
            "quote_id": said.quote,
            "text": said.text,
            "speaker": said.speaker,
            "speaker_kind": said.kind,
            "publisher": said.outlet,
            "published_at": said.published_at,
            "agency": said.agency,
            "outlet": said.relay or said.outlet,
            "outlet_via": "relay" if said.relay else "publisher",
            "outlet_relation": said.relation,
            "n_words": 3,
        }
        for _, said in EXPECTED
    ]


def _write(file: Path) -> None:
    if file.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(_rows()), file)
    else:
        pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}.get(file.suffix, bytes)
        file.write_bytes(pack(LINES))


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet"])
def test_every_kind_gives_the_same_quotations(tmp_path, name):
    _write(tmp_path / name)
    assert list(read_outputs([tmp_path / name])) == EXPECTED


def test_articles_are_numbered_over_all_files(tmp_path):
    files = [tmp_path / "a.jsonl", tmp_path / "b.parquet"]
    for file in files:
        _write(file)
    assert [number for number, _ in read_outputs(files)] == [0, 0, 1, 2, 2, 3]


def test_folder_gives_its_outputs_in_order_without_what_lies_beside_them(tmp_path):
    for name in ("b.parquet", "a.jsonl", "a.jsonl.failures.jsonl"):
        _write(tmp_path / name)
    pq.write_table(pa.table({"article_id": ["a1"], "text": ["long"]}), tmp_path / "b.texts.parquet")
    (tmp_path / "a.jsonl.journal").write_text("{}")
    assert [number for number, _ in read_outputs([tmp_path])] == [0, 0, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.jsonl", LINES + b'{"id": "a9"', "line 4 is not", id="cut line"),
        pytest.param("a.jsonl", b'{"id": "a1", "text": "an article"}\n', "line 1 is not", id="articles"),
        pytest.param("a.jsonl", b"[]\n", "line 1 is not", id="no object"),
        pytest.param("a.jsonl", b"\xff\n", "cannot be read|line 1", id="not UTF-8"),
        pytest.param("a.jsonl.gz", gzip.compress(LINES)[:-9], "cannot be read", id="cut gzip"),
        pytest.param("a.parquet", b"PAR1", "cannot be read", id="no Parquet"),
    ],
)
def test_what_is_no_output_is_named(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableOutput, match=reason) as caught:
        list(read_outputs([tmp_path / name]))
    assert name in str(caught.value)


def test_other_tables_are_told_by_a_missing_column(tmp_path):
    pq.write_table(pa.table({"article_id": ["a1"]}), tmp_path / "a.parquet")
    with pytest.raises(UnreadableOutput, match="has no column agency"):
        list(read_outputs([tmp_path / "a.parquet"]))

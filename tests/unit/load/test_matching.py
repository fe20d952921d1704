"""The driver that measures matching, on data made up here, and its score on groups made by hand."""

import json

from click.testing import CliRunner

from tests.load.matching import KINDS, Share, main, score
from tests.load.perturbed import ORIGINAL, Made

NOUNS = ("pier", "ferry", "school", "market", "library", "lighthouse", "station", "harbour")


def _write_data(folder) -> None:
    for name in ("worldquotes/dev.jsonl", "polnear/dev.jsonl", "polnear/train.jsonl"):
        texts = [
            f"{name[:3]} {noun}s of the coast will open when the winter storms have passed, {noun}" for noun in NOUNS
        ]
        quotes = [{"spans": [[sum(map(len, texts[:i])), sum(map(len, texts[: i + 1]))]]} for i in range(len(texts))]
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps({"text": "".join(texts), "quotes": quotes}) + "\n")


def test_driver_makes_matches_and_scores(tmp_path):
    _write_data(tmp_path)
    out = tmp_path / "figures.jsonl"
    ended = CliRunner().invoke(main, ["--sizes", "40", "--data", str(tmp_path), "--out", str(out)])
    assert ended.exit_code == 0, ended.output
    figures = json.loads(out.read_text())
    assert set(figures["by_kind"]) == set(KINDS)
    assert figures["cpu_s"] > 0


def _made(kind: str, *, base: int, origin: int) -> Made:
    return Made(text="", speaker="Ana Ruiz", base=base, origin=origin, kind=kind)


def test_score_counts_edits_joined_and_others_kept_out():
    quotations = [
        _made(ORIGINAL, base=0, origin=0),
        _made("cut end", base=0, origin=0),
        _made("cut end", base=0, origin=0),
        _made("a denial more", base=-1, origin=0),
        _made(ORIGINAL, base=1, origin=1),
    ]
    places = [{"quote": place} for place in ("0", "1", "4")]
    report = score(quotations, [{"quotes": places, "speaker": {"name": "Ruiz"}}])
    assert report.by_kind["cut end"] == Share(n_right=1, n_asked=2)
    assert report.by_kind["a denial more"] == Share(n_right=1, n_asked=1)
    assert report.pairs == Share(n_right=1, n_asked=3)

"""The two backends read the bundled weights alike, and answer without each other's libraries."""

import json
import subprocess
import sys

import numpy as np
import pytest

from models.config import parse_config
from models.evaluation.loading import BUNDLED_WEIGHTS
from models.network.onnx_backend import OnnxBackend
from models.network.torch_backend import TorchBackend
from models.network.weight_files import CONFIG_FILE, WEIGHTS_FILE
from models.pipeline import load_pipeline
from tests.model.bundled import SEEDS, bundled_pipeline

TEXTS = [json.loads(line)["text"] for line in (SEEDS / "articles.jsonl").read_text("utf-8").splitlines()[:2]]
FRESH = """
import sys
from models.evaluation.loading import BUNDLED_WEIGHTS
from models.pipeline import load_pipeline
from models.records import Article

[result] = load_pipeline(BUNDLED_WEIGHTS, n_threads=1, backend="onnx").attribute([Article(text=sys.stdin.read())])
print(len(result.quotations) > 0, sorted({"torch", "transformers", "huggingface_hub"} & set(sys.modules)))
"""


def test_bundled_weights_are_served_in_the_precision_that_they_were_trained_for():
    pipeline = load_pipeline(BUNDLED_WEIGHTS, n_threads=1, backend="onnx")

    assert pipeline.backend.runtime.precision == "int8"


def test_full_precision_is_the_same_by_both_backends():
    config = parse_config((BUNDLED_WEIGHTS / CONFIG_FILE).read_bytes(), path=BUNDLED_WEIGHTS / CONFIG_FILE)
    path, cutter = BUNDLED_WEIGHTS / WEIGHTS_FILE, bundled_pipeline().cutter
    ours = OnnxBackend.load(path.read_bytes(), config, cutter, path=path, n_threads=1, precision="float32")
    theirs = TorchBackend.load(path.read_bytes(), config, cutter, path=path, n_threads=1)
    pieces = [cutter.cut(text) for text in TEXTS]

    for found, expected in zip(ours.read(pieces), theirs.read(pieces), strict=True):
        for part, other in zip(found.states, expected.states, strict=True):
            assert np.allclose(part.states, other.states, atol=1e-4)
        for name, scores in expected.emissions.items():
            assert np.allclose(found.emissions[name], scores, atol=1e-4)


@pytest.mark.parametrize("text", TEXTS[:1])
def test_article_is_answered_without_torch(text: str):
    done = subprocess.run([sys.executable, "-c", FRESH], input=text, capture_output=True, text=True, check=True)

    assert done.stdout == "True []\n"

"""The bundled weights are whole, are what their manifest says, and are told of in their card."""

import json
import re
from collections.abc import Iterator

import pytest

from models.evaluation.loading import BUNDLED_WEIGHTS
from models.network.weight_files import CONFIG_FILE, MANIFEST_FILE, TOKENIZER_FILE, WEIGHTS_FILE, sha256_of

MANIFEST = json.loads((BUNDLED_WEIGHTS / MANIFEST_FILE).read_text("utf-8"))
CARD = BUNDLED_WEIGHTS / "MODEL_CARD.md"
CARD_TOPICS = ("licence", "language", "intended", "limit", "training data", "sha256")


@pytest.mark.parametrize("name", [WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE])
def test_file_has_the_hash_of_the_manifest(name: str):
    assert sha256_of((BUNDLED_WEIGHTS / name).read_bytes()) == MANIFEST["files"][name]


def test_folder_holds_nothing_that_the_manifest_does_not_name():
    found = {path.name for path in BUNDLED_WEIGHTS.iterdir()}
    assert found - {MANIFEST_FILE, CARD.name} == MANIFEST["files"].keys()


@pytest.mark.parametrize("field", ["name", "version", "data", "figures", "limits", "recipe"])
def test_manifest_says_where_the_weights_come_from(field: str):
    assert MANIFEST[field]


@pytest.mark.parametrize("topic", CARD_TOPICS)
def test_card_speaks_of(topic: str):
    assert topic in CARD.read_text("utf-8").lower()


def test_card_gives_every_figure_of_the_manifest():
    rows = card_rows()
    missing = [(name, value) for name, value in manifest_figures() if value not in rows.get(name, [])]
    assert missing == []


def manifest_figures() -> Iterator[tuple[str, float]]:
    """Every figure by its name, rounded as the card gives it."""
    for file, figures in MANIFEST["figures"].items():
        for name, value in figures.items():
            if file != "calibration" and name != "articles":
                yield name, round(value["value"], 1)


# Of 876 quotations in ten bins, perfect confidences would show an error of some 0.03 by chance alone.
@pytest.mark.parametrize(
    ("confidence", "most"), [("quotation", 0.04), ("speaker", 0.04), ("outlet", 0.04), ("together", 0.04)]
)
def test_confidence_means_what_it_says_on_articles_that_its_curve_did_not_see(confidence: str, most: float):
    assert MANIFEST["figures"]["calibration"][confidence]["cross_validated_error"] <= most


def card_rows() -> dict[str, list[float]]:
    """The numbers in the table rows of the card, by the name in their first cell."""
    rows: dict[str, list[float]] = {}
    for line in CARD.read_text("utf-8").splitlines():
        if match := re.fullmatch(r"\| `?(?P<name>[\w.]+)`? \|(?P<cells>.*)\|", line):
            rows.setdefault(match["name"], []).extend(float(n) for n in re.findall(r"\d+\.\d+", match["cells"]))
    return rows

"""How many floating point operations the encoder needs for some articles, counted by its shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.config import parse_config
from models.network.weight_files import CONFIG_FILE, TOKENIZER_FILE
from models.records import Article
from models.text.pieces import PieceCutter
from models.text.windows import cut_windows

N_SPECIAL_PIECES = 2
"""Those that stand at the ends of every window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderShape:
    """Sizes of the encoder; `hidden_width` is that between the two products of its feed-forward part."""

    n_layers: int
    width: int
    hidden_width: int

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "EncoderShape":
        """From the encoder's part of the model's configuration."""
        return cls(
            n_layers=settings["num_hidden_layers"],
            width=settings["hidden_size"],
            hidden_width=settings["intermediate_size"],
        )

    def n_operations(self, window_lengths: Iterable[int]) -> int:
        """Multiplications and additions of all its matrix products, padding left out; lengths in pieces."""
        a_piece = 4 * self.width**2 + 2 * self.width * self.hidden_width
        # Every piece is compared with every one, then sums up their values.
        return sum(2 * self.n_layers * (n * a_piece + 2 * n * n * self.width) for n in window_lengths)


def encoder_operations(articles: Sequence[Article], weights: Path) -> int:
    """Operations for the texts and titles of all articles, with the windows that the weights ask for."""
    config = parse_config((weights / CONFIG_FILE).read_bytes(), path=weights / CONFIG_FILE)
    cutter = PieceCutter((weights / TOKENIZER_FILE).read_bytes())
    sizes = config.windows
    lengths = (
        len(window) + N_SPECIAL_PIECES
        for article in articles
        for text in (article.text, article.title or "")
        for window in cut_windows(len(cutter.cut(text)), width=sizes.width, overlap=sizes.overlap)
    )
    return EncoderShape.of(config.network.encoder).n_operations(lengths)

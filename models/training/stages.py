"""The two stages of a training: windows of all corpora teach encoder, tags and links; whole articles the second look.

The second stage goes on teaching everything else, at half the rate, so that nothing is forgotten.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from models.network.multitask import QuoteNetwork
from models.network.special_pieces import SpecialIds
from models.resolve.registry import Registry
from models.text.pieces import PieceCutter
from models.training.articles import draw_articles, make_article_batches
from models.training.batches import BatchConfig, TrainingBatch, draw_windows, make_batches
from models.training.data import ARTICLE_DIETS, DIETS, Corpora, draw_article_passes, draw_passes, read_corpora
from models.training.loop import LoopConfig, run_training

Checkpoint = Callable[[QuoteNetwork], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageConfig:
    """How the batches of a stage are made and learned from."""

    batches: BatchConfig = field(default_factory=BatchConfig)
    loop: LoopConfig = field(default_factory=LoopConfig)


WINDOWS = StageConfig()
ARTICLES = StageConfig(
    batches=BatchConfig(batch_pieces=3072, overlap=40),
    loop=LoopConfig(encoder_rate=1e-4, head_rate=5e-4, article_rate=1e-3),
)
ARTICLE_WIDTHS = (254, 254, 510)
"""Short windows train faster; what reaches farther is the second look's."""


@dataclass(frozen=True, kw_only=True)
class Stages:
    """Owns what both stages need: the data, the tokenizer and the seed; each returns the averaged network."""

    data: Path
    cutter: PieceCutter
    registry: Registry
    seed: int
    report: Callable[[str], None]
    checkpoint: Checkpoint

    @cached_property
    def corpora(self) -> Corpora:
        """Every training file, read once."""
        return read_corpora(self.data, is_outlet=lambda words: self.registry.by_name(words) is not None)

    def over_windows(self, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train on windows of all corpora, in random order."""
        passes = draw_passes(self.corpora, DIETS, cutter=self.cutter)
        drawn = draw_windows(passes, config=config.batches, rng=random.Random(self.seed))
        batches = make_batches(drawn, config=config.batches, specials=SpecialIds.of(self.cutter), rng=self._hiding())
        return self._train(network, batches, n_batches=len(drawn), config=config)

    def over_articles(self, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train on whole articles, in random order over all passes."""
        rng = random.Random(self.seed)
        passes = draw_article_passes(
            self.corpora,
            ARTICLE_DIETS,
            cutter=self.cutter,
            find_outlets=lambda text: [span for span, _ in self.registry.find_in(text)],
            rng=rng,
        )
        articles = [article for one in passes for article in one]
        drawn = draw_articles(articles, widths=ARTICLE_WIDTHS, config=config.batches, rng=rng)
        specials = SpecialIds.of(self.cutter)
        batches = make_article_batches(drawn, config=config.batches, specials=specials, rng=self._hiding())
        return self._train(network, batches, n_batches=len(drawn), config=config)

    def _hiding(self) -> np.random.Generator:
        """Draws which pieces are hidden from the encoder."""
        return np.random.default_rng(self.seed)

    def _train(
        self, network: QuoteNetwork, batches: Iterable[TrainingBatch], *, n_batches: int, config: StageConfig
    ) -> QuoteNetwork:
        return run_training(
            network,
            batches,
            n_batches=n_batches,
            config=config.loop,
            report=self.report,
            checkpoint=self.checkpoint,
        )

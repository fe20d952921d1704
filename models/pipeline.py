"""The only door to the model: articles in, records out.

Opening reads and checks the weights once. Then for each call: every text is cut into pieces, one encoder pass
reads all windows of all articles together, and each article is decoded and resolved by itself.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from models.answer import AnswerMaker
from models.attribution import QUOTATION_LAYERS, Findings, attribute_article, people_named
from models.backends import BackendChoice, choose_backend
from models.config import ModelConfig, parse_config
from models.decode.attributions import ATTRIBUTION_LAYERS, written_attributions
from models.decode.layers import LayerDecoder
from models.network.backend import Backend, Reading
from models.network.labels import NAME
from models.network.weight_files import (
    CONFIG_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    model_info,
    read_checked,
    read_manifest,
)
from models.records import Article, ModelInfo, Result
from models.resolve.outlet_names import OutletNamer
from models.resolve.registry import load_registry
from models.steps import Stage, finish
from models.text.pieces import PieceCutter, Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePipeline:
    """Everything from text to records; use it from one thread at a time."""

    model: ModelInfo
    cutter: PieceCutter
    backend: Backend
    decoder: LayerDecoder
    maker: AnswerMaker

    def attribute(self, articles: Sequence[Article]) -> list[Result]:
        """One result an article, in order."""
        return finish(self.steps(articles))

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        """The same in steps of less than about a second, each told by its stage once it is done."""
        pieces, headlines = [], []
        for article in articles:
            pieces.append(self.cutter.cut(article.text))
            headlines.append(self.cutter.cut(article.title or ""))
            yield "cut"
        readings = yield from self.backend.read_in_steps([*pieces, *headlines])
        results = []
        for part in zip(articles, pieces, readings, headlines, readings[len(articles) :], strict=False):
            results.append((yield from self._result(*part)))
            yield "resolve"
        return results

    def findings(self, article: Article) -> Findings:
        """All that is found in one article, before it becomes records."""
        pieces, headline = self.cutter.cut(article.text), self.cutter.cut(article.title or "")
        readings = self.backend.read([pieces, headline])
        outlets = self.maker.outlets(article)
        return finish(self._findings(article, pieces, readings[0], headline, readings[1], outlets))

    def _result(
        self, article: Article, pieces: Pieces, reading: Reading, headline: Pieces, headline_reading: Reading
    ) -> Generator[Stage, None, Result]:
        outlets = self.maker.outlets(article)
        findings = yield from self._findings(article, pieces, reading, headline, headline_reading, outlets)
        return self.maker.result(article, findings, outlets)

    def _findings(
        self,
        article: Article,
        pieces: Pieces,
        reading: Reading,
        headline: Pieces,
        headline_reading: Reading,
        outlets: OutletNamer,
    ) -> Generator[Stage, None, Findings]:
        chains = self.decoder.decode(reading, QUOTATION_LAYERS)
        headline_chains = self.decoder.decode(headline_reading, [NAME])
        yield "decode"
        return (
            yield from attribute_article(
                article.text,
                pieces,
                reading,
                chains,
                config=self.decoder.config,
                namer=outlets,
                headline_people=people_named(article.title or "", headline, headline_chains),
            )
        )

    def attributions(self, articles: Sequence[Article]) -> list[list[dict[str, Any]]]:
        """PolNeAR's attributions, beliefs and intentions included, as lists of `[start, end)` by part."""
        pieces = [self.cutter.cut(article.text) for article in articles]
        readings = self.backend.read(pieces)
        return [
            written_attributions(cut, reading, self.decoder.decode(reading, ATTRIBUTION_LAYERS))
            for cut, reading in zip(pieces, readings, strict=True)
        ]


def load_pipeline(weights_dir: Path, *, n_threads: int, backend: BackendChoice = "auto") -> ArticlePipeline:
    """A pipeline ready to answer.

    Raises WeightsError when a file is missing or is not what the manifest says, BackendMissing when what shall compute
    is not installed.
    """
    chosen = choose_backend(backend)
    # numpy's products are small here, and its threads would take the cores from other workers.
    threadpool_limits(limits=1, user_api="blas")
    manifest = read_manifest(weights_dir)
    config = parse_config(read_checked(weights_dir, CONFIG_FILE, manifest), path=weights_dir / CONFIG_FILE)
    cutter = PieceCutter(read_checked(weights_dir, TOKENIZER_FILE, manifest))
    weights = read_checked(weights_dir, WEIGHTS_FILE, manifest)
    opened = _BACKENDS[chosen](weights, config, cutter, path=weights_dir / WEIGHTS_FILE, n_threads=n_threads)
    return ArticlePipeline(
        model=model_info(manifest),
        cutter=cutter,
        backend=opened,
        decoder=LayerDecoder(opened, config.decode),
        maker=AnswerMaker(registry=load_registry(), calibration=config.calibration),
    )


# Each imports its libraries only when it is the one that is taken.


def _open_onnx(weights: bytes, config: ModelConfig, cutter: PieceCutter, *, path: Path, n_threads: int) -> Backend:
    from models.network.onnx_backend import OnnxBackend

    return OnnxBackend.load(weights, config, cutter, path=path, n_threads=n_threads)


def _open_torch(weights: bytes, config: ModelConfig, cutter: PieceCutter, *, path: Path, n_threads: int) -> Backend:
    from models.network.torch_backend import TorchBackend

    return TorchBackend.load(weights, config, cutter, path=path, n_threads=n_threads)


_BACKENDS = {"onnx": _open_onnx, "torch": _open_torch}

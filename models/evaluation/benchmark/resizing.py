"""Weights with other sizes of windows, without a change to the weights themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from models.config import ModelConfig, WindowConfig, parse_config
from models.evaluation.benchmark.configuration import BadConfiguration, Configuration
from models.evaluation.benchmark.encoder_work import N_SPECIAL_PIECES
from models.network import weight_files as form


@contextmanager
def with_sizes_in_weights(configuration: Configuration) -> Iterator[Configuration]:
    """The same with weights whose own sizes are those asked for, in a folder that is gone in the end.

    Raises BadConfiguration where the overlap is not smaller than the width or the encoder knows no such width, and
    WeightsError where the weights cannot be used.
    """
    if configuration.width is None and configuration.overlap is None:
        yield configuration
        return
    with TemporaryDirectory() as folder:
        _write_resized(configuration, Path(folder))
        yield replace(configuration, weights=Path(folder))


def _write_resized(configuration: Configuration, folder: Path) -> None:
    source = configuration.weights
    manifest = form.read_manifest(source)
    config = parse_config(form.read_checked(source, form.CONFIG_FILE, manifest), path=source / form.CONFIG_FILE)
    files = {name: form.read_checked(source, name, manifest) for name in (form.TOKENIZER_FILE, form.WEIGHTS_FILE)}
    content = form.config_bytes(replace(config, windows=_sizes(configuration, config)))
    form.write_weights(folder, files={**files, form.CONFIG_FILE: content}, manifest=manifest)


def _sizes(configuration: Configuration, own: ModelConfig) -> WindowConfig:
    width = own.windows.width if configuration.width is None else configuration.width
    overlap = own.windows.overlap if configuration.overlap is None else configuration.overlap
    most = own.network.encoder["max_position_embeddings"] - N_SPECIAL_PIECES
    if not overlap < width <= most:
        raise BadConfiguration(f"need overlap < width <= {most}, got {overlap} and {width}")
    return WindowConfig(width=width, overlap=overlap)

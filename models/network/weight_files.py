"""Reads and writes a weights directory: safetensors and JSON only, each file checked against the manifest's hash."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.config import FORMAT, ModelConfig
from models.errors import WeightsCorrupt, WeightsMissing
from models.records import ModelInfo

WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE, MANIFEST_FILE = (
    "model.safetensors",
    "config.json",
    "tokenizer.json",
    "manifest.json",
)
_HASHED = (WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE)


def sha256_of(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def write_weights(directory: Path, *, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Write the files and a manifest with their hashes; what stood there before is replaced."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in _HASHED:
        (directory / name).write_bytes(files[name])
    hashes = {name: sha256_of(files[name]) for name in _HASHED}
    content = json.dumps({"format": FORMAT, **manifest, "files": hashes}, indent=2, ensure_ascii=False)
    (directory / MANIFEST_FILE).write_text(content + "\n", encoding="utf-8")


def config_bytes(config: ModelConfig) -> bytes:
    """The configuration as the content of config.json."""
    return (json.dumps(asdict(config), indent=2) + "\n").encode()


def read_manifest(directory: Path) -> dict[str, Any]:
    """The manifest; WeightsMissing without one, WeightsCorrupt when it is not of this format."""
    path = directory / MANIFEST_FILE
    try:
        manifest = json.loads(_read(path))
    except ValueError as error:
        raise WeightsCorrupt(path=path, reason="not JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise WeightsCorrupt(path=path, reason=f"not a manifest of format {FORMAT}")
    return manifest


def read_checked(directory: Path, name: str, manifest: dict[str, Any]) -> bytes:
    """A file's content once its hash is what the manifest says; WeightsCorrupt when it is not."""
    content = _read(directory / name)
    if sha256_of(content) != manifest.get("files", {}).get(name):
        raise WeightsCorrupt(path=directory / name, reason="its SHA-256 is not the manifest's")
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsMissing(path=path) from error


def model_info(manifest: dict[str, Any]) -> ModelInfo:
    """What the manifest tells of the model."""
    return ModelInfo(
        name=manifest["name"],
        version=manifest["version"],
        weights_sha256=manifest["files"][WEIGHTS_FILE],
        data=tuple(manifest.get("data", ())),
        figures=manifest.get("figures", {}),
        limits=tuple(manifest.get("limits", ())),
    )

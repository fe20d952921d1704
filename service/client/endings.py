"""What the ending of a file's name tells of its form."""

from pathlib import PurePath

LINES = (".jsonl", ".ndjson")
_COMPRESSED = (".gz", ".zst")


def ending_of(name: str) -> str:
    """The ending in lower case, under that of a compression: `.jsonl` of `Quotes.JSONL.gz`; empty for none."""
    lower = PurePath(name.lower())
    return PurePath(lower.stem).suffix if lower.suffix in _COMPRESSED else lower.suffix

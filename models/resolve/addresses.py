"""Web addresses: from a URL to its host, its path and its registrable domain, without any network call."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from tldextract import TLDExtract


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Host in lower case, without `www.`, and the path's segments."""

    host: str
    segments: tuple[str, ...]

    def prefixes(self) -> Iterator[str]:
        """All `host/path` prefixes, the longest host first, for each host the longest path first.

        At most four path segments count: no outlet is told by a deeper one.
        """
        labels = self.host.split(".")
        for i in range(max(1, len(labels) - 1)):
            host = ".".join(labels[i:])
            for n in range(min(4, len(self.segments)), -1, -1):
                yield "/".join((host, *self.segments[:n]))


def read_address(url: str) -> Address | None:
    """The address in a URL, with or without its scheme; None where there is no host name in it."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url.lstrip('/')}")
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    if "." not in host:
        return None
    return Address(host=host, segments=tuple(s.lower() for s in parts.path.split("/") if s))


def registrable_domain(host: str) -> str | None:
    """`example.co.uk` for `news.example.co.uk`; None for an IP address or a bare public suffix."""
    return _extractor()(host).top_domain_under_public_suffix.lower() or None


@cache
def _extractor() -> TLDExtract:
    # The empty list and the missing cache keep it to the suffix list in the package: it would fetch one otherwise.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)

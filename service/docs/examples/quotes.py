"""Print who said what in an article: python quotes.py ARTICLE.txt [BASE_URL]

Needs nothing but Python. Where the server asks for a key, set QUOTES_API_KEY.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

HEADERS = {"Content-Type": "application/json"}
if "QUOTES_API_KEY" in os.environ:
    HEADERS["Authorization"] = f"Bearer {os.environ['QUOTES_API_KEY']}"


def find_quotes(text: str, base_url: str, *, tries_left: int = 4) -> list[dict[str, Any]]:
    """Ask the service, again if need be, and end the program where it refuses."""
    request = Request(f"{base_url}/v1/quotes", json.dumps({"text": text}).encode(), HEADERS)
    try:
        with urlopen(request, timeout=90) as response:
            quotes: list[dict[str, Any]] = json.load(response)["quotes"]
            return quotes
    except HTTPError as error:
        if error.code not in (429, 503) or not tries_left:
            # The problem says which field is wrong, or what else is.
            sys.exit(error.read().decode())
        # Busy (503) or too quick (429): ask again, as late as the server says.
        time.sleep(int(error.headers.get("Retry-After", "1")))
    return find_quotes(text, base_url, tries_left=tries_left - 1)


def main(path: str, base_url: str = "http://127.0.0.1:8000") -> None:
    """A line a quotation; Python's strings count code points, as the service does unless it is told otherwise."""
    text = Path(path).read_text(encoding="utf-8")
    for quote in find_quotes(text, base_url):
        words = " … ".join(text[span["start"] : span["end"]] for span in quote["spans"])
        speaker = quote["speaker"]["name"] if quote["speaker"] else "somebody"
        print(f"{speaker}: {words}")


if __name__ == "__main__":
    main(*sys.argv[1:])

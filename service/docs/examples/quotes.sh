#!/usr/bin/env bash
# Print what the service finds in an article, as JSON: quotes.sh ARTICLE.json [BASE_URL]
# ARTICLE.json is the body of the request: {"text": "…"}. Where the server asks for a key, set QUOTES_API_KEY.
set -euo pipefail
article=$1
base_url=${2:-http://127.0.0.1:8000}

# Into a file, so that what a refused try said is dropped when the next one begins.
answer=$(mktemp)
trap 'cat "$answer"; rm -f "$answer"' EXIT

# --retry waits as long as Retry-After says when the server is busy (503) or the caller too quick (429).
curl --silent --show-error --fail-with-body --retry 4 --max-time 90 --output "$answer" \
    ${QUOTES_API_KEY:+--oauth2-bearer "$QUOTES_API_KEY"} \
    --header 'Content-Type: application/json' --data-binary "@$article" "$base_url/v1/quotes"

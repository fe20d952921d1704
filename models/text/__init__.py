"""From an article's text to pieces and windows, every offset kept."""

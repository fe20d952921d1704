"""The library: an article's text in, records of its quotations out. It knows no web."""

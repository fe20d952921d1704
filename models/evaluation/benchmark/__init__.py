"""Measures how fast and how large the whole pipeline is, from text to JSON, and compares two ways of running it."""

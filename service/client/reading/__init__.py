"""Every kind of input, each turned into articles in a fixed order."""

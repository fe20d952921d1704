"""The door: HTTP and command line round the library in `models`; no tensors here."""

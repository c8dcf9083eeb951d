"""Worlds of any size, with the long tails of real ones: `python -m benchmarks.worlds --help`."""

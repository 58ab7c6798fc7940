"""Kernels of comparisons that a plan asks for by name: compiled on first use, not on every
machine's first run."""

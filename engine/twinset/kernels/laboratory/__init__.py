"""Kernels of the blocking laboratory alone: compiled when a strategy first needs them, so that the
first run of ``twinset dedupe`` on a machine does not wait for them."""

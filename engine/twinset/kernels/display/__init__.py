"""Kernels of display forms: compiled when they are first needed, so that the first run of
``twinset dedupe`` on a machine does not wait for them."""

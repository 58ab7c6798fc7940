"""Compiled loops over contiguous arrays; NumPy, Numba and the JIT wrapper only."""

from __future__ import annotations


def load_all() -> None:
    """Import every kernel module, so that all kernels are registered for compiling."""
    from importlib import import_module
    from pkgutil import iter_modules

    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")

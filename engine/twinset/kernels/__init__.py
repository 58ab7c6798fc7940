"""Compiled loops over contiguous arrays; NumPy, Numba and the JIT wrapper only."""

from __future__ import annotations


def load_all(package: str = __name__) -> None:
    """Import every kernel module of a package (not those of packages in it, which are compiled on
    first use), so that all its kernels are registered for compiling."""
    from importlib import import_module
    from pkgutil import iter_modules

    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")

"""A quicker start for the process.

Numba imports SciPy, and pyarrow imports pandas, wherever these happen to be installed. A run needs
neither (the one library of ours that needs SciPy imports it itself, later): of the 2.3 seconds
that 1,000 rows took, 0.6 were theirs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TypeVar

T = TypeVar("T")


class _Hidden(MetaPathFinder):
    """Says that a package is not there, to those who ask while this is installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name in ("pandas", "scipy"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def _nothing() -> None:
    return None


def import_engine(beside: Callable[[], T] | Callable[[], None] = _nothing) -> Future[T | None]:
    """Import the engine, and Numba and pyarrow without their optional companions.

    ``beside`` is called on a thread of its own as soon as all is there that reading text takes: a
    file can be read while the rest, half a second on one core, is imported. Were that thread to
    import anything, it would have to wait for this one at every turn, a tenth of a second in all.
    Its result, or what it raised, is in the future that comes back.

    Does nothing to companions that are imported already, nor to anyone who imports them later.
    The collector rests meanwhile and then leaves alone what was imported: half a million objects
    that are never garbage, which it would walk through again and again (0.2 s).
    """
    finder = _Hidden()
    sys.meta_path.insert(0, finder)
    gc.disable()
    try:
        import pyarrow

        pyarrow.array(["x"])  # pyarrow looks for pandas when it makes its first array
        import twinset.io.read

        thread = ThreadPoolExecutor(1)
        begun = thread.submit(beside)
        thread.shutdown(wait=False)

        import numba.np.arraymath  # noqa: F401 - asks for SciPy; kernels bring it in when loaded

        import twinset.api  # noqa: F401

        return begun
    finally:
        sys.meta_path.remove(finder)
        gc.freeze()
        gc.enable()

"""Compile kernels in an empty cache, one after the other, and say how long each took.

    python benchmarks/compile_kernels.py TYPES

``TYPES`` is a pickle of ``[(module, kernel, [argument types, ...]), ...]``: what the kernels that
are compiled on first use were called with; the others declare their types. A program of its own,
because a process compiles a kernel once. JSON on stdout: kernel to CPU seconds, in the order of
compiling. A helper that several kernels share counts with the first of them, so the parts add up.
Run a second time on the same ``NUMBA_CACHE_DIR`` it says what loading takes.
"""

from __future__ import annotations

import importlib
import json
import pickle
import sys
import time
from pathlib import Path

from numba.core.sigutils import normalize_signature

from twinset import _jit, kernels


def main() -> None:
    first_use = pickle.loads(Path(sys.argv[1]).read_bytes())
    kernels.load_all()
    work = [
        (dispatcher, [normalize_signature(signature)[0] for signature in signatures])
        for dispatcher, signatures in _jit._registry
        if signatures
    ]
    for module, name, types in first_use:
        work.append((getattr(importlib.import_module(module), name), types))
    seconds: dict[str, float] = {}
    for dispatcher, signatures in work:
        start = time.process_time()
        for types in signatures:
            dispatcher.compile(types)
        function = dispatcher.py_func
        seconds[f"{function.__module__}.{function.__name__}"] = time.process_time() - start
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()

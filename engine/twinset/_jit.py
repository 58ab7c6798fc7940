"""The one JIT wrapper: how every kernel is compiled, cached and warmed.

A kernel is a top-level function over contiguous NumPy arrays. It is compiled once per machine
and kept in a per-user cache folder (``_jit_cache``).

Threads are ours: kernels release the GIL and callers split the work into tiles
(``twinset.parallel``). Numba's own ``parallel=True`` doubled compile time and ties the result to
a threading layer that the user may lack.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core.sigutils import normalize_signature

from twinset._jit_cache import LOCATOR, cache_folder, drop_unused, source_digest

_registry: list[tuple[Any, tuple[str, ...]]] = []
_borrowing: list[Any] = []
KERNELS = "twinset.kernels"
LABORATORY = f"{KERNELS}.laboratory"


_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}


def _jit(function: Callable[..., Any], **options: Any) -> Any:
    """``function`` for Numba to compile, kept in our cache, or nowhere if that cannot be written.

    The locator is named for this call alone: a program that imports us may have its own.
    """
    theirs = numba.config.CACHE_LOCATOR_CLASSES
    numba.config.CACHE_LOCATOR_CLASSES = LOCATOR
    try:
        return numba.njit(cache=True, **_OPTIONS, **options)(function)
    except RuntimeError:  # "no locator available": a home that cannot be written
        return numba.njit(**_OPTIONS, **options)(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = theirs


def inline(function: Callable[..., Any]) -> Any:
    """A helper that only other kernels call: compiled as part of its caller, for any dtype.

    It borrows its arrays: it may neither make nor return one. So Numba need not count references
    to them, with atomic instructions, on the way in and out of each call: reading a phone number
    took four times as long. Where it has to make arrays, take ``inline_owner``.
    """
    dispatcher = _jit(function, _nrt=False)
    _borrowing.append(dispatcher)
    return dispatcher


def inline_owner(function: Callable[..., Any]) -> Any:
    """As ``inline``, for a helper that makes arrays or returns one (``carray`` makes one too)."""
    return _jit(function, _nrt=True)


def kernel(*signatures: str) -> Callable[[Callable[..., Any]], Any]:
    """A kernel that Python calls. ``signatures`` name the types that are compiled ahead.

    The signatures document the dtypes and let ``compile_kernels`` warm the cache with a progress
    display; other dtypes still compile on first use.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        dispatcher = _jit(function)
        _registry.append((dispatcher, signatures))
        return dispatcher

    return decorate


def kernels_are_cached(package: str = KERNELS) -> bool:
    """True when this machine has compiled this version's kernels of ``package`` before."""
    return _marker(package).exists()


def _marker(package: str) -> Path:
    """The file that says all kernels of these sources were compiled; of the sources as they lie
    on disk, so that asking imports none of them."""
    digest = hashlib.blake2b(digest_size=8)
    for source in sorted(Path(__file__).parent.joinpath(*package.split(".")[1:]).glob("*.py")):
        digest.update(source_digest(source).encode())
    return cache_folder() / f".complete-{digest.hexdigest()}"


def _registered(package: str) -> list[tuple[Any, tuple[str, ...]]]:
    return [one for one in _registry if one[0].py_func.__module__.startswith(f"{package}.")]


def kernel_count(package: str = KERNELS) -> int:
    """How many kernels of ``package`` are registered, those whose modules have been imported."""
    return len(_registered(package))


def compile_kernels(
    on_kernel: Callable[[str, int, int], None] | None = None, package: str = KERNELS
) -> int:
    """Compile every registered kernel of ``package`` for its declared types, and remember that it
    was done.

    ``on_kernel(name, done, total)`` is told of each one. Returns the number of kernels. Numba
    compiles one kernel at a time in a process, so a second process takes every other one: 53 s to
    30 s on two cores. What it could not do is done here, like the rest.
    """
    kernels = _registered(package)
    helper = _start_helper(package)
    try:
        for done, share in enumerate((0, 1)):
            if share == 1 and helper is not None:
                helper.wait()
            for number in range(share, len(kernels), 2):
                if on_kernel is not None:
                    name = kernels[number][0].py_func.__name__
                    on_kernel(name, done * (len(kernels) // 2) + number // 2, len(kernels))
                _compile(*kernels[number])
    finally:
        if helper is not None:
            helper.kill()
            helper.wait()
    try:
        _marker(package).parent.mkdir(parents=True, exist_ok=True)
        _marker(package).touch()
        drop_unused()
    except OSError:
        pass  # a read-only home: kernels are compiled again next time, nothing else is lost
    return len(kernels)


def compile_every_other(package: str) -> None:
    """What the helper process does: the odd kernels, into the cache."""
    for kernel in _registered(package)[1::2]:
        _compile(*kernel)


def _compile(dispatcher: Any, signatures: tuple[str, ...]) -> None:
    for signature in signatures:
        # As a tuple of types, which is how a call looks them up: compiled from the text, a
        # kernel went into the cache under that text and was compiled again by the next run.
        types, _ = normalize_signature(signature)
        dispatcher.compile(types)
    _check_borrowing()


def _check_borrowing() -> None:
    """A helper that returns an array which it does not own would give away freed memory."""
    for helper in _borrowing:
        for compiled in helper.overloads.values():
            returned = compiled.signature.return_type
            parts = returned if isinstance(returned, numba.types.BaseTuple) else (returned,)
            if any(isinstance(part, numba.types.Array) for part in parts):
                raise TypeError(f"{helper.py_func.__name__} returns an array: use inline_owner")


def _start_helper(package: str) -> subprocess.Popen[bytes] | None:
    if (os.cpu_count() or 1) < 2:
        return None
    code = (
        "from twinset import _jit, kernels; "
        f"kernels.load_all({package!r}); _jit.compile_every_other({package!r})"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "NUMBA_CACHE_DIR": str(cache_folder())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None

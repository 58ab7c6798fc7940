"""The one JIT wrapper: how every kernel is compiled, cached and warmed.

A kernel is a top-level function over contiguous NumPy arrays. It is compiled once per machine
and kept in a per-user cache folder (``_jit_cache``).

Threads are ours: kernels release the GIL and callers split the work into tiles
(``twinset.parallel``). Numba's own ``parallel=True`` doubled compile time and ties the result to
a threading layer that the user may lack.
"""

from __future__ import annotations

import gc
import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, update_wrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numba
from numba.core.sigutils import normalize_signature

from twinset._jit_cache import cache_folder, drop_unused, source_digest, use_cache

KERNELS = "twinset.kernels"
LABORATORY = f"{KERNELS}.laboratory"

# the wrappers that C or Python would call, where neither does, are a sixth of compiling
_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}


class Kernel:
    """What stands for a function until Numba is needed for it: when Python calls it, or when a
    kernel that calls it is compiled.

    A run calls 45 of 230 functions; to make all their dispatchers took 0.1 s of its start.
    """

    def __init__(self, function: Callable[..., Any], **options: bool) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self._options = options

    @cached_property
    def dispatcher(self) -> Any:
        """Numba's own object for the function, as Python calls it."""
        return self._dispatcher(no_cpython_wrapper=False)

    @cached_property
    def callee(self) -> Any:
        """The same as other kernels call it."""
        if self._options.get("no_cpython_wrapper"):
            return self._dispatcher(no_cpython_wrapper=True)
        return self.dispatcher

    @property
    def _numba_type_(self) -> Any:
        """How Numba asks what it has before it where a kernel names another one."""
        return self.callee._numba_type_

    def _dispatcher(self, *, no_cpython_wrapper: bool) -> Any:
        options = {**_OPTIONS, **self._options, "no_cpython_wrapper": no_cpython_wrapper}
        dispatcher = numba.njit(**options)(self.py_func)
        use_cache(dispatcher, "callee" if no_cpython_wrapper else "")
        return dispatcher

    def __call__(self, *arguments: Any) -> Any:
        return self.dispatcher(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.dispatcher, name)


_registry: list[tuple[Kernel, tuple[str, ...]]] = []
_borrowing: list[Kernel] = []


def inline(function: Callable[..., Any]) -> Any:
    """A helper that only other kernels call: compiled as part of its caller, for any dtype.

    It borrows its arrays: it may neither make nor return one. So Numba need not count references
    to them, with atomic instructions, on the way in and out of each call: reading a phone number
    took four times as long. Where it has to make arrays, take ``inline_owner``.
    """
    helper = Kernel(function, no_cpython_wrapper=True, _nrt=False)
    _borrowing.append(helper)
    return helper


def inline_owner(function: Callable[..., Any]) -> Any:
    """As ``inline``, for a helper that makes arrays or returns one (``carray`` makes one too)."""
    return Kernel(function, no_cpython_wrapper=True, _nrt=True)


def kernel(*signatures: str) -> Callable[[Callable[..., Any]], Any]:
    """A kernel that Python calls. ``signatures`` name the types that are compiled ahead.

    The signatures document the dtypes and let ``compile_kernels`` warm the cache with a progress
    display; other dtypes still compile on first use.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        made = Kernel(function)
        _registry.append((made, signatures))
        return made

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


def _registered(package: str) -> list[tuple[Kernel, tuple[str, ...]]]:
    return [one for one in _registry if one[0].py_func.__module__.startswith(f"{package}.")]


def kernel_count(package: str = KERNELS) -> int:
    """How many kernels of ``package`` are registered, those whose modules have been imported."""
    return len(_registered(package))


def compile_kernels(on_more: Callable[[int], None] | None = None, package: str = KERNELS) -> int:
    """Compile every registered kernel of ``package`` for its declared types, and remember that it
    was done.

    ``on_more(number)`` is told, now and then, how many more are under way. Returns the number of
    kernels. Numba compiles one kernel at a time in a process, so a second process takes its share;
    what it could not do is done here.
    """
    total, told = kernel_count(package), 0
    with TemporaryDirectory() as claims:
        helper = _start_helper(package, claims)
        try:
            for reached in _compile_share(package, Path(claims)):
                if on_more is not None:
                    on_more(reached - told)
                told = reached
            whole = helper is None or helper.wait() == 0
        finally:
            if helper is not None:
                helper.kill()
                helper.wait()
    if not whole:
        for kernel in _registered(package):
            _compile(*kernel)
    try:
        _marker(package).parent.mkdir(parents=True, exist_ok=True)
        _marker(package).touch()
        drop_unused()
    except OSError:
        pass  # a read-only home: kernels are compiled again next time, nothing else is lost
    return total


def help_compiling(package: str, claims: str) -> None:
    """What the second process does: its share, into the cache."""
    for _ in _compile_share(package, Path(claims)):
        pass


def _compile_share(package: str, claims: Path) -> Iterator[int]:
    """Compile what no other process has claimed; gives after each how many are claimed by all.

    A claim is a file's worth of kernels, because those share their helpers, the longest files
    first, so that the processes end together.
    """
    files: dict[str, list[tuple[Kernel, tuple[str, ...]]]] = {}
    for one in _registered(package):
        files.setdefault(one[0].py_func.__module__, []).append(one)
    sizes = {name: len(inspect.getsource(sys.modules[name])) for name in files}
    # without the collector, which walks through all that is known of types and finds nothing:
    # an eighth of the time
    collects = gc.isenabled()
    gc.disable()
    try:
        for name in sorted(files, key=lambda name: (-sizes[name], name)):
            try:
                (claims / name).touch(exist_ok=False)
            except FileExistsError:
                continue
            for kernel in files[name]:
                _compile(*kernel)
                # the other process may know files that this one has not imported
                yield sum(len(files.get(claim.name, ())) for claim in claims.iterdir())
    finally:
        if collects:
            gc.enable()


def _compile(dispatcher: Kernel, signatures: tuple[str, ...]) -> None:
    for signature in signatures:
        # As a tuple of types, which is how a call looks them up: compiled from the text, a
        # kernel went into the cache under that text and was compiled again by the next run.
        types, _ = normalize_signature(signature)
        dispatcher.compile(types)
    _check_borrowing()


def _check_borrowing() -> None:
    """A helper that returns an array which it does not own would give away freed memory."""
    for helper in (helper for helper in _borrowing if "callee" in vars(helper)):
        for compiled in helper.callee.overloads.values():
            returned = compiled.signature.return_type
            parts = returned if isinstance(returned, numba.types.BaseTuple) else (returned,)
            if any(isinstance(part, numba.types.Array) for part in parts):
                raise TypeError(f"{helper.py_func.__name__} returns an array: use inline_owner")


def _start_helper(package: str, claims: str) -> subprocess.Popen[bytes] | None:
    if (os.cpu_count() or 1) < 2:
        return None
    code = (
        "from twinset import _jit, kernels; "
        f"kernels.load_all({package!r}); _jit.help_compiling({package!r}, {claims!r})"
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

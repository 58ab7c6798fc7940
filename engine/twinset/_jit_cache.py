"""Where Numba keeps a compiled kernel: under the digest of all the source that went into it.

Numba drops a cached function when the file that it stands in changes, but not when a function
that it calls from another file does; and it looks it up by the file's path, so a new virtual
environment, a moved checkout or a rebuilt container compiles everything again. Here a kernel's
folder is named by its module and a digest of the text of that module and of every Twinset module
it imports, directly or not. An edit or an upgrade compiles again what it reaches and no more, and
equal sources share their kernels wherever they lie. (What differs between machines, the processor
and its features, is part of Numba's own key inside the folder.)
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
from numba.core.caching import FunctionCache, _CacheLocator
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompileResult
from numba.core.runtime import rtsys

_PACKAGE = Path(__file__).parent
_IMPORT = re.compile(rb"^\s*from twinset((?:\.\w+)*) import (\([\w,\s]+|[\w, ]+)", re.MULTILINE)
_UNUSED_AFTER = 30 * 86_400  # seconds after which another version's kernels are thrown away
_LOCATOR = f"{__name__}.KernelCacheLocator"


@cache
def cache_folder() -> Path:
    """The folder of all kernels of this user: ``NUMBA_CACHE_DIR``, or one of our own."""
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return Path(base) / "twinset" / f"{python}-numba{numba.__version__}"


@cache
def source_digest(source: Path) -> str:
    """Of the text of ``source`` and of all of Twinset that it imports, directly or not."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(_closure(source)):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _closure(source: Path) -> set[Path]:
    seen: set[Path] = set()
    waiting = [source]
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting.extend(_imported(file))
    return seen


@cache
def _imported(file: Path) -> tuple[Path, ...]:
    return tuple(_imports(file.read_bytes()))


def _imports(text: bytes) -> Iterator[Path]:
    for module, names in _IMPORT.findall(text):
        folder = _PACKAGE.joinpath(*module.decode().split(".")[1:])
        if (file := folder.with_suffix(".py")).is_file():
            yield file
            continue
        for name in re.findall(r"\w+", names.decode()):
            if (file := folder / f"{name}.py").is_file():
                yield file


class KernelCacheLocator(_CacheLocator):
    """What Numba asks for a function's folder and freshness; see ``NUMBA_CACHE_LOCATOR_CLASSES``
    in its reference."""

    def __init__(self, function: Any, source: str) -> None:
        self._line = function.__code__.co_firstlineno
        self._digest = source_digest(Path(source))
        self._folder = cache_folder() / f"{Path(source).stem}-{self._digest}"

    def get_cache_path(self) -> str:
        return str(self._folder)

    def get_source_stamp(self) -> str:
        return self._digest

    def get_disambiguator(self) -> str:
        return str(self._line)

    @classmethod
    def from_function(cls, function: Any, source: str) -> KernelCacheLocator | None:
        if not source.startswith(str(_PACKAGE)):
            return None
        locator = cls(function, source)
        try:
            _make_writable(locator._folder)
        except OSError:
            return None
        return locator


@cache
def _make_writable(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)  # in use: ``drop_unused`` leaves it alone
    if not os.access(folder, os.W_OK):
        raise PermissionError(folder)


class _LoadedLibrary(JITCodeLibrary):
    """The machine code of a kernel that Python calls. What it was compiled from, for the kernels
    that call it, is parsed when one of those is compiled.

    Numba parses it whenever it loads a kernel, and asks each function in it for its name, one
    after the other: two thirds of 4 milliseconds a kernel, and a run loads 60.
    """

    def __init__(self, codegen: Any, name: str, code: tuple[bytes, bytes], entry: str) -> None:
        super().__init__(codegen, name)
        compiled, self._bitcode = code
        self._shared_module: Any = None
        self.enable_object_caching()
        self._set_compiled_object(compiled)
        self._finalize_final_module()
        codegen._engine._defined_symbols.add(entry)

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None:
            self._shared_module = llvm.parse_bitcode(self._bitcode)
            self._codegen._engine._load_defined_symbols(self._shared_module)
        return self._shared_module


def _loaded(target: Any, stored: tuple[Any, ...]) -> CompileResult:
    """As ``CompileResult._rebuild`` does it, but for the library."""
    library, function, environment, signature, object_mode, lifted, types, setup, others = stored
    for each in setup:
        each()
    name, _, code = library
    loaded = _LoadedLibrary(target.codegen(), name, code, function.llvm_cpython_wrapper_name)
    entry = target.get_executable(loaded, function, environment)
    for other in others:
        loaded.codegen.set_env(other.env_name, other)
    return CompileResult(
        typing_context=target.typing_context,
        target_context=target,
        entry_point=entry,
        typing_error=None,
        type_annotation=types,
        signature=signature,
        objectmode=object_mode,
        lifted=lifted,
        fndesc=function,
        library=loaded,
        call_helper=None,
        environment=environment,
        metadata=None,
        reload_init=setup,
        referenced_envs=others,
    )


class KernelCache(FunctionCache):
    """Numba's cache, but one that loads a kernel without getting ready to compile.

    Numba first imports and registers all that it can compile, for nothing in a process that finds
    its kernels; it does so again where it compiles. What a loaded kernel needs is the runtime that
    allocates its arrays. ``kind`` tells two ways of compiling one function apart.
    """

    def __init__(self, function: Any, kind: str) -> None:
        super().__init__(function)
        self._kind = kind

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            if self._kind:  # no Python calls it: only to compile its callers is it loaded
                return self._load_overload(sig, target_context)
            stored = self._cache_file.load(self._index_key(sig, target_context.codegen()))
            try:
                return None if stored is None else _loaded(target_context, stored)
            except (AttributeError, TypeError, ValueError):
                # a Numba that is put together otherwise has its own, slower way
                return self._load_overload(sig, target_context)

    def _index_key(self, sig: Any, codegen: Any) -> Any:
        return (*super()._index_key(sig, codegen), self._kind)


def use_cache(dispatcher: Any, kind: str) -> None:
    """Keep what Numba compiles for ``dispatcher`` in our cache, or nowhere if that cannot be
    written. The locator is named for this call alone: a program that imports us may have its own.
    """
    theirs = numba.config.CACHE_LOCATOR_CLASSES
    numba.config.CACHE_LOCATOR_CLASSES = _LOCATOR
    try:
        dispatcher._cache = KernelCache(dispatcher.py_func, kind)
    except RuntimeError:  # "no locator available": a home that cannot be written
        pass
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = theirs


def drop_unused() -> None:
    """Throw away the kernels of other versions that nothing has loaded for a month."""
    oldest = time.time() - _UNUSED_AFTER
    for folder in cache_folder().glob("*-*"):
        if folder.is_dir() and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)

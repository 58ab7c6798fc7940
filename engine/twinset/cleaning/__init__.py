"""Contacts put right: every column in display form, with a log of each change."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twinset.cleaning.stage import Cleaned, clean
    from twinset.cleaning.undo import Restored, restore

_MODULE_OF = {"Cleaned": "stage", "clean": "stage", "Restored": "undo", "restore": "undo"}

__all__ = ["Cleaned", "Restored", "clean", "restore"]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)

"""Synthetic contact bases with truth.

Every row is a function of the settings and its row number alone: draws are hashes of (seed,
entity, copy, name of the draw), and a keyed permutation says which copy of which entity a row
is. So a base streams in any batch size with bounded memory, duplicates are scattered over all of
it, and a seed always gives the same bytes. The model of the population and of its errors is
described in ``data/README.md``; the rates stand in ``rates.py``.
"""

from __future__ import annotations

from twinset.generator.build import Generated, generate, generate_batches
from twinset.generator.headers import COLUMNS, LANGUAGES, LAYOUTS, column_names
from twinset.generator.planted import FaultLog
from twinset.generator.settings import (
    COUNTRIES,
    DIFFICULTIES,
    MIXES,
    GeneratorSettings,
    parse_difficulty,
)
from twinset.generator.tags import TAGS

__all__ = [
    "COLUMNS",
    "COUNTRIES",
    "DIFFICULTIES",
    "LANGUAGES",
    "LAYOUTS",
    "MIXES",
    "TAGS",
    "FaultLog",
    "Generated",
    "GeneratorSettings",
    "column_names",
    "generate",
    "generate_batches",
    "parse_difficulty",
]

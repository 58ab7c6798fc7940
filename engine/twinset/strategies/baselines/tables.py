"""Key rules of Splink (DuckDB) and recordlinkage, and recordlinkage's sorted neighbourhood."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import msgspec
import numpy as np

from twinset.errors import PlanError
from twinset.strategies.base import BlockingTask, FittedStrategy, PairChunk, Strategy
from twinset.strategies.baselines.common import KnownPairs, frame, library, two_sides
from twinset.types import StandardRecords


class SplinkRules(Strategy, frozen=True, kw_only=True):
    """Splink's blocking rules on DuckDB: what its predictions begin with, up to the table of pairs,
    each pair once. Values are those that our own rules see."""

    name: ClassVar[str] = "splink-rules"

    rules: str
    """As those of ``keys``: fields, or their first characters (``given_name:3``), their last
    (``phone:-7``), or the ``year`` of a date. Phonetic codes are not Splink's."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Register the table."""
        library(self.name, "splink")
        rules = [rule.split("&") for rule in self.rules.split(";") if rule]
        for part in (part for rule in rules for part in rule):
            if part.partition(":")[0] not in task.records:
                raise PlanError(f"{self.name}: no field {part!r}")
        return _SplinkPairs([[_sql(part) for part in rule] for rule in rules], task)


def _sql(part: str) -> str:
    name, _, transform = part.partition(":")
    if not transform:
        return name
    if transform == "year":
        return f"nullif(substr({name}, 1, 4), '0000')"
    try:
        size = int(transform)
    except ValueError:
        raise PlanError(f"splink-rules: no transform {transform!r}") from None
    return f"left({name}, {size})" if size > 0 else f"right({name}, {-size})"


class _SplinkPairs:
    largest_block = 0

    def __init__(self, rules: list[list[str]], task: BlockingTask) -> None:
        self._rules, self._task = rules, task
        self._connection = library(SplinkRules.name, "duckdb").connect()
        self._connection.execute(f"SET threads = {task.threads}")
        table = frame(task.records)
        self._connection.register("frame", table)
        sides = [0] if task.side is None else np.unique(task.side).tolist()
        self._tables = []
        for number, side in enumerate(sides):
            chosen = table if task.side is None else table[task.side == side]
            self._connection.register("one", chosen.reset_index(names="row_number"))
            self._connection.execute(f"CREATE TABLE side_{number} AS SELECT * FROM one")
            self._tables.append(f"side_{number}")

    def pairs(self) -> Iterator[PairChunk]:
        splink, blocking, pipelines, concatenate = (
            library(SplinkRules.name, name)
            for name in (
                "splink",
                "splink.internals.blocking",
                "splink.internals.pipeline",
                "splink.internals.vertically_concatenate",
            )
        )
        logging.getLogger("splink").setLevel(logging.ERROR)
        link = self._task.side is not None
        api = splink.DuckDBAPI(self._connection)
        tables = [api.register(name, dataset_display_name=name) for name in self._tables]
        settings = splink.SettingsCreator(
            link_type="link_only" if link else "dedupe_only",
            unique_id_column_name="row_number",
            blocking_rules_to_generate_predictions=[splink.block_on(*rule) for rule in self._rules],
        )
        linker = splink.Linker(tables if link else tables[0], settings)
        # what linker.inference.predict() does first; its public functions also join the columns
        # and compare, which is not blocking
        pipeline = pipelines.CTEPipeline()
        concatenate.enqueue_df_concat(linker, pipeline)
        own = linker._settings_obj
        found = blocking.compute_blocked_pairs_from_concat_with_tf(
            pipeline=pipeline,
            db_api=linker._db_api,
            splink_df_dict=linker._input_tables_dict,
            blocking_rules=own._blocking_rules_to_generate_predictions,
            link_type=own._link_type,
            source_dataset_input_column=own.column_info_settings.source_dataset_input_column,
            unique_id_input_column=own.column_info_settings.unique_id_input_column,
            df_concat_with_tf_table_name="__splink__df_concat",
        )
        done = self._connection.execute(
            f"SELECT join_key_l, join_key_r FROM {found.physical_name}"
        ).fetchnumpy()
        found.drop_table_from_database_and_remove_from_cache()
        yield from KnownPairs(
            _rows(done["join_key_l"]), _rows(done["join_key_r"]), self._task
        ).pairs()


def _rows(keys: Any) -> np.ndarray:
    """Row numbers from Splink's keys, ``table-__-number`` in a link task."""
    if np.issubdtype(keys.dtype, np.number):
        return np.asarray(keys, np.int64)
    return np.array([int(str(key).rpartition("-__-")[2]) for key in keys], np.int64)


class RecordLinkageBlock(Strategy, frozen=True, kw_only=True):
    """recordlinkage's ``Block`` indexes, one a rule, and their union."""

    name: ClassVar[str] = "recordlinkage-block"

    rules: str
    """As those of ``keys``, of whole fields alone."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Merge."""
        linkage = library(self.name, "recordlinkage")
        indexer = linkage.Index()
        for rule in filter(None, self.rules.split(";")):
            indexer.block(_known(self.name, rule.split("&"), task.records))
        return _indexed(self.name, indexer, frame(task.records), task)


class RecordLinkageSorted(Strategy, frozen=True, kw_only=True):
    """recordlinkage's ``SortedNeighbourhood``: a window over the distinct values of the key
    (Christen, "Data Matching", 2012, section 4.2.2), not over records."""

    name: ClassVar[str] = "recordlinkage-sorted"

    window: Annotated[int, msgspec.Meta(ge=1)] = 3
    """Odd: on either side of a value half of the others."""
    keys: str
    """As those of ``sorted``."""

    def fit(self, task: BlockingTask) -> FittedStrategy:
        """Sort and merge."""
        linkage = library(self.name, "recordlinkage")
        if self.window % 2 == 0:
            raise PlanError(f"{self.name}: the window must be odd")
        table, indexer = frame(task.records), linkage.Index()
        for number, key in enumerate(filter(None, self.keys.split(";"))):
            fields = _known(self.name, [part.partition(":")[0] for part in key.split("&")],
                            task.records)  # fmt: skip
            joined = table[fields[0]]
            for field in fields[1:]:
                joined = joined + " " + table[field]
            table = table.assign(**{f"sort_{number}": joined})
            indexer.sortedneighbourhood(f"sort_{number}", window=self.window)
        return _indexed(self.name, indexer, table, task)


def _known(strategy: str, fields: list[str], records: StandardRecords) -> list[str]:
    for field in fields:
        if field not in records:
            raise PlanError(
                f"{strategy}: no field {field!r}", hint=f"fields: {', '.join(records.fields)}"
            )
    return fields


def _indexed(strategy: str, indexer: Any, table: Any, task: BlockingTask) -> KnownPairs:
    if task.side is None:
        found = indexer.index(table)
    else:
        inside, sought = two_sides(strategy, task)
        found = indexer.index(table.iloc[inside], table.iloc[sought])
    left, right = (found.get_level_values(level).to_numpy() for level in (0, 1))
    return KnownPairs(left, right, task)

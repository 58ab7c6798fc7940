"""Splink on DuckDB over one file: ``splink_runner.py RECORDS SET OUT --threshold WEIGHT``.

Writes OUT, parquet ``id``, ``cluster``. With ``--edges`` it writes the scored pairs instead
(``left``, ``right``, ``weight``), so that the threshold can be chosen without training again.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator
from splink_setups import SETUPS, Setup

LOWEST_WEIGHT = -10.0  # pairs below are dropped; the grid of thresholds starts here
SEED = 1


def train(records: Path, setup: Setup) -> Linker:
    connection = duckdb.connect()
    read = (
        f"read_parquet('{records}')"
        if records.suffix == ".parquet"
        else f"read_csv('{records}', header = true, all_varchar = true)"
    )
    source = ", source" if setup.between_sources else ""
    connection.execute(f"CREATE TABLE records AS SELECT id{source}, {setup.select} FROM {read}")
    api = DuckDBAPI(connection)
    if setup.between_sources:
        names = [name for (name,) in connection.execute(
            "SELECT DISTINCT source FROM records ORDER BY source").fetchall()]  # fmt: skip
        for name in names:
            connection.execute(
                f"CREATE TABLE source_{name} AS "
                f"SELECT * EXCLUDE (source) FROM records WHERE source = '{name}'"
            )
        tables = [api.register(f"source_{name}", dataset_display_name=name) for name in names]
    else:
        tables = [api.register("records")]
    settings = SettingsCreator(
        link_type="link_only" if setup.between_sources else "dedupe_only",
        unique_id_column_name="id",
        comparisons=setup.comparisons,
        blocking_rules_to_generate_predictions=setup.blocking,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(tables, settings, log_level=logging.WARNING)
    linker.training.estimate_probability_two_random_records_match(
        setup.certain, recall=setup.recall
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=setup.random_pairs, seed=SEED)
    for rule in setup.training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("set", choices=SETUPS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--threshold", type=float, default=0.0, help="match weight (log2)")
    parser.add_argument("--edges", action="store_true")
    options = parser.parse_args()

    linker = train(options.records, SETUPS[options.set]())
    lowest = LOWEST_WEIGHT if options.edges else options.threshold
    pairs = linker.inference.predict(threshold_match_weight=lowest)
    if options.edges:
        found = pairs.as_duckdbpyrelation()
        found.select("id_l AS left, id_r AS right, match_weight AS weight").write_parquet(
            str(options.out)
        )
        return
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_weight=options.threshold
    )
    clusters.as_duckdbpyrelation().select("id, cluster_id AS cluster").write_parquet(
        str(options.out)
    )


if __name__ == "__main__":
    main()

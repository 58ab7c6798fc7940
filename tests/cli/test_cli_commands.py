"""Every command end to end on a small generated base."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from twinset_process import Cli, left_behind

TABLES = ["clusters", "golden", "golden_sources", "merge_sets", "pairs"]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_dedupe_writes_what_the_contract_lists(deduped: Path) -> None:
    names = left_behind(deduped)
    for name in TABLES:
        assert f"{name}.parquet" in names
    assert {"model.json", "plan.toml", "provenance.json", "summary.json"} <= set(names)


def test_dedupe_report_tells_what_a_person_needs(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = cli("dedupe", contacts, "-o", out)
    assert done.code == 0
    summary = cli("dedupe", contacts, "-o", tmp_path / "again", "--json").json
    assert f"Read {contacts}: 600 rows" in done.out
    for column in summary["columns"]:
        assert column["column"] in done.out
        assert column["role"].replace("_", " ") in done.out
    for rule in summary["rules"]:
        assert rule["name"] in done.out
    assert f"Candidate pairs: {summary['candidate_pairs']:,}" in done.out
    assert f"{summary['clusters']['merge_sets']:,}" in done.out
    assert "expected precision" in done.out
    assert f"Wrote {out}" in done.out
    assert f"Next: twinset explain {out}" in done.out


def test_csv_clusters_cover_every_row_once(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = cli("dedupe", contacts, "-o", out, "--format", "csv", "--json")
    assert done.code == 0
    clusters = read_csv(out / "clusters.csv")
    assert list(clusters[0]) == ["row", "id", "source", "cluster", "size"]
    assert [int(row["row"]) for row in clusters] == list(range(600))
    sizes: dict[str, int] = {}
    for row in clusters:
        sizes[row["cluster"]] = sizes.get(row["cluster"], 0) + 1
    assert all(sizes[row["cluster"]] == int(row["size"]) for row in clusters)
    assert len(sizes) == done.json["clusters"]["total"] == len(read_csv(out / "golden.csv"))


def test_the_summary_is_what_its_schema_says(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    import msgspec

    from twinset.summary import Summary

    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--json")
    printed = msgspec.json.decode(done.out.encode(), type=Summary)
    written = msgspec.json.decode((tmp_path / "out" / "summary.json").read_bytes(), type=Summary)
    assert printed.clusters == written.clusters
    assert printed.rules == written.rules
    assert printed.output == str(tmp_path / "out")
    assert printed.clusters.total + printed.clusters.duplicates == printed.rows == 600
    assert {stage.name for stage in printed.stages} >= {"read", "compare", "cluster"}


def test_threads_do_not_change_the_bytes(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    for threads in (1, 2):
        done = cli("dedupe", contacts, "-o", tmp_path / str(threads), "-q", "--threads", threads)
        assert done.code == 0
    for name in TABLES:
        one, two = (tmp_path / str(n) / f"{name}.parquet" for n in (1, 2))
        assert one.read_bytes() == two.read_bytes(), name


def test_the_resolved_plan_gives_the_same_bytes(
    cli: Cli, contacts: Path, deduped: Path, tmp_path: Path
) -> None:
    plan = deduped / "plan.toml"
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "-q", "--config", plan)
    assert done.code == 0, done.err
    for name in TABLES:
        file = f"{name}.parquet"
        assert (tmp_path / "out" / file).read_bytes() == (deduped / file).read_bytes(), name
    assert (tmp_path / "out" / "plan.toml").read_text() == plan.read_text()


def test_a_saved_model_is_used(cli: Cli, contacts: Path, deduped: Path, tmp_path: Path) -> None:
    model = deduped / "model.json"
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--json", "--model", model)
    assert done.code == 0, done.err
    assert done.json["training"]["source"] == "loaded"
    assert (tmp_path / "out" / "clusters.parquet").read_bytes() == (
        deduped / "clusters.parquet"
    ).read_bytes()


def test_a_memory_budget_that_is_too_small(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    done = cli("dedupe", contacts, "-o", tmp_path / "out", "--json", "--memory", "1MiB")
    error = done.json["error"]
    assert done.code == 1
    assert (error["kind"], "--memory" in error["hint"]) == ("memory", True)
    assert not (tmp_path / "out").exists()


def test_several_inputs_and_a_memory_budget(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    lines = contacts.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("".join(lines[:301]), encoding="utf-8")
    (tmp_path / "in" / "b.csv").write_text("".join(lines[:1] + lines[301:]), encoding="utf-8")
    done = cli(
        "dedupe", tmp_path / "in" / "*.csv", "-o", tmp_path / "out", "--json", "--memory", "2GiB"
    )
    assert done.code == 0, done.err
    assert [Path(source["name"]).name for source in done.json["inputs"]] == ["a.csv", "b.csv"]
    assert done.json["rows"] == sum(source["rows"] for source in done.json["inputs"]) == 600


def test_plan_gives_the_price_and_a_plan_to_run(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    saved = tmp_path / "plan.toml"
    done = cli("plan", contacts, "--save", saved)
    assert done.code == 0, done.err
    assert "candidate pairs" in done.out
    assert "peak memory" in done.out
    assert f"Wrote {saved}" in done.out
    price = cli("plan", contacts, "--json").json
    run = cli("dedupe", contacts, "-o", tmp_path / "out", "--config", saved, "--json")
    assert run.code == 0, run.err
    rules = {rule["name"]: rule["pairs"] for rule in run.json["rules"]}
    for rule in price["rules"]:
        assert rules[rule["name"]] == rule["pairs"]  # counted, not guessed
    assert price["candidate_pairs"] > 0
    assert price["memory_bytes"] > 0
    assert price["seconds"] > 0


def test_plan_keeps_an_existing_file(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    saved = tmp_path / "plan.toml"
    saved.write_text("seed = 7\n")
    done = cli("plan", contacts, "--save", saved)
    assert done.code == 1
    assert "--force" in done.err
    assert saved.read_text() == "seed = 7\n"
    assert cli("plan", contacts, "--save", saved, "--force").code == 0
    assert saved.read_text() != "seed = 7\n"
    assert left_behind(tmp_path) == ["plan.toml"]


def test_evaluate_takes_a_folder_or_a_table(cli: Cli, deduped: Path, truth: Path) -> None:
    folder = cli("evaluate", deduped, truth, "--json")
    table = cli("evaluate", deduped / "clusters.parquet", truth, "--json")
    assert folder.code == table.code == 0
    assert folder.json == table.json
    assert folder.json["records"] == 600
    assert folder.json["f1"] > 0.8
    shown = cli("evaluate", deduped, truth)
    assert f"{folder.json['f1']:.3f}" in shown.out
    assert f"{folder.json['bcubed_f1']:.3f}" in shown.out


def test_evaluate_counts_by_hand(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text("id,cluster\na,1\nb,1\nc,1\nd,4\n")
    (tmp_path / "truth.csv").write_text("id,entity\na,x\nb,x\nc,y\nd,y\n")
    done = cli("evaluate", tmp_path / "clusters.csv", tmp_path / "truth.csv", "--json")
    assert done.code == 0, done.err
    found = done.json
    assert (found["precision"], found["recall"]) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert found["bcubed_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_explain_adds_up(cli: Cli, deduped: Path) -> None:
    import pyarrow.parquet as pq

    pair = pq.read_table(deduped / "pairs.parquet").slice(0, 1).to_pylist()[0]
    done = cli("explain", deduped, pair["left_id"], pair["right_id"], "--json")
    assert done.code == 0, done.err
    found = done.json
    total = found["prior_weight"] + sum(part["weight"] for part in found["parts"])
    assert found["weight"] == pytest.approx(total)
    assert found["weight"] == pytest.approx(pair["weight"], abs=1e-6)
    shown = cli("explain", deduped, pair["left_id"], pair["right_id"])
    assert shown.code == 0
    assert f"{found['prior_weight']:+.2f}" in shown.out
    assert f"{found['weight']:+.2f}" in shown.out
    assert "█" in shown.out


def test_generate_is_a_function_of_its_settings(cli: Cli, tmp_path: Path) -> None:
    def make(name: str, *options: object) -> bytes:
        path = tmp_path / name
        assert cli("generate", 50, "-o", path, "-q", *options).code == 0
        return path.read_bytes()

    assert make("a.csv", "--seed", 3) == make("b.csv", "--seed", 3)
    assert make("c.csv", "--seed", 4) != make("d.csv", "--seed", 3)
    assert make("e.csv", "--difficulty", "medium") == make("f.csv", "--difficulty", "0.5")
    assert make("g.csv", "--locale", "ru") != make("h.csv", "--locale", "us")


def test_generate_says_what_it_wrote_and_keeps_existing_files(cli: Cli, tmp_path: Path) -> None:
    base, truth = tmp_path / "base.parquet", tmp_path / "truth.csv"
    done = cli("generate", 50, "-o", base, "--truth", truth, "--json")
    assert done.code == 0, done.err
    assert done.json == {"rows": 50, "out": str(base), "truth": str(truth), "faults": None}
    assert len(read_csv(truth)) == 50
    again = cli("generate", 50, "-o", tmp_path / "new.csv", "--truth", truth)
    assert again.code == 1
    assert "--force" in again.err
    assert left_behind(tmp_path) == ["base.parquet", "truth.csv"]
    assert cli("generate", 50, "-o", base, "--truth", truth, "--force").code == 0


def test_generate_refuses_a_name_without_a_format(cli: Cli, tmp_path: Path) -> None:
    done = cli("generate", 5, "-o", tmp_path / "base.xyz")
    assert done.code == 1
    assert "base.xyz" in done.err
    assert left_behind(tmp_path) == []

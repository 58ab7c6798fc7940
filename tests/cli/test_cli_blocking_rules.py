"""``twinset blocking suggest`` and ``inspect`` as people and other programs use them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from twinset_process import Cli

from twinset.laboratory.inspect import BlockingInspection
from twinset.laboratory.suggest import BlockingSuggestion


def test_suggest_for_people(cli: Cli, contacts: Path) -> None:
    done = cli("blocking", "suggest", contacts)
    assert done.code == 0, done.err
    for words in ("Blocking rules for 600 records", "coverage", "matches missed", "estimated"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 120


def test_suggested_rules_run(cli: Cli, contacts: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    done = cli("blocking", "suggest", contacts, "--budget", "0.3k", "--save-plan", plan, "--json")
    suggestion = msgspec.convert(done.json, BlockingSuggestion)
    assert suggestion.budget == 300
    assert suggestion.pairs <= 300
    assert suggestion.beyond
    saved = tomllib.loads(plan.read_text())["blocking"]["rules"]
    assert [rule["parts"] for rule in saved] == [rule.parts for rule in suggestion.rules]
    priced = cli("plan", contacts, "--config", plan, "--json")
    assert [r["name"] for r in priced.json["rules"]] == [r.rule for r in suggestion.rules]
    again = cli("blocking", "suggest", contacts, "--save-plan", plan)
    assert again.code == 1
    assert "exists already" in again.err


def test_inspect_for_people(cli: Cli, contacts: Path, truth: Path) -> None:
    done = cli("blocking", "inspect", contacts, "--truth", truth)
    assert done.code == 0, done.err
    for words in ("Rules", "Block sizes", "Largest blocks", "Missed true pairs"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 120
    plain = cli("blocking", "inspect", contacts)
    assert "Missed" not in plain.out


def test_inspect_a_strategy(cli: Cli, contacts: Path, truth: Path) -> None:
    done = cli(
        "blocking", "inspect", contacts, "-s", "keys:rules=email", "--truth", truth, "--json"
    )
    found = msgspec.convert(done.json, BlockingInspection)
    assert found.strategy == "keys:rules=email"
    assert [rule.rule for rule in found.rules] == ["email"]
    assert found.missed_pairs
    assert {miss.rule for miss in found.misses} == {"email"}
    assert all(block["values"] is None for block in done.json["largest"])
    assert "@" not in done.out
    shown = cli("blocking", "inspect", contacts, "-s", "keys:rules=email", "--show-values")
    assert "@" in shown.out


def test_an_unknown_strategy(cli: Cli, contacts: Path) -> None:
    done = cli("blocking", "inspect", contacts, "-s", "token")
    assert done.code == 1
    assert "did you mean 'tokens'" in done.err


def test_what_is_printed_is_what_the_schema_says(cli: Cli, contacts: Path, truth: Path) -> None:
    for command, more, kind in (
        ("suggest", (), BlockingSuggestion),
        ("inspect", ("--truth", truth), BlockingInspection),
    ):
        schema = cli("schema", f"blocking-{command}").json
        printed = cli("blocking", command, contacts, *more, "--json").json
        described = schema["$defs"][kind.__name__]
        assert list(printed) == list(described["properties"])
        assert set(described["required"]) <= set(printed)
        msgspec.convert(printed, kind)
        for key in described["required"]:
            with pytest.raises(msgspec.ValidationError, match=key):
                msgspec.convert({k: v for k, v in printed.items() if k != key}, kind)


def test_a_truth_of_other_records(cli: Cli, contacts: Path, truth: Path, tmp_path: Path) -> None:
    lines = truth.read_text().splitlines()
    empty, unknown, partly = (tmp_path / f"{name}.csv" for name in ("empty", "unknown", "partly"))
    empty.write_text(lines[0] + "\n")
    unknown.write_text("id,entity\nnobody,1\nno one,1\n")
    partly.write_text("\n".join(lines[:301]) + "\n")
    for path, said in ((empty, "holds no record"), (unknown, "no id of the records")):
        done = cli("blocking", "inspect", contacts, "--truth", path)
        assert done.code == 1
        assert said in done.err
    done = cli("blocking", "inspect", contacts, "-s", "keys:rules=email", "--truth", partly)
    assert done.code == 0, done.err
    assert "300 of 600 records are not in the truth" in done.out


def test_a_budget_of_nothing_is_wrong_usage(cli: Cli, contacts: Path) -> None:
    assert cli("blocking", "suggest", contacts, "--budget", "0").code == 2
    assert cli("blocking", "suggest", contacts.with_name("nothing.csv")).code == 1

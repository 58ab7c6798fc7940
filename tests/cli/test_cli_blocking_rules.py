"""``twinset blocking suggest`` and ``inspect`` as people and other programs use them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
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

"""``twinset blocking compare`` and ``list``: the report, the folder, the page in a real browser."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer
from twinset_process import Cli, run_process

from twinset.config import load_plan
from twinset.laboratory.report import BlockingComparison
from twinset_cli.commands.blocking_compare import folded, told
from twinset_cli.render import close_share
from twinset_cli.values import duration, number

STRATEGIES = ("learned", "keys:rules=email;phone", "tokens/purge/filter")


@pytest.fixture(scope="module")
def compared(contacts: Path, truth: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from twinset_cli.app import run

    folder = tmp_path_factory.mktemp("compared")
    arguments = ["blocking", "compare", contacts, "--truth", truth, "-o", folder / "out",
                 "--sizes", "300,1k", "--repeat", "2", "--save-plan", folder / "plan.toml",
                 "--quiet"]  # fmt: skip
    arguments += [word for strategy in STRATEGIES for word in ("-s", strategy)]
    assert run([str(argument) for argument in arguments]) == 0
    return folder


@pytest.fixture(scope="module")
def report(compared: Path) -> BlockingComparison:
    data = (compared / "out" / "compare.json").read_bytes()
    return msgspec.json.decode(data, type=BlockingComparison, strict=True)


def test_the_report_is_what_the_schema_says(report: BlockingComparison) -> None:
    assert [size.rows for size in report.sizes] == [300, 600] or report.sizes[0].rows < 300
    assert report.rows == 600
    assert report.estimated is False
    assert any("no sample of 1,000" in warning for warning in report.warnings)
    for size in report.sizes:
        assert [row.strategy for row in size.strategies] == list(STRATEGIES)
        assert size.recommendation is not None
        assert size.recommendation.strategy in size.pairs_frontier
        for row in size.strategies:
            assert row.status == "done", row.message
            assert row.seconds is not None
            assert row.seconds.low <= row.seconds.median <= row.seconds.high
            assert row.found_pairs is not None
            assert size.true_pairs is not None
            assert row.pair_completeness == row.found_pairs / size.true_pairs
            assert row.f1 is not None
            assert 0.5 < row.f1 <= 1
            assert row.candidate_pairs is not None
            assert row.reduction_ratio == 1 - row.candidate_pairs / size.possible_pairs
    assert report.sizes[0].true_pairs < report.sizes[1].true_pairs  # type: ignore[operator]
    assert report.time_limit == 120  # nobody said


def test_the_price_is_told_before_the_work(contacts: Path, truth: Path, cli: Cli) -> None:
    limited = ("--truth", truth, "-s", "keys:rules=email", "--no-score", "--time-limit", "30s")
    done = cli("blocking", "compare", contacts, *limited)
    assert done.err.startswith("comparing 1 strategy at 600 records: about 5 seconds")
    assert "stopped after 30 seconds" in done.err
    assert cli("blocking", "compare", contacts, *limited, "--quiet").err == ""


def test_the_folder_holds_what_the_help_promises(compared: Path, cli: Cli) -> None:
    found = {path.name for path in (compared / "out").iterdir()}
    expected = {"compare.html", "compare.json", "table.csv",
                "frontier_pairs.svg", "frontier_seconds.svg"}  # fmt: skip
    assert found - {"frontier_pairs.png", "frontier_seconds.png"} == expected
    table = (compared / "out" / "table.csv").read_text().splitlines()
    assert len(table) == 1 + 2 * len(STRATEGIES)
    assert {"rows", "strategy", "seconds_median", "pair_completeness"} <= {
        name.strip('"') for name in table[0].split(",")
    }
    help_text = cli("blocking", "compare", "--help").out
    assert all(name.partition(".")[0] in help_text for name in expected)


def test_the_saved_plan_runs(compared: Path, contacts: Path, cli: Cli, tmp_path: Path,
                             report: BlockingComparison) -> None:  # fmt: skip
    best = report.largest.recommendation
    assert best is not None
    if best.plan == "none":
        pytest.skip("another strategy than a plan can say was best")
    plan = load_plan(compared / "plan.toml")
    assert plan.blocking.families == ["keys"]
    done = cli("dedupe", contacts, "-o", tmp_path / "o", "--config", compared / "plan.toml", "-q")
    assert done.code == 0, done.err


def test_without_truth_as_json_and_limits_as_rows(contacts: Path, cli: Cli, tmp_path: Path) -> None:
    done = cli(
        "blocking", "compare", contacts, "--json", "--no-score", "--budget", "1k",
        "-s", "keys:rules=email", "-s", "tokens", "-s", "keys:rules=nowhere",
        "--save-plan", tmp_path / "plan.toml",
    )  # fmt: skip
    assert done.code == 0, done.err
    report = msgspec.convert(done.json, BlockingComparison)
    assert report.estimated
    assert report.truth is None
    keys, tokens, nowhere = report.sizes[0].strategies
    assert keys.status == "done"
    assert keys.f1 is None
    assert keys.pair_completeness is not None
    assert keys.completeness_interval is not None
    assert keys.completeness_interval.low <= keys.pair_completeness
    assert keys.pair_completeness <= keys.completeness_interval.high
    assert report.sizes[0].estimate is not None
    assert report.sizes[0].true_pairs is None
    assert (tokens.status, nowhere.status) == ("over budget", "failed")
    assert tokens.candidate_pairs is not None
    assert tokens.candidate_pairs > 1000
    assert "no field 'nowhere'" in nowhere.message


def test_people_read_a_table_and_one_sentence(contacts: Path, truth: Path, cli: Cli) -> None:
    done = cli("blocking", "compare", contacts, "--truth", truth, "--no-score",
               "-s", "keys:rules=email", "-s", "keys:rules=email;phone", "-s", "sorted:windw=3"
               )  # fmt: skip
    assert done.code == 1  # before any work
    assert "error" in done.err
    done = cli("blocking", "compare", contacts, "--truth", truth, "--no-score",
               "-s", "keys:rules=email", "-s", "keys:rules=email;phone")  # fmt: skip
    assert done.code == 0, done.err
    assert "600 records" in done.out
    assert re.search(r"Take keys:rules=email(;phone)?: it finds [\d.]+ % of the true", done.out)


def test_a_notation_is_broken_after_its_marks_alone() -> None:
    long = "keys:rules=email;family_name&given_name&birth_date;company&postcode/purge+lsh"
    lines = folded(long).splitlines()
    assert "".join(line.strip() for line in lines) == long
    assert len(lines) > 1
    assert max(map(len, lines)) <= 36
    assert all(line[-1] in "/+,;&:" for line in lines[:-1])
    assert folded("learned") == "learned"


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "-"), (0.5, "0.5000"), (0.99964, "0.9996"), (0.999996, "0.999996"), (1.0, "1.0000")],
)
def test_nearly_all_is_not_all(share: float | None, said: str) -> None:
    assert close_share(share) == said


def test_a_narrow_terminal_gets_fewer_columns(report: BlockingComparison) -> None:
    from rich.console import Console

    def shown(width: int) -> str:
        console = Console(width=width, record=True, file=io.StringIO())
        console.print(told(report, None))
        return console.export_text()

    wide, narrow = shown(200), shown(80)
    assert "memory" in wide
    assert "too narrow" not in wide
    assert "too narrow for: memory" in narrow
    for text in (wide, narrow):
        assert "keys:rules=email;phone" in text
        assert "recall" in text
        assert "seconds" in text


def test_bad_options_are_wrong_usage(contacts: Path, cli: Cli, tmp_path: Path) -> None:
    for option, value in (("--sizes", "many"), ("--budget", "-1"), ("--time-limit", "soon")):
        done = cli("blocking", "compare", contacts, option, value)
        assert done.code == 2, (option, done.err)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    done = cli("blocking", "compare", contacts, "-o", tmp_path / "full", "--force")
    assert done.code == 1
    assert (tmp_path / "full" / "mine").exists()
    assert cli("blocking").code == 2


def test_numbers_and_times() -> None:
    assert [number(text) for text in ("20000", "10k", "1.5M", "2G")] == [
        20_000, 10_000, 1_500_000, 2_000_000_000,
    ]  # fmt: skip
    assert [duration(text) for text in ("90", "90s", "10m", "1.5h")] == [90, 90, 600, 5400]
    for bad in ("", "k", "-1", "1x", "0"):
        with pytest.raises(typer.BadParameter):
            number(bad)
        with pytest.raises(typer.BadParameter):
            duration(bad)


def test_the_list_and_the_schema(cli: Cli) -> None:
    entries = cli("blocking", "list", "--json").json["strategies"]
    assert {"keys", "learned", "tokens", "purge", "prune"} <= {entry["name"] for entry in entries}
    listed = cli("blocking", "list").out
    assert all(entry["name"] in listed for entry in entries)
    schema = cli("schema", "blocking").json
    assert "StrategyRow" in schema["$defs"]


def test_help_is_quick() -> None:
    code = "import sys, twinset_cli.app as a; a.run(['blocking', 'compare', '--help']); " + (
        "sys.exit('numpy' in sys.modules)"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
    assert run_process("blocking", "--help").code == 0


class _Balanced(HTMLParser):
    _VOID = frozenset({"meta", "link", "rect", "circle", "line", "path", "br", "input", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else(compared: Path) -> None:
    html = (compared / "out" / "compare.html").read_text(encoding="utf-8")
    parser = _Balanced()
    parser.feed(html)
    assert parser.open == []
    addresses = set(re.findall(r"https?://[^\"' ]+", html))
    assert addresses <= {"http://www.w3.org/2000/svg"}  # a name, not an address
    assert not re.search(r"url\(|@import|<script[^>]+src|fetch\(|XMLHttp", html)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium by selenium; skips where either is not installed."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in ("--headless", "--no-sandbox", "--disable-gpu"):
        options.add_argument(switch)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    os.environ.setdefault("SE_OFFLINE", "true")
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1200])
def test_the_page_in_a_browser(browser: Any, compared: Path, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 780, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.get((compared / "out" / "compare.html").as_uri())
    run = browser.execute_script
    assert run("return document.documentElement.scrollWidth") <= width
    # a tap shows the figures of the mark
    run(
        "document.querySelector('.log .point[data-number=\"2\"]').dispatchEvent(new Event('click'))"
    )
    assert STRATEGIES[1] in run("return document.querySelector('.details').textContent")
    # the switch shows the other scale
    shown = "return getComputedStyle(document.querySelector('.%s')).display"
    assert (run(shown % "log"), run(shown % "linear")) == ("block", "none")
    run("document.querySelector('input[value=linear]').click()")
    assert (run(shown % "log"), run(shown % "linear")) == ("none", "block")
    # a click on a heading sorts, a second one the other way round
    values = "return [...document.querySelector('tbody').rows].map(r => +r.cells[4].dataset.value)"
    run("document.querySelectorAll('thead button')[4].click()")
    first = run(values)
    assert first == sorted(first, reverse=True)
    run("document.querySelectorAll('thead button')[4].click()")
    assert run(values) == sorted(first)
    report = json.loads((compared / "out" / "compare.json").read_text())
    pairs = [row["candidate_pairs"] for row in report["sizes"][-1]["strategies"]]
    assert sorted(pairs) == sorted(first)
    assert browser.get_log("browser") == []

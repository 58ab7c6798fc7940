"""The audit's page: well formed without a browser, and right in a real one (headless Chromium)."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import twinset
from twinset.config import Plan
from twinset.types import Role

_VOID = {"meta", "link", "rect", "circle", "br"}
_SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def a_base() -> pa.Table:
    """Columns of several scripts, one of them hostile; every kind of finding."""
    people = 40
    return pa.table(
        {
            "id": [str(n % 39) for n in range(people)],
            "источник": ["веб", "ярмарка"] * (people // 2),
            "نام": ["آدا", "باب ", "  ", None] * (people // 4),
            "email": ["a@x.org", "b@x.org", None, "d@x.org"] * (people // 4),
            '<script>alert("x")</script>': ["LONDON", "leeds", "Bath  Spa", None] * (people // 4),
            "consent": ["yes", "no", "yes", "no"] * (people // 4),
            "a_very_long_column_name_" * 4: ["1990-02-01", "03/04/1990"] * (people // 2),
            "updated_at": [f"20{10 + n % 15}-05-01" for n in range(people)],
            "status": ["bounced", "unsubscribed", "active", None] * (people // 4),
            "active": [f"20{10 + n % 15}-06-01" for n in range(people)],
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = a_base()
    roles = (Role.RECORD_ID, Role.SOURCE, Role.GIVEN_NAME, Role.EMAIL, Role.CITY, Role.CONSENT,
             Role.BIRTH_DATE, Role.UPDATED_AT, Role.EMAIL_STATUS, Role.LAST_ACTIVITY)  # fmt: skip
    plan = Plan(roles=dict(zip(table.column_names, roles, strict=True)))
    out = tmp_path_factory.mktemp("page") / "audit"
    twinset.audit(table, plan, require=["email"], as_of="2026-01-31").write(out)
    return out


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "audit.html").read_text(encoding="utf-8")


class _Balanced(HTMLParser):
    """Fails where a tag is closed that is not the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attributes)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_needs_nothing_else(html: str) -> None:
    parser = _Balanced()
    parser.feed(html)
    assert parser.open == []
    tags = {tag for tag, _ in parser.seen}
    assert not tags & {"script", "img", "iframe", "object", "embed"}
    assert not re.search(r"https?://|url\(|@import", html)
    assert [attributes["href"] for tag, attributes in parser.seen if tag == "link"] == ["data:,"]
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in html


def test_the_page_can_be_heard(html: str) -> None:
    parser = _Balanced()
    parser.feed(html)
    graphics = [attributes for tag, attributes in parser.seen if tag == "svg"]
    assert graphics
    for attributes in graphics:
        assert attributes.get("aria-hidden") == "true" or attributes.get("aria-label")
    headings = [int(tag[1]) for tag, _ in parser.seen if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    tables = [tag for tag, _ in parser.seen if tag in ("table", "caption")]
    assert tables.count("table") == tables.count("caption") > 0
    assert "<bdi>نام</bdi>" in html
    assert '<html lang="en">' in html


def test_it_reads_in_every_terminal_too(folder: Path, cli: Any, tmp_path: Path) -> None:
    import pyarrow.csv

    pyarrow.csv.write_csv(a_base(), tmp_path / "base.csv")
    done = cli("audit", tmp_path / "base.csv")
    assert done.code == 0, done.err
    assert "نام" in done.out


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
    for switch in _SWITCHES.split():
        options.add_argument(switch)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    os.environ.setdefault("SE_OFFLINE", "true")
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()


def _show(browser: Any, folder: Path, width: int, scheme: str = "light") -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 780, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get((folder / "audit.html").as_uri())


def _at(report: Any, key: str) -> Any:
    """The number of ``audit.json`` that a key of the page names: "columns.email.filled"."""
    if isinstance(report, list):
        for item in report:
            own = item.get("column") or ""
            if "id" in item:
                own = item["id"]
            if own and key.startswith(f"{own}."):
                return _at(item, key[len(own) + 1 :])
        first, _, rest = key.partition(".")
        return _at(report[int(first)], rest)
    if key in report:
        return report[key]
    first, _, rest = key.partition(".")
    return _at(report[first], rest)


@pytest.mark.browser
def test_the_numbers_are_those_of_the_json(browser: Any, folder: Path) -> None:
    _show(browser, folder, 1200)
    report = json.loads((folder / "audit.json").read_text())
    shown = browser.execute_script(
        "return [...document.querySelectorAll('[data-key]')].map("
        "e => [e.dataset.key, e.dataset.value, e.textContent])"
    )
    assert len(shown) > 60
    for key, value, text in shown:
        assert float(value) == pytest.approx(_at(report, key)), key
        if "%" not in text:
            assert float(text.replace(",", "")) == pytest.approx(float(value)), key
    listed = {key for key, _, _ in shown}
    silent = {
        f["id"] for f in report["findings"] if (f["kind"], f["severity"]) == ("missing", "low")
    }
    assert all(f"findings.{f['id']}.count" in listed
               for f in report["findings"] if f["id"] not in silent)  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1200])
def test_nothing_sticks_out(browser: Any, folder: Path, width: int, scheme: str) -> None:
    _show(browser, folder, width, scheme)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    outside = browser.execute_script(
        "return [...document.querySelectorAll('main *, header *')].filter(e => {"
        "const r = e.getBoundingClientRect(); return r.width && getComputedStyle(e).position "
        "!== 'absolute' && !e.closest('thead') && r.right > innerWidth + 1})"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []
    colours = browser.execute_script(
        "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"
    )
    paper = int(re.findall(r"\d+", colours[1])[0])
    assert (paper < 60) == (scheme == "dark")


@pytest.mark.browser
def test_charts_are_drawn_and_the_console_is_silent(browser: Any, folder: Path) -> None:
    browser.get_log("browser")
    browser.get_log("performance")
    _show(browser, folder, 360)
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('svg')].filter(e => !e.closest('details'))"
        ".map(e => {const r = e.getBoundingClientRect(); return [r.width, r.height]})"
    )
    assert len(sizes) > 25
    assert all(width > 4 and height > 4 for width, height in sizes)
    bars = browser.execute_script(
        "return [...document.querySelectorAll('.bars svg rect.good')].map("
        "e => e.getBoundingClientRect().width / e.closest('svg').getBoundingClientRect().width)"
    )
    report = json.loads((folder / "audit.json").read_text())
    shares = [c["valid"] / report["rows"] for c in report["columns"] if c["valid"]]
    assert bars[: len(shares)] == pytest.approx(shares, abs=0.01)
    assert browser.get_log("browser") == []
    requests = [
        message["params"]["request"]["url"]
        for entry in browser.get_log("performance")
        if (message := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
    ]
    assert requests
    assert all(url.startswith(("file:", "data:")) for url in requests)


@pytest.mark.browser
def test_it_prints(browser: Any, folder: Path) -> None:
    _show(browser, folder, 1200, "dark")
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    colours = browser.execute_script(
        "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    assert len(printed["data"]) > 10_000


def test_joiners_are_spelling_and_what_steers_is_shown() -> None:
    from twinset.auditing.page.text import escape
    from twinset_cli.render import printable

    assert escape("به\u200cروز") == printable("به\u200cروز") == "به\u200cروز"
    assert escape("a\u202eb\x1b") == "a\ufffdb\ufffd"
    assert printable("a\u202eb\x1b") == "a\\x202eb\\x1b"

"""The faults file against slow oracles: what the base shows is what the file says, cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from twinset.faults import Fault
from twinset.generator import (
    COUNTRIES,
    LAYOUTS,
    FaultLog,
    GeneratorSettings,
    generate,
    generate_batches,
)
from twinset.generator.countries.base import load
from twinset.generator.rates import DISPOSABLE, FAKE_DATES, FAKE_MAILS, FAKE_PHONES, FAKE_WORDS

email_validator = pytest.importorskip("email_validator")

ROWS = 4000
NAMES = ("given_name", "family_name", "full_name")
REGIONS = {"zh": "CN", "fa": "IR"}
POSTCODES = {
    "us": r"\d{5}", "gb": r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", "de": r"\d{5}", "fr": r"\d{5}",
    "es": r"\d{5}", "it": r"\d{5}", "nl": r"[1-9]\d{3} [A-Z]{2}", "pl": r"\d{2}-\d{3}",
    "ru": r"\d{6}", "zh": r"\d{6}", "fa": r"\d{10}", "is": r"\d{3}",
}  # fmt: skip
PROVIDERS = {
    item.split(":")[0] for code in COUNTRIES for item in load(code).providers.split()
}  # fmt: skip
Cells = dict[tuple[int, str], set[str]]


def made(layout: str = "contacts", **settings: object) -> tuple[pa.Table, pa.Table]:
    """A base and its faults, both with the generator's own column names."""
    log = FaultLog()
    base = generate(GeneratorSettings(layout=layout, headers="en", **settings), log)  # type: ignore[arg-type]
    columns = LAYOUTS[layout]
    return base.records, pa.concat_tables(log.tables(columns, columns))


def cells_of(faults: pa.Table) -> Cells:
    cells = defaultdict(set)
    for row in faults.to_pylist():
        assert row["fault"] not in cells[row["row"], row["column"]]
        cells[row["row"], row["column"]].add(row["fault"])
    return dict(cells)


@cache
def valid_email(text: str) -> bool:
    try:
        email_validator.validate_email(text, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return False
    return True


def valid_phone(text: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


def slips(word: str, other: str) -> bool:
    """Is one word the other but for one insertion, deletion, substitution or transposition?"""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    letters = set(word) | set(other)
    near = set()
    for i in range(len(word) + 1):
        near.add(word[:i] + word[i + 1 :])
        for letter in letters:
            near |= {word[:i] + letter + word[i:], word[:i] + letter + word[i + 1 :]}
        if i + 1 < len(word):
            near.add(word[:i] + word[i + 1] + word[i] + word[i + 2 :])
    return other in near


def email_faults(text: str) -> set[str]:
    if text in FAKE_MAILS:
        return {"placeholder"}
    if "@" not in text and re.fullmatch(r"[+\d ()۰-۹-]{6,}", text):
        return {"wrong_column"}
    if any(separator in text for separator in (";", ",", "/")):
        assert all(valid_email(part.strip()) for part in re.split("[;,/]", text)), text
        return {"several_values"}
    if not valid_email(text):
        return {"invalid"}
    local, domain = text.split("@")
    found = set()
    if local.partition("+")[0] in ("info", "kontakt", "office"):
        found.add("role_mailbox")
    if domain in DISPOSABLE:
        found.add("disposable")
    known = [p for p in PROVIDERS if len(p.partition(".")[0]) >= 4]
    if domain not in PROVIDERS and any(slips(domain, p) for p in known):
        found.add("misspelt_domain")
    return found


def phone_faults(text: str, region: str) -> set[str]:
    if text in FAKE_PHONES:
        return {"placeholder"}
    if "@" in text:
        return {"wrong_column"}
    if re.fullmatch(r"\d\.\d+E\+\d\d", text):
        return {"damaged"}
    parts = re.split("[;,/]", text)
    valid = [valid_phone(part.strip(), region) for part in parts]
    if len(parts) > 1:
        assert all(valid), text
        return {"several_values"}
    return set() if valid[0] else {"invalid"}


def parsed(text: str, order: str) -> date | None:
    """The date, None for one on no calendar; of a Persian date some day of its year."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(re.findall(r"\d+", text)[0]) == 4:
        if order == "jalali" and 1200 < numbers[0] < 1500:  # the Persian calendar's own lengths
            assert 1 <= numbers[1] <= 12
            assert 1 <= numbers[2] <= 31 - (numbers[1] > 6)
            return date(numbers[0] + 621, 6, 1)
        year, month, day = numbers
    else:
        day, month, year = numbers if order == "dmy" else (numbers[1], numbers[0], numbers[2])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def text_faults(column: str, text: str) -> set[str]:
    found = set()
    if text != text.strip() or re.search(r"\s\s|[\ufeff\u200b]", text):
        found.add("stray_space")
    cased = [c for c in text if c.lower() != c.upper()]
    upper = all(c == c.upper() for c in cased)
    lower = all(c == c.lower() for c in cased)
    short = column == "job_title" and text.isalpha() and len(text) <= 4
    if column in (*NAMES, "street", "city", "job_title") and len(cased) >= 3 and upper:
        found |= set() if short else {"shouting"}
    if column in (*NAMES, "city", "company") and len(cased) >= 2 and lower:
        found.add("lowercase")
    try:
        repaired = text.encode("cp1252").decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        repaired = text
    if repaired != text:
        found.add("damaged")
    return found


def word_faults(column: str, text: str) -> set[str]:
    if not text.strip():
        return {"missing"}
    if text in FAKE_WORDS:
        return {"placeholder"}
    if column in NAMES and "@" in text:
        return {"wrong_column"}
    if column in NAMES and re.fullmatch(r"[\d۰-۹]+([/.-][\d۰-۹]+){2}|\d+年\d+月\d+日", text):
        return {"wrong_column"}
    return text_faults(column, text)


def expected(records: pa.Table, locale: str) -> Iterator[tuple[int, str, set[str]]]:
    region, order = REGIONS.get(locale, locale.upper()), load(locale).date_order
    for row, record in enumerate(records.to_pylist()):
        for column, value in record.items():
            if value is None:
                yield row, column, {"missing"}
            elif column.startswith("email") and column != "email_status":
                yield row, column, email_faults(value)
            elif column.startswith("phone"):
                yield row, column, phone_faults(value, region)
            elif column == "date_of_birth":
                day = parsed(value, order)
                if value in FAKE_DATES:
                    yield row, column, {"placeholder"}
                elif day is None:
                    yield row, column, {"invalid"}
                else:
                    odd = not date.today() - timedelta(days=120 * 365.25) <= day <= date.today()
                    yield row, column, {"implausible_date"} if odd else set()
            elif column == "postcode":
                given = record["country"] is not None
                fits = re.fullmatch(POSTCODES[locale], value) is not None
                assert fits or given
                yield row, column, text_faults(column, value) | (set() if fits else {"invalid"})
            elif column in ("created_at", "updated_at", "last_activity"):
                future = datetime.fromisoformat(value) > datetime.now()
                yield row, column, {"implausible_date"} if future else set()
            else:
                yield row, column, word_faults(column, value)


@pytest.mark.parametrize("locale", COUNTRIES)
@pytest.mark.parametrize("layout", ["contacts", "crm", "full_name"])
def test_every_cell_shows_what_the_file_says_and_nothing_else(locale: str, layout: str):
    rows = ROWS if layout == "contacts" else ROWS // 4
    records, faults = made(layout, rows=rows, locale=locale, seed=11, difficulty=0.8)
    planted = cells_of(faults)
    for row, column, found in expected(records, locale):
        said = planted.get((row, column), set()) - {"ambiguous_date"}
        assert said == found, (row, column, records[column][row].as_py())
    assert set(faults["column"].to_pylist()) <= {*records.column_names, ""}


def test_ids_are_those_of_the_rows():
    records, faults = made(rows=500, locale="world")
    ids = records["id"].to_pylist()
    assert all(ids[f["row"]] == f["id"] for f in faults.to_pylist())
    keys = [(f["row"], f["column"], f["fault"]) for f in faults.to_pylist()]
    assert len(set(keys)) == len(keys)
    assert faults["row"].to_pylist() == sorted(faults["row"].to_pylist())


@pytest.mark.parametrize("locale", ["de", "us", "nl", "western"])
def test_a_date_is_ambiguous_where_its_separator_says_nothing_or_both(locale: str):
    records, faults = made(rows=6000, locale=locale, seed=3, difficulty=0.8)
    planted = cells_of(faults)
    ways, two = defaultdict(set), defaultdict(set)
    for row, text in enumerate(records["date_of_birth"].to_pylist()):
        match = re.fullmatch(r"(\d\d)([/.-])(\d\d)\2\d{4}", text or "")
        if match is None or {"invalid"} & planted.get((row, "date_of_birth"), set()):
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12:
            ways[match[2]].add("day")
        elif second > 12:
            ways[match[2]].add("month")
        elif first != second:
            two[match[2]].add(row)
    unclear = {row for gap, rows in two.items() if len(ways[gap]) != 1 for row in rows}
    assert {row for (row, _), found in planted.items() if "ambiguous_date" in found} == unclear
    assert bool(unclear) == (locale == "western")


def test_stale_and_unresponsive_are_older_than_the_limit():
    records, faults = made("crm", rows=3000, seed=5)
    planted = cells_of(faults)
    stamps = [datetime.fromisoformat(t) for t in records["updated_at"].to_pylist()]
    real = [t for t in stamps if t < datetime.now()]
    assert len(real) < len(stamps)
    limit = max(real) - timedelta(days=730)
    assert {r for (r, _), f in planted.items() if "stale" in f} == {
        row for row, stamp in enumerate(stamps) if stamp < limit
    }
    activity = records["last_activity"].to_pylist()
    assert {r for (r, _), f in planted.items() if "unresponsive" in f} == {
        row for row, t in enumerate(activity) if t and datetime.fromisoformat(t) < limit
    }
    for word in ("bounced", "unsubscribed"):
        status = pc.equal(records["email_status"], word).to_pylist()
        assert {r for (r, _), f in planted.items() if word in f} == {
            row for row, hit in enumerate(status) if hit
        }


@pytest.mark.parametrize("batch_rows", [1009, 16_384, 20_000])
def test_faults_do_not_depend_on_the_size_of_a_batch(batch_rows: int):
    settings = GeneratorSettings(rows=17_001, seed=2, layout="crm")
    whole, log = FaultLog(), FaultLog()
    generate(settings, whole)
    for _ in generate_batches(settings, batch_rows=batch_rows, log=log):
        pass
    columns = LAYOUTS["crm"]
    tables = [pa.concat_tables(each.tables(columns, columns)) for each in (whole, log)]
    assert tables[0].equals(tables[1])


def test_a_log_changes_nothing():
    settings = GeneratorSettings(rows=2000, locale="world")
    assert generate(settings).records.equals(generate(settings, FaultLog()).records)


def test_every_fault_is_planted_and_more_so_in_a_harder_base():
    counts = []
    for difficulty in (0.0, 0.3, 0.8):
        _, faults = made("crm", rows=30_000, difficulty=difficulty)
        counts.append(pc.value_counts(faults["fault"]).to_pylist())
    easy, middle, hard = ({c["values"]: c["counts"] for c in count} for count in counts)
    assert set(hard) == {fault.value for fault in Fault} - {"incomplete"}
    # without difficulty: fields that do not apply, offices, and age
    assert set(easy) <= {"missing", "role_mailbox", "stale", "unresponsive"}
    for fault in set(hard) - set(easy) - {"ambiguous_date"}:  # most dates of a hard base are gone
        factor = 1.0 if fault == "damaged" else 1.3  # fewer marks are left to be damaged
        assert hard[fault] > factor * middle[fault], fault


def test_an_empty_base_has_no_faults():
    assert made(rows=0)[1].num_rows == 0

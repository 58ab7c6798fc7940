"""Phones: against the ``phonenumbers`` library, and the forms that people type."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata, PhoneNumberFormat

from twinset.faults import Fault
from twinset.kernels.numbering_plans import LIBRARY, PLACEHOLDER, VALID
from twinset.standardize import phone_parsing, phone_plans, phones
from twinset.standardize.phone_countries import infer_country
from twinset.standardize.texts import ascii_texts, to_array

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


def by_library(text: str, region: str | None) -> str | None:
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(found):
        return None
    return phonenumbers.format_number(found, PhoneNumberFormat.E164)


def read(texts: list[str], regions: list[str | None]) -> list[tuple[str | None, int]]:
    """Our E.164 (None where not valid) and the verdict."""
    rows = phone_plans.region_numbers()
    dialled_from = np.array([rows[r.lower()] if r else -1 for r in regions], np.int32)
    values = ascii_texts(pa.array(texts, pa.string()))
    found = phone_parsing.parse(values, np.arange(len(texts), dtype=np.int64), dialled_from)
    good = (VALID, PLACEHOLDER)
    return [
        (f"+{digits}" if verdict in good and digits else None, verdict)
        for digits, verdict in zip(
            to_array(found.digits).to_pylist(), found.verdict.tolist(), strict=True
        )
    ]


def is_more_than_the_library(text: str, region: str, ours: str | None, theirs: str | None) -> bool:
    """The liberties we take: 00 is read as + where nothing else is valid, a + in front of a trunk
    prefix (+030 ...) is a slip, and a calling code without + is taken off where the rest is
    valid."""
    digits = "".join(filter(str.isdigit, text))
    if theirs is None and (digits.startswith("00") or text.startswith("+0")):
        return ours is not None
    code = str(phonenumbers.country_code_for_region(region))
    return digits.startswith(code) and ours == f"+{digits}"


def near_numbers(seed: int, count: int) -> tuple[list[str], list[str | None]]:
    """Valid numbers, nearly valid ones and random digits behind all kinds of prefixes."""
    rng = random.Random(seed)
    texts: list[str] = []
    regions: list[str | None] = []
    for _ in range(count):
        region = rng.choice(REGIONS)
        plan = PhoneMetadata.metadata_for_region(region)
        example = phonenumbers.example_number_for_type(region, rng.choice([0, 1, 3, 6]))
        digits = phonenumbers.national_significant_number(example) if example else "123456789"
        if rng.random() < 0.7:
            keep = rng.randint(0, len(digits))
            rest = len(digits) - keep + rng.choice([0, 0, 0, -1, 1, 2])
            digits = digits[:keep] + "".join(rng.choice("0123456789") for _ in range(rest))
        code = plan.country_code
        prefixes = ["", "", plan.national_prefix or "", f"+{code}", f"+{code} 0", f"00{code}"]
        prefixes += [str(code), f"011{code}", *"0189", "15", "0 21 ", "90 12"]
        texts.append(rng.choice(prefixes) + digits)
        regions.append(region if rng.random() < 0.9 else None)
    return texts, regions


@pytest.mark.parametrize("seed", range(3))
def test_every_region_is_read_as_the_library_does(seed: int) -> None:
    texts, regions = near_numbers(seed, 6000)
    different = []
    valid = 0
    for text, region, (ours, _) in zip(texts, regions, read(texts, regions), strict=True):
        theirs = by_library(text, region)
        valid += theirs is not None
        if ours != theirs and not (
            is_more_than_the_library(text, region, ours, theirs)
            if region
            else theirs is None and text.startswith("00")
        ):
            different.append((text, region, ours, theirs))
    assert valid > 800
    assert different == []


@settings(max_examples=150, deadline=None)
@example(digits="010000", plus=True, region="IT", separator="")
@given(
    digits=st.text("0123456789", min_size=3, max_size=17),
    plus=st.booleans(),
    region=st.sampled_from(["US", "DE", "IT", "AR", "BR", "MX", "GB", "RU", "CN", "HU", "SM"]),
    separator=st.sampled_from(["", " ", "-", "."]),
)
def test_any_digits(digits: str, plus: bool, region: str, separator: str) -> None:
    text = "+" * plus + separator.join([digits[:3], digits[3:]])
    ((ours, _),) = read([text], [region])
    theirs = by_library(text, region)
    assert ours == theirs or is_more_than_the_library(text, region, ours, theirs)


def test_a_plan_that_we_can_not_compile_is_left_to_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("a pattern of another kind")

    texts, regions = ["030 123456", "+49 171 2345678", "030", "+1 212 555 1234"], ["DE"] * 4
    expected = [by_library(*pair) for pair in zip(texts, regions, strict=True)]
    phone_plans._plans.cache_clear()
    monkeypatch.setattr(phone_plans, "prefix_matcher", refuse)
    try:
        assert [ours for ours, _ in read(texts, regions)] == expected
        assert phone_plans.tables().codes[49, 0] == LIBRARY
    finally:
        phone_plans._plans.cache_clear()


SHOWN = {
    "030/123456": "+4930123456",
    "+49 (0)30 123456": "+4930123456",
    "0049-30-123456": "+4930123456",
    "4930123456": "+4930123456",
    "491717654321.0": "+491717654321",
    "Tel.: 030 123456": "+4930123456",
    "030 123456 (home)": "+4930123456",
    "030 1234567 Durchwahl 12": "+49301234567 ext. 12",
    "030 1234567 доб. 123": "+49301234567 ext. 123",
    "+1 212 555 1234 x5": "+12125551234 ext. 5",
    "+1-800-FLOWERS": "+18003569377",
    "٠٣٠١٢٣٤٥٦": "+4930123456",
    "۰۳۰۱۲۳۴۵۶": "+4930123456",
    "０３０－１２３４５６": "+4930123456",
    "+39 06 69812345": "+390669812345",
    "030 123456; 0171 2345678": "+4930123456; +491712345678",
    "030 123456 / n/a": "+4930123456",
    "+49 (0)89 123456 ext. 5 / 0172 3334445": "+4989123456 ext. 5; +491723334445",
    "(h) 030 1234567 (w) 030 1234568": "+49301234567; +49301234568",
    "030 1234567 Fax: 030 1234568": "+49301234567; Fax: 030 1234568",
    "030 1234567 (evenings only)": "030 1234567 (evenings only)",
    "n/a": None,
    "0000000000": None,
    "1234567890": None,
    "   ": None,
    "call me": "call me",
    "12": "12",
    "ann@x.de": "ann@x.de",
    "4.9E+11": "4.9E+11",
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_display(typed: str, shown: str | None) -> None:
    values = pa.array([typed, None], pa.string())
    result = phones.display(values, default="DE")
    assert result.to_pylist() == [shown, None]
    assert phones.display(result, default="Germany").to_pylist() == [shown, None]


def test_each_value_is_dialled_from_its_own_country() -> None:
    values = pa.array(["020 7946 0958", "(212) 555-1234", "030 123456", "030 123456"])
    where = pa.array(["uk", "USA", "de", None])
    assert phones.display(values, where, "AT").to_pylist() == [
        "+442079460958", "+12125551234", "+4930123456", "030 123456",
    ]  # fmt: skip
    assert phones.international(values, where).to_pylist()[:3] == [
        "+44 20 7946 0958", "+1 212-555-1234", "+49 30 123456",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "cells"),
    {
        Fault.PLACEHOLDER: ["n/a", "0000000000", "1111111", "1234567890", "unknown"],
        Fault.WRONG_COLUMN: ["ann@x.org", "Ann <ann@x.org>"],
        Fault.DAMAGED: ["4.9E+11", "4,91717E+11"],
        Fault.INVALID: ["12", "call me", "030", "+999 123456", "0171 1"],
        Fault.SEVERAL_VALUES: ["030 123456; 0171 2345678", "030 123456 / 0171 2345678"],
    }.items(),
)
def test_check(fault: Fault, cells: list[str]) -> None:
    good = ["030 123456", "+1 212 555 1234 x5", "0171/2345678", None, ""]
    found = phones.check(pa.array([*cells, *good], pa.string()), default="DE")
    assert found[fault].tolist() == [True] * len(cells) + [False] * len(good)
    others = [mask for other, mask in found.items() if other != fault]
    assert not np.logical_or.reduce(others).any()


def test_a_number_whose_country_is_not_known_is_not_judged() -> None:
    values = pa.array(["030 123456", "123", "+1 212 555 1234", "+1 212 555"])
    assert phones.check(values)[Fault.INVALID].tolist() == [False, True, False, True]
    assert phones.display(values).to_pylist()[0] == "030 123456"


def test_the_column_speaks_for_a_country_only_with_evidence() -> None:
    abroad = [f"+49 30 {n}" for n in range(123456, 123481)]
    national = ["040 234567", "0171 2345678"]
    assert infer_country(pa.array(abroad + national)) == "de"
    assert infer_country(pa.array(abroad[:10] + national)) is None
    mixed = abroad[:15] + [f"+44 20 7946 0{n}" for n in range(100, 115)]
    assert infer_country(pa.array(mixed)) is None
    nanp = [f"({area}) 555-{n}" for area in (212, 313, 415) for n in range(2001, 2011)]
    assert infer_country(pa.array(nanp)) == "us"
    assert infer_country(pa.array([], pa.string())) is None
    shown = phones.display(pa.array(abroad + national)).to_pylist()
    assert shown[-2:] == ["+4940234567", "+491712345678"]


SPLIT = {
    "030/123456": 1,
    "033439/12345": 1,
    "+49 33439/123456": 1,
    "030 123456; 030 654321": 2,
    "+49 30 123456 / 0171 1234567": 2,
    "212-555-1234/212-555-1235": 2,
    "030 123456 or 0171 1234567": 2,
    "Tel 030 123456 Fax: 030 123457": 2,
    "030 123456 ext. 12": 1,
    "030 123456 x12; 0171 2345678 x3": 2,
    "+49 30 123456 +49 171 1234567": 2,
    "1-800-FLOWERS-123456": 1,
    "030 1234567, 0171 1234567, 040 123456": 3,
    "030 1234567 0171 2345678": 2,
    "1234567890 12345 0044 20 7946 0958": 2,
    "(212) 555-1234 (212) 555-1235": 2,
    "212 555 1234 212 555 1235": 2,
    "020 7946 0958 1234567": 1,
    "0044 (0)20 7946 0958 ext. 1234": 1,
    "a; b": 1,
    "": 1,
}


@pytest.mark.parametrize(("cell", "count"), SPLIT.items())
def test_split(cell: str, count: int) -> None:
    owner, parts = phones.split(pa.array([None, cell, "030 1"], pa.string()))
    assert owner.tolist() == [1] * count + [2]
    assert all(len(phones.split(parts.slice(i, 1))[1]) == 1 for i in range(len(parts)))
    if count == 1:
        assert parts[0].as_py() == cell


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.none(),
            st.text(max_size=40),
            st.text("0123456789 +-/().;,x", max_size=70),
            st.integers(0, 300).map(lambda n: "1" * n),
        ),
        max_size=6,
    )
)
def test_any_text(cells: list[str | None]) -> None:
    values = pa.array(cells, pa.string())
    owner, parts = phones.split(values)
    assert len(owner) == len(parts)
    assert set(owner.tolist()) == {i for i, cell in enumerate(cells) if cell is not None}
    shown = phones.display(values, default="de")
    assert len(shown) == len(cells)
    assert phones.display(shown, default="de").equals(shown)
    for fault, mask in phones.check(values, default="de").items():
        assert mask.shape == (len(cells),), fault
    assert len(phones.extension(values)) == len(cells)
    assert values.to_pylist() == cells


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 5000])
def test_sizes(size: int) -> None:
    values = pa.array([f"030 {100000 + n}" for n in range(size)], pa.string())
    assert phones.display(values, default="de").to_pylist() == [
        f"+4930{100000 + n}" for n in range(size)
    ]
    long = pa.array(["0" * size + "30123456"], pa.string())
    assert len(phones.display(long, default="de")) == 1


def test_plans_are_kept_on_disk_and_made_anew_where_the_file_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(phone_plans, "cache_folder", lambda: tmp_path)
    made = phone_plans._stored(49, lambda: np.ones((3, 12), np.int32))
    again = phone_plans._stored(49, lambda: np.zeros((3, 12), np.int32))
    assert (made == again).all()
    (file,) = (tmp_path / "phone_plans").iterdir()
    file.write_bytes(b"no array")
    assert not phone_plans._stored(49, lambda: np.zeros((3, 12), np.int32)).any()
    assert (np.load(file) == 0).all()

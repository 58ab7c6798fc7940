"""The generator: the same base from a seed, a truth that holds, faults that are really there."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from twinset.errors import PlanError
from twinset.generator import (
    COLUMNS,
    COUNTRIES,
    TAGS,
    Generated,
    GeneratorSettings,
    column_names,
    generate,
    generate_batches,
    parse_difficulty,
)


@pytest.fixture(scope="module")
def base() -> Generated:
    return generate(GeneratorSettings(rows=12_000, seed=5))


@pytest.fixture(scope="module")
def rows(base: Generated) -> list[dict]:
    truth = base.truth.drop_columns(["id"]).to_pylist()
    for record in truth:
        record["tags"] = set(filter(None, record["changes"].split(",")))
    return [a | b for a, b in zip(base.records.to_pylist(), truth, strict=True)]


def joined(settings: GeneratorSettings, batch_rows: int) -> tuple[pa.Table, pa.Table]:
    parts = list(generate_batches(settings, batch_rows=batch_rows))
    return (
        pa.concat_tables([part.records for part in parts]),
        pa.concat_tables([part.truth for part in parts]),
    )


def test_a_seed_gives_one_base_and_another_seed_another():
    settings = GeneratorSettings(rows=500, seed=3)
    again, other = generate(settings), generate(GeneratorSettings(rows=500, seed=4))
    assert generate(settings).records.equals(again.records)
    assert generate(settings).truth.equals(again.truth)
    assert not other.records["email"].equals(again.records["email"])


@pytest.mark.parametrize("batch_rows", [1009, 8192, 16_384, 20_000])
def test_rows_do_not_depend_on_the_size_of_a_batch(batch_rows: int):
    settings = GeneratorSettings(rows=17_001, seed=2)
    whole = generate(settings)
    records, truth = joined(settings, batch_rows)
    assert records.equals(whole.records)
    assert truth.equals(whole.truth)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8191, 8192, 8193])
def test_any_number_of_rows(count: int):
    made = generate(GeneratorSettings(rows=count))
    assert made.records.num_rows == made.truth.num_rows == count
    assert made.records.column_names == list(COLUMNS)
    assert made.truth.schema.types[:3] == [pa.string(), pa.int64(), pa.int64()]
    assert len(set(made.records["id"].to_pylist())) == count


def test_clusters_are_as_many_and_as_large_as_asked(base: Generated):
    entities = Counter(base.truth["entity"].to_pylist())
    assert len(entities) == pytest.approx(12_000 * 0.65, rel=0.002)
    sizes = Counter(entities.values())
    assert sizes[1] > sizes[2] > sizes[3] > sizes[4] > 0
    assert max(sizes) <= 8
    none = generate(GeneratorSettings(rows=3000, duplicates=0.0))
    assert len(set(none.truth["entity"].to_pylist())) == 3000
    many = generate(GeneratorSettings(rows=3000, duplicates=0.8))
    assert len(set(many.truth["entity"].to_pylist())) == 600


def test_copies_of_an_entity_are_scattered(base: Generated):
    entity = base.truth["entity"].to_numpy()
    beside = np.count_nonzero(entity[1:] == entity[:-1])
    assert beside <= 8  # about 12,000 * 0.6 duplicates / 12,000 by chance
    order = np.corrcoef(np.arange(len(entity)), entity)[0, 1]
    assert abs(order) < 0.05


def test_without_difficulty_copies_differ_in_source_and_time_only():
    made = generate(GeneratorSettings(rows=3000, difficulty=0.0, locale="world"))
    kept = [c for c in COLUMNS if c not in ("id", "source", "consent", "created_at", "updated_at")]
    seen: dict[int, tuple] = {}
    columns = zip(*(made.records[c].to_pylist() for c in kept), strict=True)
    for entity, values in zip(made.truth["entity"].to_pylist(), columns, strict=True):
        assert seen.setdefault(entity, values) == values
    assert set(made.truth["changes"].to_pylist()) == {""}


def test_difficulty_scales_the_faults():
    counts = [
        sum(text.count(",") + 1 for text in made.truth["changes"].to_pylist() if text)
        for made in (generate(GeneratorSettings(rows=4000, difficulty=d)) for d in (0.2, 0.5, 0.8))
    ]
    assert counts[0] * 2 < counts[1] < counts[2] * 0.8


def test_every_tag_is_known_and_every_tag_occurs(rows: list[dict]):
    seen = {tag for row in rows for tag in row["tags"]}
    for settings in (GeneratorSettings(9000, locale="world"),
                     GeneratorSettings(3000, layout="full_name")):  # fmt: skip
        for text in generate(settings).truth["changes"].to_pylist():
            seen |= set(filter(None, text.split(",")))
    assert seen == set(TAGS)


MISPLACED = {"phone": "email_in_phone", "email": "phone_in_email"}
MOVED_AWAY = {"email_in_phone", "phone_in_email", "email_in_name", "date_in_name"}


@pytest.mark.parametrize("column", [t.partition(":")[2] for t in TAGS if t.startswith("missing:")])
def test_a_missing_tag_is_a_null_and_a_null_has_its_reason(rows: list[dict], column: str):
    for row in rows:
        company = row["given_name"] is None and row["title"] is None and row["entity"] is not None
        if f"missing:{column}" in row["tags"] and MISPLACED.get(column, "") not in row["tags"]:
            assert row[column] is None
        elif row[column] is None and column not in ("company", "job_title"):
            reasons = {"full_name_in_family", *MOVED_AWAY} & row["tags"]
            assert reasons or company


def test_faults_that_a_scan_can_see_are_all_tagged(rows: list[dict]):
    fakes = {"0000000000", "1234567890", "999999999", "n/a"}
    for row in rows:
        tags, phone, email = row["tags"], row["phone"] or "", row["email"] or ""
        assert ("@" in phone) == ("email_in_phone" in tags) or "typo:phone" in tags
        if phone:
            assert (phone in fakes) == ("placeholder:phone" in tags and bool(phone))
        if "typo:email" not in tags and email and "placeholder:email" not in tags:
            replaced = bool({"phone_in_email", "several_emails", "invalid:email"} & tags)
            assert ("+" in email) == ("plus_tag" in tags) or replaced
        family = row["family_name"] or ""
        odd = {"typo:family_name", "placeholder:family_name", "email_in_name", "date_in_name"}
        if "upper" in tags and not odd & tags:
            assert family == family.upper()
        if "lower" in tags and not odd & tags:
            assert family == family.lower()
        if "full_name_in_given" in tags:
            assert row["family_name"] is None
        if "space:given_name" in tags:
            assert row["given_name"] is not None


def test_twins_share_the_birth_date_and_not_the_name():
    made = generate(GeneratorSettings(rows=20_000, duplicates=0.0, difficulty=0.5, companies=0.0))
    table = made.records.append_column("household", made.truth["household"])
    twins = table.filter(pc.match_substring(made.truth["changes"], "twin")).to_pylist()
    clean = [t for t in twins if t["date_of_birth"] and t["date_of_birth"][4:5] == "-"]
    homes: dict[int, list[dict]] = {}
    for twin in clean:
        homes.setdefault(twin["household"], []).append(twin)
    pairs = [home for home in homes.values() if len(home) == 2]
    assert len(pairs) > 20
    same_day = sum(a["date_of_birth"] == b["date_of_birth"] for a, b in pairs)
    assert same_day > 0.8 * len(pairs)
    assert all(a["given_name"] != b["given_name"] or a["given_name"] is None for a, b in pairs)


def test_a_year_in_an_address_is_that_of_birth(rows: list[dict]):
    """Before 1970, too: that of half a year later was written once."""
    told = []
    for row in rows:
        address = re.search(r"(19\d\d)@", row["email"] or "")
        birth = re.search(r"19\d\d", row["date_of_birth"] or "")
        if address and birth and "old_email" not in row["tags"]:
            told.append((int(birth[0]), int(address[1])))
    for born in (True, False):
        years = [(birth, address) for birth, address in told if (birth < 1970) is born]
        assert len(years) > 40
        assert np.mean([birth == address for birth, address in years]) > 0.9


def test_father_and_son_share_the_name_and_not_the_birth_date():
    made = generate(GeneratorSettings(rows=20_000, duplicates=0.0, difficulty=0.3, companies=0.0))
    table = made.records.append_column("household", made.truth["household"])
    members = table.filter(pc.match_substring(made.truth["changes"], "father_son")).to_pylist()
    homes: dict[int, list[dict]] = {}
    for member in members:
        homes.setdefault(member["household"], []).append(member)
    pairs = [home for home in homes.values() if len(home) == 2]
    assert len(pairs) > 50
    names = [(a["given_name"] or "")[:4].lower() == (b["given_name"] or "")[:4].lower()
             for a, b in pairs]  # fmt: skip
    assert np.mean(names) > 0.6
    assert all(a["date_of_birth"] is None or a["date_of_birth"] != b["date_of_birth"]
               for a, b in pairs)  # fmt: skip


def test_beside_father_and_son_lives_a_mother():
    made = generate(GeneratorSettings(rows=20_000, duplicates=0.0, companies=0.0, locale="us"))
    homes: dict[int, list[tuple]] = {}
    columns = (made.truth["household"], made.truth["changes"], made.records["gender"])
    for home, changes, gender in zip(*(c.to_pylist() for c in columns), strict=True):
        homes.setdefault(home, []).append(("father_son" in changes, gender))
    others = [gender for home in homes.values() if any(son for son, _ in home)
              for son, gender in home if not son and gender]  # fmt: skip
    assert len(others) > 20
    assert set(others) == {"F"}


def test_names_are_skewed_and_many():
    made = generate(GeneratorSettings(rows=40_000, duplicates=0.0, difficulty=0.0, locale="us"))
    surnames = Counter(made.records["family_name"].drop_null().to_pylist())
    counts = np.array(sorted(surnames.values(), reverse=True))
    assert counts[0] > 300  # Smith: about one in a hundred
    assert counts[0] > 8 * counts[100]
    assert len(counts) > 3000
    assert surnames.most_common(1)[0][0] == "Smith"


@pytest.mark.parametrize("locale", COUNTRIES)
def test_every_locale_has_its_headers_and_its_script(locale: str):
    settings = GeneratorSettings(rows=600, locale=locale, companies=0.1)
    made = generate(settings)
    assert made.records.column_names == list(column_names(settings.language))
    assert len(set(made.records.column_names)) == len(COLUMNS)
    made.records.validate(full=True)
    made.truth.validate(full=True)
    families = "".join(made.records.column(COLUMNS.index("family_name")).drop_null().to_pylist())
    if locale in ("ru", "fa", "zh"):
        native = sum(ord(letter) >= 0x400 for letter in families) / len(families)
        assert 0.4 < native < 0.97  # and some in Latin letters
    emails = made.records.column(COLUMNS.index("email")).drop_null().to_pylist()
    assert np.mean(["@" in email for email in emails]) > 0.95
    dates = made.records.column(COLUMNS.index("updated_at")).to_pylist()
    created = made.records.column(COLUMNS.index("created_at")).to_pylist()
    assert all(a <= b for a, b in zip(created, dates, strict=True))


def test_headers_can_be_of_another_language():
    made = generate(GeneratorSettings(rows=5, locale="ru", headers="en"))
    assert made.records.column_names == list(COLUMNS)


def test_true_pairs_share_evidence(base: Generated):
    """Nearly every true pair agrees on an e-mail, a phone, or a street: it can be seen."""
    table = base.records.select(["email", "phone", "street", "date_of_birth", "family_name"])
    table = table.append_column("entity", base.truth["entity"])
    copies: dict[int, list[dict]] = {}
    for row in table.to_pylist():
        row["phone"] = "".join(c for c in row["phone"] or "" if c.isdigit())[-7:]
        row["street"] = "".join(c for c in row["street"] or "" if c.isdigit())
        row["email"] = (row["email"] or "")[:5].lower()
        copies.setdefault(row["entity"], []).append(row)
    shared = [
        any(a[c] and a[c] == b[c] for c in ("email", "phone", "street", "date_of_birth"))
        for group in copies.values()
        for i, a in enumerate(group)
        for b in group[:i]
    ]
    assert np.mean(shared) > 0.95


@pytest.mark.parametrize(
    "wrong",
    [{"rows": -1}, {"rows": 1, "difficulty": 1.1}, {"rows": 1, "locale": "xx"},
     {"rows": 1, "duplicates": 0.9}, {"rows": 1, "companies": 2.0}, {"rows": 1, "headers": "xx"}],
)  # fmt: skip
def test_settings_out_of_range_are_refused(wrong: dict):
    with pytest.raises(PlanError):
        GeneratorSettings(**wrong)


def test_difficulty_has_names():
    assert parse_difficulty("easy") < parse_difficulty("Medium") < parse_difficulty("hard")
    assert parse_difficulty("0.35") == 0.35
    for wrong in ("harsh", "2", "-1", "nan"):
        with pytest.raises(PlanError):
            parse_difficulty(wrong)

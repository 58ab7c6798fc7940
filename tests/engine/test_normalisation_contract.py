"""The contract of every standardiser and every display function, over arbitrary Unicode.

Same length, null to null, nothing to null, twice the same as once, no exception, what was read is
not written to, and a value's result does not depend on which values stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings

from twinset import columns
from twinset.cleaning.distinct import judge
from twinset.cleaning.fields import Batch, FieldType, field_type
from twinset.config import StandardizePlan
from twinset.faults import Fault
from twinset.standardize import standardize
from twinset.standardize.contract import FORMS, ComparisonForm
from twinset.types import ColumnRole, Records, Role

PLAN = StandardizePlan(country="DE", date_order="dmy")
"""With the order of dates given, no value's meaning depends on its column."""

LENGTHS = (63, 64, 65, 127, 129, 4000)

# what standardisers trip over: case that changes length, marks, directions, joiners, digits
ODD = (
    "\u0130\u0131\u00df\u1e9e\ufb01\u01c5\u03c2\u0345\u0301\u0308\u0327\u200b\u200c\u200d\u200e"
    "\u200f\u202e\u2066\ufeff\u00ad\u00a0\u2028\u3000\u0640\u064e\u06cc\u0643\u0660\u06f1\u0967"
    "\uff11\uff21\u4e00\uac00\u3042\u30fc\u0418\u0439\u03ac\u05d0\u00fe\u00f0\U0001f468\U0001d400"
    "\U0010ffff\ufffd\u0000\u001f\u007f'\u2019`\u00b4-\u2013.,;:/\\|@+#&()[]<>\"= \t\n09azAZ"
)
CHARACTERS = st.one_of(
    st.sampled_from(ODD), st.characters(blacklist_categories=["Cs"]), st.sampled_from("abc ABC 019")
)
REAL = [
    "Dr. Anna-Maria von der Berg", "O'NEIL", "Prof. Dr. med. Dr. phil. Anna Lee; Dr. med. Bo",
    "mcdonald", "Smith, John Jr.", "Jón Þórðarson",
    "Иван Петрович", "李小龙", "김철수", "محمد علی", "דוד כהן", "n/a", "test", "asdf", "-",
    "Ann.Lee+tag@Googlemail.com", "Ann <ann@x.org>", "info@müller.de", "ann@gmial.com", "a@b",
    "noreply@x.org", "a@x.org; b@y.org", "mailto:a@x.org", "+49 (0)30 123456-7", "0049 30 123456",
    "020 7946 0958 ext. 12", "0000000000", "4.9E+11", "030 123456 / 0171 1234567", "(555) 123-4567",
    "31.12.1985", "12/31/1985", "1985-12-31T10:11:12Z", "31 Dec 85", "00.00.0000", "1900-01-01",
    "Straße des 17. Juni 135", "12a High St, Flat 3", "PO Box 12", "221B Baker Street, London NW1",
    "D-10115", "SW1A 1AA", "94103-1234", "00000", "St. Petersburg", "SAINT-DENIS",
    "Frankfurt a. M.",
    "Smith & Sons Co., Ltd.", "ООО Ромашка", "株式会社トヨタ", "ACME GmbH & Co. KG", "The The",
    "Deutschland", "US", "female", "https://www.Acme.com:80/x", "123.0", "NaN", "nan", "MÃ¼ller",
]  # fmt: skip


def long_text(draw: st.DrawFn) -> str:
    piece = draw(st.text(CHARACTERS, min_size=1, max_size=8))
    length = draw(st.sampled_from(LENGTHS))
    return (piece * length)[:length]


TEXTS = st.one_of(
    st.sampled_from(REAL),
    st.text(CHARACTERS, max_size=20),
    st.composite(long_text)(),
    st.builds(lambda a, b: a + b, st.sampled_from(REAL), st.text(CHARACTERS, max_size=3)),
)
CELLS = st.lists(st.one_of(st.none(), TEXTS), max_size=8)


def check_pure(
    function: Callable[[pa.Array], Sequence[str | None]],
    cells: Sequence[str | None],
    sign: str = "",
) -> list[str | None]:
    """The contract of any function over a column; its result for more to be asked of it.

    ``sign`` is what a result needs in front to be read a second time as what it is.
    """
    given_cells = pa.array(cells, pa.string())
    before = given_cells.to_pylist()
    result = list(function(given_cells))
    assert given_cells.to_pylist() == before
    assert len(result) == len(cells)
    assert all(out is None for cell, out in zip(cells, result, strict=True) if cell is None)
    assert "" not in result
    for value in result:
        if value is not None:
            value.encode("utf-8")
    sliced = pa.concat_arrays([pa.array(["x y"], pa.string()), given_cells, given_cells])
    assert list(function(sliced.slice(1, len(cells)))) == result
    again = [None if value is None else sign + value for value in result]
    assert list(function(pa.array(again, pa.string()))) == result
    for index in {0, len(cells) // 2} & set(range(len(cells))):
        assert function(given_cells.slice(index, 1))[0] == result[index]
    return result


def comparison_form(role: Role) -> Callable[[pa.Array], list[str | None]]:
    """A column through the stage, alone: the field that its role makes."""
    field = {Role.ADDRESS: "street"}.get(role, role.value)

    def run(cells: pa.Array) -> list[str | None]:
        records = Records(pa.table({"x": cells}), [])
        standard = standardize(records, [ColumnRole("x", role, 1.0, "")], PLAN)
        if field not in standard:
            return [None] * len(cells)
        return columns.row_texts(standard[field])

    return run


SPLIT = (Role.STREET, Role.ADDRESS)
"""Columns that are taken apart: a second time there is less to take, so not idempotent as a
field; the steps that their parts go through are tested one by one below."""

SINGLE = [(form, role) for form in FORMS for role in form.roles]


@pytest.mark.parametrize(("form", "role"), SINGLE, ids=lambda x: getattr(x, "value", ""))
@settings(max_examples=25, deadline=None)
@given(cells=CELLS)
@example(cells=["AAA\u00aa", "111-111", "D\u0171mmy", "Dr. Foo", "N. D.", "n d", "K. A."])
def test_comparison_forms(form: ComparisonForm, role: Role, cells: list[str | None]) -> None:
    function = comparison_form(role)
    if role in SPLIT:
        result = function(pa.array(cells, pa.string()))
        assert len(result) == len(cells)
    else:
        # digits say "+49 31..." only with the plus: without it they may be a number in Germany
        result = check_pure(function, cells, "+" if role == Role.PHONE else "")
    for value in result:
        assert value is None or re.fullmatch(form.shape, value), form.type


NUMBERS = st.sampled_from(
    ["1234567890", "12345", "0044 20 7946 0958", "+49 (0)30 1234567", "030/1234567", "0", "00",
     "(212) 555-1234", "212 555 1235", "0171 2345678", "999", "+", "2125551234", "0000000"]
)  # fmt: skip
BETWEEN = st.sampled_from(
    ["", " ", "  ", "; ", ", ", " / ", "/", " or ", "\n", "|", " + ", "-", "."]
)


@st.composite
def runs_of_numbers(draw: st.DrawFn) -> str:
    """Several numbers in one cell, with something between them or nothing."""
    numbers = draw(st.lists(NUMBERS, min_size=2, max_size=5))
    return numbers[0] + "".join(draw(BETWEEN) + number for number in numbers[1:])


@pytest.mark.parametrize("country", [None, "DE", "US", "GB"])
@settings(max_examples=60, deadline=None)
@given(cells=st.lists(runs_of_numbers(), min_size=1, max_size=4))
@example(cells=["1234567890 12345 0044 20 7946 0958"])
@example(cells=["0 1234567890 12345 0"])
@example(cells=["+49 (0)30 123456712345"])
def test_several_phones_in_a_cell(country: str | None, cells: list[str]) -> None:
    """Every number that is read of a cell is read as itself when it stands alone."""
    plan = StandardizePlan(country=country, date_order="dmy")

    def run(texts: list[str | None]) -> list[list[str | None]]:
        records = Records(pa.table({"x": pa.array(texts, pa.string())}), [])
        standard = standardize(records, [ColumnRole("x", Role.PHONE, 1.0, "")], plan)
        return [columns.row_texts(column) for column in standard.values_of("phone")]

    sign = "+" if country else ""
    for found in run(list(cells)):
        again = run([None if value is None else sign + value for value in found])
        assert again == ([found] if any(found) else [])


def test_every_role_with_a_comparison_form_is_in_the_contract() -> None:
    known = {role for form in FORMS for role in form.roles}
    cells = pa.array([*REAL, "12", "7", "5"], pa.string())
    for role in Role:
        standard = standardize(
            Records(pa.table({"x": cells}), []), [ColumnRole("x", role, 1.0, "")], PLAN
        )
        if role.value in standard:
            assert role in known or role.value.startswith(("birth_", "name_")), role


DISPLAYED = sorted((role for role in Role if field_type(role)), key=str)


def display_of(kind: FieldType, role: Role) -> Callable[[pa.Array], list[str | None]]:
    def run(cells: pa.Array) -> list[str | None]:
        countries = pa.array(["de"] * len(cells), pa.string()) if kind.by_country else None
        batch = Batch(cells, role, PLAN, countries)
        shown = cells if kind.display is None else kind.display(batch)
        assert shown.type == pa.string()
        return [value or None for value in shown.to_pylist()]

    return run


@pytest.mark.parametrize("role", [r for r in DISPLAYED if field_type(r).display], ids=str)  # type: ignore[union-attr]
@settings(max_examples=25, deadline=None)
@given(cells=CELLS)
@example(cells=["0\x0c0\x0c0", "0\n0"])
@example(cells=["a\u200bb", "a\ufeffb", "a  b"])
def test_display_forms(role: Role, cells: list[str | None]) -> None:
    kind = field_type(role)
    assert kind is not None
    check_pure(display_of(kind, role), [cell or None for cell in cells])


@pytest.mark.parametrize("role", DISPLAYED, ids=str)
@settings(max_examples=15, deadline=None)
@given(cells=CELLS)
def test_verdicts(role: Role, cells: list[str | None]) -> None:
    kind = field_type(role)
    assert kind is not None
    values = pa.array(cells, pa.string())
    found = judge(kind, Batch(values, role, PLAN, None))
    alone = np.zeros(len(cells), np.bool_)
    for fault in (Fault.MISSING, Fault.PLACEHOLDER, Fault.WRONG_COLUMN):
        if fault in found:
            assert not (alone & found[fault]).any()
            alone |= found[fault]
    for fault, mask in found.items():
        assert (mask.shape, mask.dtype) == ((len(cells),), np.bool_), fault
        if fault not in (Fault.MISSING, Fault.PLACEHOLDER, Fault.WRONG_COLUMN):
            assert not (mask & alone).any(), fault
    assert values.to_pylist() == cells


@pytest.mark.parametrize("role", DISPLAYED, ids=str)
def test_what_any_type_keeps_and_drops(role: Role) -> None:
    kind = field_type(role)
    assert kind is not None
    assert kind.steps
    assert len(set(kind.steps)) == len(kind.steps)

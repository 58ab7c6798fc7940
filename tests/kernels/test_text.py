"""The text kernels against slow twins in plain Python."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import slow_fold

from twinset.kernels import addresses, text
from twinset.kernels.full_names import split_names
from twinset.standardize import scripts
from twinset.standardize.texts import (
    Texts,
    TokenTable,
    ascii_texts,
    fold,
    fold_table,
    of_strings,
    to_array,
    token_table,
)

SIZES = [0, 1, 63, 64, 65, 3000]
ascii_strings = st.lists(st.text(st.characters(max_codepoint=127), max_size=70), max_size=8)
words = st.sampled_from(
    ["gmbh", "co", "ag", "the", "and", "smith", "a", "xgmbh", "acmeverein", "&"]
)
token_strings = st.lists(st.lists(words, max_size=7).map(" ".join), max_size=6)


def strings(texts: Texts) -> list[str]:
    return to_array(texts).to_pylist()


@given(ascii_strings)
@settings(max_examples=60, deadline=None)
def test_fold_is_its_slow_twin(values: list[str]) -> None:
    table = fold_table(keep="-/", drop="'`\"", alone=",#")
    expected = [slow_fold(value, "-/", "'`\"", ",#") for value in values]
    assert strings(fold(of_strings(values), table)) == expected


@pytest.mark.parametrize("size", SIZES)
def test_fold_at_boundary_sizes(size: int) -> None:
    values = ["A" * size, "," * size, " " * size, "a," * size]
    expected = [slow_fold(value, "", "", ",") for value in values]
    assert strings(fold(of_strings(values), fold_table(drop="", alone=","))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("123.0", "123"), ("123.00", "123"), ("123.50", "123 50"), (".0", "0"), ("1.2.0", "1 2 0"),
     ("100", "100"), ("a.0", "a 0")],
)  # fmt: skip
def test_fold_cuts_floats(value: str, expected: str) -> None:
    assert strings(fold(of_strings([value]), floats=True)) == [expected]


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_transliterate_is_its_slow_twin(values: list[str]) -> None:
    data = np.frombuffer("".join(values).encode() or b"", np.uint8).copy()
    offsets = np.cumsum([0, *[len(value.encode()) for value in values]]).astype(np.int64)
    present = text.points_present(data)
    assert set(np.flatnonzero(present)) == {
        ord(character) for value in values for character in value
    }
    made = Texts(*text.transliterate(offsets, data, *scripts.table_for(present)))
    assert strings(made) == ["".join(scripts.ascii_of(ord(c)) for c in value) for value in values]


def test_decomposed_letters_are_composed_first() -> None:
    import unicodedata

    values = ["Müller", "Андрей", "김철수", "آرش", "ё", "𝔄𝔟"]
    decomposed = [unicodedata.normalize("NFD", value) for value in values]
    assert strings(ascii_texts(pa.array(values))) == strings(ascii_texts(pa.array(decomposed)))


def slow_join(value: str) -> str:
    out: list[str] = []
    joining = False
    for token in value.split():
        single = len(token) == 1 and token.isalpha()
        if single and joining:
            out[-1] += token
        else:
            out.append(token)
        joining = single
    return " ".join(out)


@given(token_strings)
@settings(max_examples=60, deadline=None)
def test_join_initials_is_its_slow_twin(values: list[str]) -> None:
    values = [*values, "s p a fiat", "a & b c", "x 1 y z", "a", "a b"]
    batch = of_strings(values)
    joined = Texts(*text.join_initials(batch.offsets, batch.data))
    assert strings(joined) == [slow_join(value) for value in values]


TABLE = {
    "gmbh": ("", text.TRAILING | text.LEADING),
    "co": ("", text.TRAILING),
    "ag": ("", text.TRAILING),
    "the": ("", text.LEADING),
    "&": ("and", text.ANYWHERE | text.TRAILING),
    "and": ("and", text.ANYWHERE | text.TRAILING),
    "verein": ("v", text.SUFFIX),
}


def slow_replace(value: str) -> str:
    """The same rules by trimming lists."""
    kept: list[tuple[str, bool]] = []  # the token, and whether it may be dropped at the end
    for token in value.split():
        new, where = TABLE.get(token, (None, 0))
        started = any(not droppable for _, droppable in kept)
        if new is None:
            if token.endswith("verein") and token != "verein":
                token = token.removesuffix("verein") + "v"
            kept.append((token, False))
        elif where & text.ANYWHERE or (where & text.LEADING and not started):
            if new:
                kept.append((new, bool(where & text.TRAILING)))
        else:
            kept.append((token, bool(where & text.TRAILING)))
    while kept and kept[-1][1]:
        kept.pop()
    return " ".join(token for token, _ in kept) or value


@given(token_strings)
@settings(max_examples=200, deadline=None)
def test_replace_tokens_is_its_slow_twin(values: list[str]) -> None:
    assert strings(TokenTable(TABLE).replace(of_strings(values))) == [
        slow_replace(v) for v in values
    ]


def test_find_token_finds_every_key_and_nothing_else() -> None:
    keys = [f"key{i}" for i in range(300)]
    slots, offsets, data = token_table(" ".join(keys)).keys
    for number, key in enumerate([*keys, "key", "key300", ""]):
        probe = np.frombuffer(key.encode() or b"", np.uint8).copy()
        found = text.find_token(probe, 0, len(probe), slots, offsets, data)
        assert found == (number if number < 300 else -1)


@given(ascii_strings)
@settings(max_examples=60, deadline=None)
def test_field_kernels_take_any_ascii(values: list[str]) -> None:
    """No crash, one result a text, and never more characters than the text has."""
    folded = fold(of_strings(values), fold_table(keep="-/", alone=",#"))
    slots = token_table("von apt nr box p casella postale").keys
    kinds = np.array(
        [
            *(0, addresses.UNIT, addresses.NUMBER, addresses.BOX, addresses.BOX_OPENER),
            *(addresses.BOX_POSTAL, addresses.BOX_FILLER),
        ],
        np.uint8,
    )
    for parts, (bounds, *batches) in (
        (4, split_names(folded.offsets, folded.data, *slots)),
        (5, addresses.split_addresses(folded.offsets, folded.data, *slots, kinds)),
    ):
        sizes = np.diff(bounds, axis=1)
        assert bounds.shape == (parts, len(values) + 1)
        assert (sizes >= 0).all()
        assert [len(batch) for batch in batches] == bounds[:, -1].tolist()
        # a PO box's number (the last part) may be the house number too
        assert (sizes[1:4].sum(axis=0) <= np.diff(folded.offsets)).all()

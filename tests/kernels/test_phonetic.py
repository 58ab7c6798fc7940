"""Phonetic codes against jellyfish and a twin written with regular expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jellyfish
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twins import slow_skeleton

from twinset.kernels import phonetic

KERNELS = [phonetic.soundex_codes, phonetic.nysiis_codes, phonetic.skeleton_codes]

words = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12),
    st.text("aeiouhwkncsphfmvyzgqdtr", min_size=1, max_size=9),
    st.lists(
        st.sampled_from(
            ["mac", "kn", "ph", "pf", "sch", "ie", "dt", "tz", "ev", "ay", "s", "h", "a", "x"]
        ),
        min_size=1,
    ).map("".join),
)


def codes(kernel: Callable[..., None], texts: Sequence[str], dtype: Any = np.uint8) -> list[str]:
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    data = np.array([ord(character) for text in texts for character in text], dtype)
    out = np.full(len(texts), 99, np.uint64)
    kernel(data, offsets, out)
    return [code.decode() for code in out.astype("<u8").view("S8")]


@given(word=words)
@example(word="k")
@example(word="kn")
@example(word="ee")
@example(word="ashcraft")
@settings(max_examples=300, deadline=None)
def test_soundex_and_nysiis_are_those_of_jellyfish(word: str) -> None:
    assert codes(phonetic.soundex_codes, [word]) == [jellyfish.soundex(word)]
    assert codes(phonetic.nysiis_codes, [word]) == [jellyfish.nysiis(word)[:8]]


@given(word=words)
@example(word="schmidt")
@example(word="xaxx")
@example(word="adtz")
@settings(max_examples=300, deadline=None)
def test_skeleton(word: str) -> None:
    assert codes(phonetic.skeleton_codes, [word]) == [slow_skeleton(word)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("schmidt", "schmitt", "shmit"),
        ("philipp", "filip", "phillip"),
        ("katharina", "catarina", "katarina"),
        ("sonja", "sonya", "sonia"),
        ("alexander", "aleksander", "aleksandr"),
        ("schulz", "schultz"),
        ("wagner", "vagner"),
        ("yusuf", "jusuf"),
        ("rebecca", "rebekka"),
    ],
)
def test_one_skeleton_across_spellings(spellings: tuple[str, ...]) -> None:
    assert len(set(codes(phonetic.skeleton_codes, spellings))) == 1


def test_skeletons_that_differ() -> None:
    names = ["miller", "moser", "meyer", "schmidt", "schneider", "anna", "hanna"]
    assert len(set(codes(phonetic.skeleton_codes, names))) == len(names)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 253, 254])
def test_long_values(kernel: Callable[..., None], length: int) -> None:
    word = "".join(np.random.default_rng(length).choice(list("abcdehikmnprstw"), length))
    oracle: dict[Any, Callable[[str], str]] = {
        phonetic.soundex_codes: jellyfish.soundex,
        phonetic.nysiis_codes: lambda text: jellyfish.nysiis(text)[:8],
        phonetic.skeleton_codes: slow_skeleton,
    }
    assert codes(kernel, [word]) == [oracle[kernel](word)]


@pytest.mark.parametrize("kernel", KERNELS)
def test_only_letters_count(kernel: Callable[..., None]) -> None:
    plain = codes(kernel, ["obrien", "vanderberg", "muller", ""])
    assert codes(kernel, ["O'Brien", " van-der Berg 3", "MULLER", "42"]) == plain
    assert codes(kernel, ["o𝒳brien中", "vanderberg", "mullerü", "é"], np.uint32) == plain
    assert plain[-1] == ""
    assert codes(kernel, ["a" * 5000]) == codes(kernel, ["a"])

"""Company names.

Order of the steps: Chinese, Japanese and Korean business words and legal forms apart (others are
left to the next step), ASCII, fold (apostrophes dropped, & a token), initials joined (s.p.a. to
spa), branch and trading name cut off, legal forms dropped at either end with "the" in front and
"and" behind, then words: "&" to "and", abbreviations (intl). Never to nothing.

``parts`` goes one step further, numbers to digits (ii, first): beside a comparison that knows
numbers from words. One that does not loses by it (childcare_sites 0.932 to 0.930 F1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.kernels import company as kernels
from twinset.kernels.text import ANYWHERE
from twinset.standardize import company_vocabulary as vocabulary
from twinset.standardize.cells import rewritten
from twinset.standardize.company_display import check, display
from twinset.standardize.legal_forms import FormKind, LegalForm, legal_forms
from twinset.standardize.texts import (
    Texts,
    TokenTable,
    ascii_texts,
    fold,
    fold_table,
    of_strings,
    to_array,
)
from twinset.types import Int64, UInt8

__all__ = [
    "CompanyParts",
    "check",
    "company",
    "comparison_form",
    "comparison_parts",
    "display",
    "form_of",
    "form_texts",
    "in_digits",
    "legal_form",
    "parts",
    "words",
]

_FOLD = fold_table(drop="'`", alone="&+")
_WORDS = TokenTable(
    {
        **dict.fromkeys(vocabulary.AND.split(), ("and", ANYWHERE)),
        **{word: (full, ANYWHERE) for word, full in vocabulary.ABBREVIATIONS.items()},
    }
)
_NUMBERS = TokenTable({word: (digits, ANYWHERE) for word, digits in vocabulary.NUMBERS.items()})

# Han with its extensions and compatibility forms, kana, Hangul; enclosed (株), which NFKC opens
_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
_CJK += "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_IS_CJK = f"[{_CJK}]"


@dataclass(frozen=True, eq=False)
class CompanyParts:
    """What company names are made of: ``n`` each, empty where there is none.

    ``name`` is the comparison form; ``form`` the number of the legal form in ``legal_forms()``
    (int16, -1 none); ``alias`` the trading or former name in comparison form.
    """

    name: Texts
    form: np.ndarray
    alias: Texts


@dataclass(frozen=True, eq=False)
class _FormTable:
    """The arguments that ``kernels.company.strip_forms`` takes after the texts."""

    slots: np.ndarray
    key_offsets: Int64
    keys: UInt8
    places: UInt8
    forms: np.ndarray  # int16
    specific: UInt8


@cache
def _cjk_words() -> re.Pattern[str]:
    """Finds legal forms and business words in running CJK text, the longest first."""
    forms = (s for form in legal_forms() for s in form.spellings if re.search(_IS_CJK, s))
    words = sorted({*forms, *vocabulary.CJK}, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in words))


def _part_cjk(value: str) -> str:
    """Running CJK text in words: English for business words, legal forms as they stand."""
    value = unicodedata.normalize("NFKC", value)

    def word(match: re.Match[str]) -> str:
        return f" {vocabulary.CJK.get(match[0], match[0].strip('()'))} "

    # the length mark stands for a vowel, not for a hyphen
    return _cjk_words().sub(word, value).replace("\u30fc", "").replace("\u30fb", " ")


def words(values: pa.Array) -> Texts:
    """The words of each value in folded ASCII, before anything is dropped; null becomes empty."""
    return Texts(*_words_of(ascii_texts(_parted(values))))


def _parted(values: pa.Array) -> pa.Array:
    """The values with CJK words apart: Python looks at the distinct values that hold any."""
    if pc.all(pc.string_is_ascii(values)).as_py() is not False:
        return values
    return _replace(values, _IS_CJK, _part_cjk)


def _replace(values: pa.Array, pattern: str, function: Callable[[str], str]) -> pa.Array:
    chosen = pc.fill_null(pc.match_substring_regex(values, pattern), False)
    if not pc.any(chosen).as_py():
        return values
    return rewritten(values, chosen, function)


def _words_of(texts: Texts) -> tuple[Int64, UInt8]:
    return kernels.company_words(texts.offsets, texts.data, _FOLD)


@cache
def _form_table() -> _FormTable:
    entries: dict[str, tuple[int, int]] = {}
    groups: list[tuple[list[str], int, int]] = []  # spellings, places, number of the form
    for number, form in enumerate(legal_forms()):
        places = kernels.BEHIND | (kernels.IN_FRONT if form.in_front else 0)
        groups.append((list(form.spellings), places, number))
    groups.append((vocabulary.AND.split(), kernels.BEHIND, -1))
    groups.append((["the"], kernels.IN_FRONT, -1))
    aliases = [s.strip() for s in vocabulary.ALIASES.split(" | ")]
    groups.append((aliases, kernels.SEPARATES, -1))
    branches = (vocabulary.BRANCHES.split(), kernels.BRANCH, -1)

    def add(keys: list[str], places: int, number: int) -> None:
        for key in filter(None, keys):
            flags, first_number = entries.get(key, (0, number))
            entries[key] = (flags | places, first_number if first_number >= 0 else number)
            if " " not in key:
                continue
            starts = kernels.ANNOUNCES if places & kernels.SEPARATES else kernels.STARTS
            for word, flag in ((key.split()[0], starts), (key.split()[-1], kernels.ENDS)):
                flags, owner = entries.get(word, (0, -1))
                entries[word] = (flags | flag, owner)

    *folded, branch_keys = _keys([*(spellings for spellings, _, _ in groups), branches[0]])
    for keys, (_, places, number) in zip(folded, groups, strict=True):
        add(keys, places, number)
    entries["|"] = (kernels.SEPARATES, -1)
    add(branch_keys, *branches[1:])
    batch = of_strings(entries)
    specific = [form.kind != FormKind.COMPANY for form in legal_forms()]
    return _FormTable(
        TokenTable(dict.fromkeys(entries, ("", 0))).keys[0],
        batch.offsets,
        batch.data,
        np.array([places for places, _ in entries.values()], np.uint8),
        np.array([number for _, number in entries.values()], np.int16),
        np.array(specific, np.uint8),
    )


def _keys(groups: list[list[str]]) -> list[list[str]]:
    """How spellings look among the words of a name: found by the steps that names go through.

    All groups in one batch: the steps have a fixed cost, and there are a hundred legal forms.
    """
    keys = iter(to_array(words(pa.array(chain.from_iterable(groups), pa.string()))).to_pylist())
    return [list(islice(keys, len(group))) for group in groups]


def _strip(texts: Texts, part: int) -> tuple[Texts, np.ndarray]:
    table = _form_table()
    offsets, data, forms = kernels.strip_forms(
        texts.offsets, texts.data, table.slots, table.key_offsets, table.keys, table.places,
        table.forms, table.specific, part,
    )  # fmt: skip
    return _WORDS.replace(Texts(offsets, data)), forms


def company(texts: Texts) -> Texts:
    """ "The Smith & Sons Co., Ltd." to "smith and sons": the comparison form of ASCII texts."""
    return _strip(Texts(*_words_of(texts)), 0)[0]


def comparison_form(values: pa.Array) -> Texts:
    """The comparison form of raw values in any script; null becomes empty."""
    return _strip(words(values), 0)[0]


def comparison_parts(values: pa.Array) -> CompanyParts:
    """Comparison form, legal form and trading name of raw values in any script."""
    folded = words(values)
    name, form = _strip(folded, 0)
    return CompanyParts(name, form, _strip(folded, 1)[0])


def parts(values: pa.Array) -> CompanyParts:
    """``comparison_parts`` with numbers in digits."""
    found = comparison_parts(values)
    return CompanyParts(in_digits(found.name), found.form, in_digits(found.alias))


def in_digits(texts: Texts) -> Texts:
    """Comparison forms with their numbers in digits: "fund ii" to "fund 2"."""
    return _NUMBERS.replace(texts)


@cache
def _form_texts() -> pa.StringArray:
    """Each form as a field: its kind and its name, folded; empty for those that say only that it
    is a company."""
    texts = [
        f"{form.kind.value} {form.name}" if form.kind != FormKind.COMPANY else ""
        for form in legal_forms()
    ]
    return to_array(fold(ascii_texts(pa.array(texts, pa.string()))))


def form_texts(forms: np.ndarray) -> Texts:
    """Legal forms by number (``CompanyParts.form``) as a field: "limited gmbh"; empty for none."""
    found = _form_texts().take(pa.array(forms, mask=forms < 0))
    return ascii_texts(pc.fill_null(found, ""))


def legal_form(values: pa.Array) -> pa.StringArray:
    """The legal form of each value as "<kind> <proper writing>" ("limited GmbH"); null where the
    name has none or the value is null."""
    names = [f"{form.kind.value} {form.name}" for form in legal_forms()]
    _, numbers = _strip(words(values), 0)
    return pa.array(names, pa.string()).take(pa.array(numbers, mask=numbers < 0))


def form_of(number: int) -> LegalForm:
    """The legal form of a number in ``CompanyParts.form``."""
    return legal_forms()[number]

"""The number in a text, read by the automata of numbering plans as ``phonenumbers`` reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from twinset.kernels.numbering_plans import INVALID, NEEDS_LIBRARY, NEEDS_PLAN, VALID
from twinset.kernels.phones import parse_phones
from twinset.standardize import phone_plans
from twinset.standardize.phone_cells import LABELS
from twinset.standardize.texts import Texts, ascii_texts, of_strings, to_array, token_table
from twinset.types import Int32, Int64, UInt8

_LABELS = token_table(LABELS)


@dataclass(frozen=True)
class Phones:
    """What is read from ``n`` texts.

    ``digits``: calling code and national number (see ``kernels.phones.parse_phones``; empty where
    there is none). ``verdict`` (n,) uint8: VALID, INVALID, ... of ``kernels.numbering_plans``.
    ``calling`` (n,) int32: the calling code, 0 where the country is not known. ``extension``
    (n, 2) int64: where in the characters of the texts the extension stands.
    """

    digits: Texts
    verdict: UInt8
    calling: Int32
    extension: Int64


def parse(texts: Texts, text: Int64, region: Int32) -> Phones:
    """The first number in each of ``text`` (numbers in ``texts``), dialled from ``region`` (rows
    of ``phone_plans``, -1 where it is not known).

    Plans are compiled as numbers turn out to need them; a number that needs one is read again.
    """
    arrays = _run(texts, text, region, phone_plans.tables())
    todo = np.flatnonzero(arrays.verdict == NEEDS_PLAN)
    while len(todo):
        tables = phone_plans.build(np.unique(arrays.calling[todo]).tolist())
        arrays = _replaced(arrays, todo, _run(texts, text[todo], region[todo], tables))
        todo = np.flatnonzero(arrays.verdict == NEEDS_PLAN)
    todo = np.flatnonzero(arrays.verdict == NEEDS_LIBRARY)
    if len(todo):
        arrays = _replaced(arrays, todo, _by_library(texts, text[todo], region[todo]))
    return arrays


def _run(texts: Texts, text: Int64, region: Int32, tables: phone_plans.Tables) -> Phones:
    offsets, digits, *rest = parse_phones(
        texts.offsets,
        texts.data,
        text,
        region,
        *_LABELS.keys,
        tables.nodes,
        tables.prefixes,
        tables.regions,
        tables.codes,
    )
    return Phones(Texts(offsets, digits), *rest)


def _replaced(whole: Phones, where: Int64, part: Phones) -> Phones:
    """``whole`` with the numbers ``where`` from ``part``."""
    if len(where) == len(whole.verdict):
        return part
    take = np.arange(len(whole.verdict))
    take[where] = len(take) + np.arange(len(where))
    digits = pa.concat_arrays([to_array(whole.digits), to_array(part.digits)])
    return Phones(
        ascii_texts(digits.take(pa.array(take))),
        np.concatenate((whole.verdict, part.verdict))[take],
        np.concatenate((whole.calling, part.calling))[take],
        np.concatenate((whole.extension, part.extension))[take],
    )


def _by_library(texts: Texts, text: Int64, region: Int32) -> Phones:
    """The same by the library itself: of plans that we could not compile."""
    import phonenumbers

    names = phone_plans.region_names()
    strings = to_array(texts).take(pa.array(text)).to_pylist()
    found, verdict, calling = [], [], []
    for string, row in zip(strings, region.tolist(), strict=True):
        try:
            number = phonenumbers.parse(string, names[row] if row >= 0 else None)
        except phonenumbers.NumberParseException:
            number = phonenumbers.PhoneNumber()
        valid = phonenumbers.is_valid_number(number)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        found.append(e164[1:] if valid else "")
        verdict.append(VALID if valid else INVALID)
        calling.append(number.country_code or 0)
    return Phones(
        of_strings(found),
        np.array(verdict, np.uint8),
        np.array(calling, np.int32),
        np.zeros((len(found), 2), np.int64),
    )

"""One column's distinct values: what becomes of them, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.cleaning.fields import Batch, FieldType
from twinset.cleaning.reasons import ORDER, SEPARATOR, Reason
from twinset.faults import Fault
from twinset.standardize import repair, text_faults
from twinset.standardize.cells import as_mask
from twinset.types import Bool, Int64

_LEFT_ALONE = (Fault.INVALID, Fault.WRONG_COLUMN, Fault.AMBIGUOUS_DATE)
_SUGGESTED = (Fault.MISSPELT_DOMAIN, Fault.WRONG_COLUMN)
"""What a suggestion is looked for: nine values in ten need none."""
_ONE_CASE = (
    # letters of this case, none of that, at least so many: as the faults define them
    (Reason.SHOUTING, r"\p{Lu}", r"\p{Ll}", 3),
    (Reason.LOWERCASE, r"\p{Ll}", r"\p{Lu}", 2),
)


@dataclass(frozen=True, eq=False)
class CleanedValues:
    """``n`` distinct values before and after; ``changed`` and each of ``reasons`` is (n,) bool.

    ``suggestions`` is null where there is none. ``faults`` are those of the values after.
    """

    before: pa.StringArray
    after: pa.StringArray
    changed: Bool
    reasons: Mapping[Reason, Bool]
    suggestions: pa.StringArray
    faults: Mapping[Fault, Bool]
    orders: Mapping[tuple[str, str], Bool] = field(default_factory=dict)
    """See ``FieldType.orders``."""

    @property
    def logged(self) -> Bool:
        """Values with a line in the change log: those changed, and those with a suggestion."""
        return self.changed | as_mask(pc.is_valid(self.suggestions))

    def reason_texts(self) -> pa.StringArray:
        """The reasons of each value joined by ``;``, in the order of the steps."""
        present = [reason for reason in ORDER if reason in self.reasons]
        if not present:
            return pa.array([""] * len(self.before), pa.string())
        # a bit a reason; few sums occur, so few texts are made
        sums = sum(self.reasons[r].astype(np.int64) << i for i, r in enumerate(present))
        distinct, inverse = np.unique(sums, return_inverse=True)
        words = [
            SEPARATOR.join(r for i, r in enumerate(present) if total >> i & 1) for total in distinct
        ]
        return pa.array(words, pa.string()).take(pa.array(inverse))


def clean_distinct(
    kind: FieldType, batch: Batch, *, accept_suggestions: bool = False
) -> CleanedValues:
    """Clean the values of one column.

    A value that is none of its type, whatever was meant, or that belongs in another column, loses
    stray white space only: a clerk does not rewrite what he can't read.
    """
    before = batch.values
    repaired, tidied = _repaired(before, kind)
    tidy = batch.of(tidied)
    faults = judge(kind, tidy)
    after = tidied
    if kind.display is not None:
        keep = np.logical_or.reduce([_mask(faults, fault, before) for fault in _LEFT_ALONE])
        after = kind.display(tidy)
        if keep.any():
            after = pc.if_else(pa.array(keep), tidied, after)
        after = on_some(after, differs(tidied, after), kind.tidy)
    shown = after
    accepted = np.zeros(len(before), np.bool_)
    suggestions = pa.nulls(len(before), pa.string())
    if kind.suggest is not None:
        # of several values in a cell one may be in the wrong column and another misspelt
        asked = [_mask(faults, fault, before) for fault in _SUGGESTED]
        where = np.flatnonzero(np.logical_or.reduce(asked))
        better = kind.suggest(batch.take(shown, where))
        suggestions = better.take(_places(where, len(before)))
        if accept_suggestions:
            accepted = as_mask(pc.is_valid(suggestions))
            after = pc.coalesce(suggestions, shown)
            suggestions = pa.nulls(len(before), pa.string())
    changed = differs(before, after)
    reasons: dict[Reason, Bool] = {}
    if changed.any():
        reasons = _reasons(kind, before, repaired, tidied, shown, changed)
        reasons[Reason.MISSPELT_DOMAIN] = accepted
        faults = _judge_again(kind, tidy, after, faults)
    reasons = {reason: mask for reason, mask in reasons.items() if mask.any()}
    orders = {} if kind.orders is None else kind.orders(tidy)
    return CleanedValues(before, after, changed, reasons, suggestions, faults, orders)


def _places(where: Int64, size: int) -> pa.Array:
    """Where each of ``size`` values stands in ``where``; null for those that do not."""
    places = np.full(size, -1, np.int64)
    places[where] = np.arange(len(where))
    return pa.array(places, mask=places < 0)


def judge(kind: FieldType, batch: Batch) -> dict[Fault, Bool]:
    """The faults of the values: those of any text, and those that the type knows of.

    What is missing, a placeholder or in the wrong column has no other fault.
    """
    faults = text_faults.check(batch.values, batch.role) | dict(kind.check(batch))
    clear = np.ones(len(batch.values), np.bool_)
    for fault in (Fault.MISSING, Fault.PLACEHOLDER, Fault.WRONG_COLUMN):
        if fault in faults:
            faults[fault] = faults[fault] & clear
            clear &= ~faults[fault]
    alone = {Fault.MISSING, Fault.PLACEHOLDER, Fault.WRONG_COLUMN}
    return {fault: mask if fault in alone else mask & clear for fault, mask in faults.items()}


def _judge_again(
    kind: FieldType, tidy: Batch, after: pa.StringArray, faults: dict[Fault, Bool]
) -> dict[Fault, Bool]:
    """The faults after cleaning: those of a value that was no more than tidied are known."""
    changed = differs(tidy.values, after)
    if kind.whole_column:
        return judge(kind, tidy.of(after)) if changed.any() else faults
    if kind.stays_faultless and faults:
        changed &= np.logical_or.reduce([*faults.values()])
    where = np.flatnonzero(changed)
    for fault, mask in judge(kind, tidy.take(after, where)).items():
        faults[fault] = faults[fault].copy() if fault in faults else np.zeros(len(after), np.bool_)
        faults[fault][where] = mask
    return faults


def _repaired(before: pa.StringArray, kind: FieldType) -> tuple[pa.StringArray, pa.StringArray]:
    """The values with a wrong encoding undone, and these tidied.

    Tidying comes second, as no-break spaces are half of many a letter ("voilÃ\u00a0"); what it
    joins may be damaged once more.
    """
    repaired = tidied = before
    while True:
        old = tidied
        mended = repair.repaired(old)
        repaired = pc.if_else(pa.array(differs(old, mended)), mended, repaired)
        tidied = kind.tidy(mended)
        if not differs(old, tidied).any():
            return repaired, tidied


def _reasons(
    kind: FieldType,
    before: pa.StringArray,
    repaired: pa.StringArray,
    tidied: pa.StringArray,
    after: pa.StringArray,
    changed: Bool,
) -> dict[Reason, Bool]:
    """What was done to each value, read off the texts between the steps."""
    reasons = dict.fromkeys(ORDER, np.zeros(len(before), np.bool_))
    where = np.flatnonzero(changed)
    picked = pa.array(where)
    before, repaired, tidied, after = (
        texts.take(picked) for texts in (before, repaired, tidied, after)
    )

    def put(reason: Reason, mask: Bool) -> None:
        reasons[reason] = reasons[reason].copy()
        reasons[reason][where[mask]] = True

    missing = as_mask(pc.is_null(tidied))
    gone = as_mask(pc.is_null(after)) & ~missing
    put(Reason.MISSING, missing)
    put(Reason.PLACEHOLDER, gone)
    put(Reason.DAMAGED, differs(before, repaired) & ~missing)
    composed = pc.utf8_normalize(repaired, form="NFC")
    put(Reason.CHARACTERS, differs(repaired, composed) & ~missing)
    put(Reason.STRAY_SPACE, differs(composed, tidied) & ~missing)
    rewritten = differs(tidied, after) & ~gone & ~missing
    same_letters = ~differs(pc.utf8_lower(tidied), pc.utf8_lower(after))
    recased = np.zeros(len(where), np.bool_)
    for reason, wanted, other, letters in _ONE_CASE:
        if reason in kind.steps:
            was = _all_one_case(tidied, wanted, other, letters)
            mended = rewritten & was & ~_all_one_case(after, wanted, other, letters)
            put(reason, mended)
            recased |= mended
    put(Reason.CASE, rewritten & same_letters & ~recased)
    put(Reason.FORMAT, rewritten & ~same_letters)
    return reasons


def _mask(faults: Mapping[Fault, Bool], fault: Fault, values: Sized) -> Bool:
    """The values that have a fault; none of them where their type can't judge it."""
    return faults.get(fault, np.zeros(len(values), np.bool_))


def _all_one_case(values: pa.StringArray, wanted: str, other: str, letters: int) -> Bool:
    some = pc.match_substring_regex(values, pattern=rf"(?:{wanted}[^{other}]*){{{letters}}}")
    none = pc.invert(pc.match_substring_regex(values, pattern=other))
    return as_mask(pc.and_(some, none))


def differs(left: pa.Array, right: pa.Array) -> Bool:
    """Where two arrays of texts differ, null being a value like any other: (n,)."""
    same = pc.equal(left, right)
    both_null = pc.and_(pc.is_null(left), pc.is_null(right))
    return ~as_mask(pc.coalesce(same, both_null))


def on_some(
    values: pa.StringArray, mask: Bool, function: Callable[[pa.StringArray], pa.StringArray]
) -> pa.StringArray:
    """The values, with ``function`` applied to those in ``mask``."""
    if not mask.any():
        return values
    chosen = pa.array(mask)
    return pc.replace_with_mask(values, chosen, function(values.filter(chosen)))

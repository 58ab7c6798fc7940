"""What every text gets, whatever it means: one Unicode form, no stray white space.

Order of the steps: invisible characters out, Unicode NFC, white space to single spaces, none at the
ends. Zero-width joiners stay between characters, where Persian, Indic scripts and emoji need them.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.kernels.text_faults import may_be_untidy
from twinset.standardize.buffers import utf8
from twinset.types import Bool

_JOINERS = r"\x{200C}\x{200D}"
_SPACES = r"\s\x{0B}\x{1C}-\x{1F}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"  # noqa: E501
# controls and format characters that show nothing; Arabic number signs are Cf too, but visible
_INVISIBLE = (
    r"[\x{00}-\x{08}\x{0E}-\x{1B}\x{7F}-\x{84}\x{86}-\x{9F}\x{AD}\x{61C}\x{180E}\x{200B}\x{200E}"
    r"\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}\x{FFF9}-\x{FFFB}\x{E0000}-\x{E0FFF}]+"
)
_STEPS = (
    (_INVISIBLE, ""),
    (rf"([{_JOINERS}])[{_JOINERS}]+", r"\1"),
    (rf"(?:^|[{_SPACES}])[{_SPACES}{_JOINERS}]*", " "),
    (rf"[{_JOINERS}]*(?:[{_SPACES}]|$)", " "),
    ("^ +| +$", ""),
)
_BREAKS = r"\n\r\x{0B}\x{85}\x{2028}\x{2029}"
_LINES = (
    (rf"^[{_SPACES}]+|[{_SPACES}]+$", ""),
    (rf"[{_SPACES}]*,?[{_SPACES}]*[{_BREAKS}][{_SPACES}]*", ", "),
)
_PARAGRAPHS = (
    (_INVISIBLE, ""),
    (rf"^[{_SPACES}{_JOINERS}]+|[{_SPACES}{_JOINERS}]+$", ""),
)


def needs_tidying(values: pa.StringArray) -> Bool:
    """Where ``tidy`` may change something: (n,), True also for all that is not ASCII.

    One look at the bytes: most values of most bases are clean ASCII and go no further.
    """
    return np.asarray(may_be_untidy(*utf8(values)))


def tidy(
    values: pa.StringArray, *, paragraphs: bool = False, lines: bool = False
) -> pa.StringArray:
    """The same texts without stray white space and invisible characters; empty is null.

    ``paragraphs`` keeps white space inside, for free text in which line breaks mean something;
    ``lines`` writes a comma for a line break, for addresses. Idempotent.
    """
    dirty = needs_tidying(values)
    if not dirty.any():
        return values
    mask = pa.array(dirty)
    some = values.filter(mask)
    for pattern, replacement in _LINES if lines else ():
        some = pc.replace_substring_regex(some, pattern=pattern, replacement=replacement)
    for index, (pattern, replacement) in enumerate(_PARAGRAPHS if paragraphs else _STEPS):
        some = pc.replace_substring_regex(some, pattern=pattern, replacement=replacement)
        if index == 0:
            some = pc.utf8_normalize(some, form="NFC")
    some = pc.if_else(pc.equal(some, ""), pa.scalar(None, pa.string()), some)
    return pc.replace_with_mask(values, mask, some)

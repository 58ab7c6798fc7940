"""The columns of the wider layouts: second addresses, what became of mailings, one name column."""

from __future__ import annotations

import numpy as np

from twinset.faults import Fault
from twinset.generator.dates import timestamp
from twinset.generator.frame import LAST_DAY, Frame, salt
from twinset.generator.kernels import uniform
from twinset.generator.people import People, wrong_encoding
from twinset.generator.planted import RECORD, UNKNOWN
from twinset.generator.reach import second_email, second_phone
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE


def extra_columns(
    frame: Frame, people: People, texts: dict[str, Text], layout: str
) -> dict[str, Text]:
    """What the layout has beside the usual columns."""
    if layout == "crm":
        return _crm_columns(frame, people, texts)
    if layout == "full_name":
        return {"full_name": _one_name(frame, texts["given_name"], texts["family_name"])}
    return {}


def _crm_columns(frame: Frame, people: People, texts: dict[str, Text]) -> dict[str, Text]:
    lexicon, everyone = frame.lexicon, np.arange(frame.size)
    email = Text.of(*second_email(frame, people, everyone))
    phone = Text.of(*second_phone(frame, everyone))
    # who is known by a second address may have it in the first column elsewhere
    email.null = frame.company | ~frame.chance("email_2")
    phone.null = frame.company | ~frame.chance("phone_2")
    moved = email.null & phone.null & frame.chance("in_second_column") & texts["email"].shown
    _move(texts["email"], email, np.flatnonzero(moved))

    fate = uniform(frame.record, salt("email status"))
    bounced = fate < frame.rates.of_entity("bounced")
    left = (fate > 0.5) & (fate < 0.5 + frame.rates.of_entity("unsubscribed"))
    words = np.where(bounced, lexicon.token("bounced"), lexicon.token("active"))
    status = Text.of(np.where(left, lexicon.token("unsubscribed"), words))
    status.null = texts["email"].null & email.null
    days = (frame.created + uniform(frame.record, salt("active")) ** 0.4
            * (LAST_DAY - frame.created)).astype(np.int32)  # fmt: skip
    seconds = (uniform(frame.record, salt("active at")) * 86_399).astype(np.int64)
    active = timestamp(frame, days, seconds)
    active.null = uniform(frame.record, salt("ever active")) < 0.3
    if frame.log is not None:
        frame.log.add(RECORD, Fault.BOUNCED, bounced & ~status.null)
        frame.log.add(RECORD, Fault.UNSUBSCRIBED, left & ~status.null)
        moments = days.astype(np.int64) * 86_400 + seconds
        frame.log.active = np.where(active.null, UNKNOWN, moments)
    return {"email_2": email, "phone_2": phone, "email_status": status, "last_activity": active}


def _move(source: Text, target: Text, rows: np.ndarray) -> None:
    """Whole values, with their faults, from one column to another."""
    target.settle(rows, None, *source.tokens[:, rows])
    for fault, mask in source.faults.items():
        target.flag(fault, rows[mask[rows]])
    source.null[rows] = True


def _one_name(frame: Frame, given: Text, family: Text) -> Text:
    """Both names in one column; a part that stands for nothing or is no name is left out."""
    space = frame.lexicon.token(" ")
    first = (frame.trait("family_first") > 0) & ~(frame.latin & frame.chance("western_order"))
    a, b = (np.where(part.shown, part.tokens, NONE) for part in (given, family))
    gap = np.where(given.shown & family.shown & ~(first & ~frame.latin), space, NONE)
    size = max(len(a), len(b))
    a, b = (np.pad(p, ((0, size - len(p)), (0, 0)), constant_values=NONE) for p in (a, b))
    full = Text.of(*np.where(first, b, a), gap, *np.where(first, a, b))
    full.null = ~(given.shown | family.shown)
    wrong_encoding(frame, [full])
    return full

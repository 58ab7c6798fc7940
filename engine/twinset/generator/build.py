"""A run of rows of a base, from settings and row numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from twinset.errors import PlanError
from twinset.generator.dates import birth_column, update_columns, write_readings
from twinset.generator.extras import extra_columns
from twinset.generator.firms import company_columns, make_firms
from twinset.generator.frame import Frame, make_frame, salt
from twinset.generator.headers import column_names
from twinset.generator.kernels import uniform
from twinset.generator.layout import slots_of
from twinset.generator.lexicon import build_lexicon
from twinset.generator.people import column_of_sex, make_people, name_columns, wrong_encoding
from twinset.generator.places import address_columns, make_homes
from twinset.generator.planted import FaultLog
from twinset.generator.rates import SOURCES, Rates
from twinset.generator.reach import email_column, misplace, phone_column
from twinset.generator.settings import GeneratorSettings
from twinset.generator.text import Text, write
from twinset.generator.vocabulary import NONE
from twinset.types import Int32

_CHUNK = 16_384
"""Rows made at once: their intermediate arrays stay in the second-level cache."""

TRUTH_SCHEMA = pa.schema(
    [("id", pa.string()), ("entity", pa.int64()), ("household", pa.int64()),
     ("changes", pa.string())]
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Generated:
    """Records as a CRM would export them, and the truth about each of them.

    ``records`` has text columns only, null for empty. ``truth`` has one row a record, in the same
    order: id, entity (int64), household (int64, null for who lives alone and for companies),
    changes (comma-joined tags, see ``TAGS``).
    """

    records: pa.Table
    truth: pa.Table


def generate(settings: GeneratorSettings, log: FaultLog | None = None) -> Generated:
    """The whole base at once, in memory. ``log`` collects the faults planted in it."""
    parts = list(generate_batches(settings, batch_rows=_CHUNK, log=log))
    return Generated(
        pa.concat_tables([part.records for part in parts]),
        pa.concat_tables([part.truth for part in parts]),
    )


def generate_batches(
    settings: GeneratorSettings, *, batch_rows: int = 1 << 18, log: FaultLog | None = None
) -> Iterator[Generated]:
    """The base in batches of ``batch_rows``; memory does not grow with ``settings.rows``.

    The rows are the same for every size of batch. An empty base is one batch without rows.
    ``log`` collects the faults planted in the base; read it when the last batch is made.
    """
    if batch_rows < 1:
        raise PlanError("batch_rows must be 1 or more")
    for start in range(0, max(1, settings.rows), batch_rows):
        stop = min(settings.rows, start + batch_rows)
        edges = [*range(start, stop, _CHUNK), stop]
        chunks = [_rows(settings, a, b, log) for a, b in pairwise(edges)]
        if not chunks:
            chunks = [(_empty(settings), TRUTH_SCHEMA.empty_table())]
        yield Generated(
            pa.concat_tables([chunk[0] for chunk in chunks]),
            pa.concat_tables([chunk[1] for chunk in chunks]),
        )


def _empty(settings: GeneratorSettings) -> pa.Table:
    names = column_names(settings.language, settings.layout)
    return pa.schema([(name, pa.string()) for name in names]).empty_table()


def _rows(
    settings: GeneratorSettings, start: int, stop: int, log: FaultLog | None
) -> tuple[pa.Table, pa.Table]:
    """Records and truth of the rows ``start..stop``."""
    slots = slots_of(settings, start, stop)
    frame = make_frame(
        build_lexicon(settings.mix), slots, settings.seed, Rates(settings.difficulty),
        None if log is None else log.chunk(start),
    )  # fmt: skip
    frame.tags.add("twin", slots.twin)
    frame.tags.add("father_son", slots.father_son)
    texts = _columns(frame, settings)
    arrays = {name: write(frame, name, texts[name]) for name in settings.columns}
    names = column_names(settings.language, settings.layout)
    records = pa.table(list(arrays.values()), names=list(names))
    if frame.log is not None:
        frame.log.ids = arrays["id"]
    alone = (slots.members < 2) | frame.company
    truth = pa.table(
        [arrays["id"], pa.array(slots.entity), pa.array(slots.household, mask=alone),
         frame.tags.texts()],
        schema=TRUTH_SCHEMA,
    )  # fmt: skip
    return records, truth


def _columns(frame: Frame, settings: GeneratorSettings) -> dict[str, Text]:
    lexicon = frame.lexicon
    people, firms, homes = make_people(frame), make_firms(frame), make_homes(frame)
    given, family = name_columns(frame, people)
    if "full_name" not in settings.columns:
        wrong_encoding(frame, [given, family])
    email = email_column(frame, people, firms)
    phone = phone_column(frame, firms)
    births = birth_column(frame, people)
    misplace(frame, email, phone, births.text, family)
    write_readings(frame, births)
    company, job = company_columns(frame, firms)
    sources = np.array([lexicon.token(name) for name in SOURCES], np.int32)
    agreed = uniform(frame.record, salt("consent")) < 0.7
    answers = np.where(agreed, lexicon.token("yes"), lexicon.token("no"))
    texts = {
        "id": _ids(frame),
        "source": Text.of(sources[frame.source]),
        "title": _optional(frame, "title", column_of_sex(frame, lexicon.title)),
        "given_name": given,
        "family_name": family,
        "gender": _optional(frame, "gender", column_of_sex(frame, lexicon.gender)),
        "date_of_birth": births.text,
        "email": email,
        "phone": phone,
        **address_columns(frame, homes),
        "company": company,
        "job_title": job,
        "consent": _optional(frame, "consent", answers, people_only=False),
        **update_columns(frame),
    }
    return texts | extra_columns(frame, people, texts, settings.layout)


def _optional(frame: Frame, name: str, tokens: Int32, *, people_only: bool = True) -> Text:
    text = Text.of(tokens)
    applies = ~frame.company if people_only else np.ones(frame.size, bool)
    missing = frame.chance(f"missing:{name}") & applies
    text.null = missing | ~applies
    frame.tags.add(f"missing:{name}", missing)
    return text


def _ids(frame: Frame) -> Text:
    """C and eight digits in the order of the file, which the permutation has made meaningless."""
    lexicon, row = frame.lexicon, frame.slots.row
    high = row // 10_000
    top = high // 10_000
    four = lexicon.digits[4]
    return Text.of(
        lexicon.token("C"), np.where(top > 0, lexicon.numbers + top, NONE),
        four + high % 10_000, four + row % 10_000,
    )  # fmt: skip

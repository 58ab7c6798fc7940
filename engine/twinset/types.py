"""The stage types: what flows from one stage to the next. Frozen, columnar, without behaviour.

A *row number* is 0-based over all inputs in reading order. ``left`` and ``right`` of a pair are
row numbers with ``left < right`` unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Int8: TypeAlias = NDArray[np.int8]
Int32: TypeAlias = NDArray[np.int32]
Int64: TypeAlias = NDArray[np.int64]
UInt8: TypeAlias = NDArray[np.uint8]
UInt32: TypeAlias = NDArray[np.uint32]
UInt64: TypeAlias = NDArray[np.uint64]
Float32: TypeAlias = NDArray[np.float32]
Float64: TypeAlias = NDArray[np.float64]
Bool: TypeAlias = NDArray[np.bool_]

NULL_CODE = -1
"""The code of a null value in a ``TextColumn``."""


MULTI_VALUED = ("email", "phone", "company")
"""Fields of which a record may have several values; two records agree where any two do."""


class Role(StrEnum):
    """The part that a column plays. The value is what stands in a plan and in every output."""

    RECORD_ID = "record_id"  # names the row: carried, never compared, never trusted to be unique
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    NAME_PREFIX = "name_prefix"  # Mr, Dr
    NAME_SUFFIX = "name_suffix"  # Jr, III, PhD
    GENDER = "gender"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"  # a date that the source keeps in three columns
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    BIRTH_PLACE = "birth_place"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"  # a whole address or address line: number and street, maybe more
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    CITY = "city"
    REGION = "region"
    POSTCODE = "postcode"
    COUNTRY = "country"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    IDENTIFIER = "identifier"  # names the person or company: passport, tax or customer number
    WEBSITE = "website"
    CATEGORY = "category"  # few values, weak evidence: segment, type, genre
    NUMBER = "number"  # an amount, price or count; only where a plan says so
    TEXT = "text"  # free text
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    SOURCE = "source"
    CONSENT = "consent"
    EMAIL_STATUS = "email_status"  # bounced, unsubscribed, active
    LAST_ACTIVITY = "last_activity"  # when the person last answered, opened or bought
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """One column's role, how sure we are (0 to 1), and why (for people; no values)."""

    column: str
    role: Role
    confidence: float
    evidence: str


STDIN = "<stdin>"
"""The name of standard input as a source."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One input: where it came from and which rows of ``Records`` it fills."""

    name: str  # the path as given, "<table>" for an Arrow stream, or ``STDIN``
    format: str  # csv, parquet, arrow, ndjson, table
    first_row: int
    rows: int
    details: Mapping[str, Any] = field(default_factory=dict)  # delimiter, encoding, compression


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that could not become a row. The text goes to the rejects file, nowhere else."""

    source: str
    line: int  # 1-based line number in the file, the header being line 1
    reason: str  # "7 fields, expected 9"
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """What was read: one Arrow table over all inputs. Text columns hold null for empty cells."""

    table: pa.Table
    sources: Sequence[SourceFile]
    rejects: Sequence[Reject] = ()

    @property
    def size(self) -> int:
        return int(self.table.num_rows)


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """The distinct values of a column, and a code per row.

    ``data[offsets[c]:offsets[c + 1]]`` is the text of code ``c``: uint8 where all values are
    ASCII (one byte a character), else uint32 code points, so that one element is one character
    in either case. Standardised columns are ASCII. Equal text has equal code; no code is empty
    text; code -1 is null.
    """

    codes: Int32  # (rows,)
    offsets: Int64  # (distinct + 1,)
    data: NDArray[Any]  # (characters,) uint8 or uint32

    @property
    def distinct(self) -> int:
        return len(self.offsets) - 1

    @property
    def size(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, eq=False)
class StandardRecords:
    """The standardised fields. A field's name is its role's, ``_2``, ``_3`` for further columns.

    ``fields`` holds only fields that are present. Texts are lower-case ASCII, single spaces. Of
    the ``MULTI_VALUED`` fields ``_2``, ``_3`` hold a record's further values: distinct within a
    record, without gaps, and all columns of one field over one set of values, so that their codes
    compare. ``notes`` are what people should know about the base; counts and names only.
    """

    size: int
    fields: Mapping[str, TextColumn]
    notes: tuple[str, ...] = ()
    scripts: UInt8 | None = None  # (rows,) Script of the name as it was read; None: all Latin

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __getitem__(self, name: str) -> TextColumn:
        return self.fields[name]

    def values_of(self, name: str) -> tuple[TextColumn, ...]:
        """All columns that hold values of a field: several for multi-valued fields, none where
        the field is not there."""
        if name not in MULTI_VALUED:
            return (self.fields[name],) if name in self.fields else ()
        further = (n for n in self.fields if n.removeprefix(f"{name}_").isdigit())
        names = [name, *sorted(further, key=lambda n: int(n.rpartition("_")[2]))]
        return tuple(self.fields[n] for n in names if n in self.fields)


@dataclass(frozen=True, slots=True, eq=False)
class BlockKeys:
    """A blocking rule made concrete: rows with equal key are in one block.

    ``keys`` is (rows,) uint64, or (rows, keys) where a row may have several keys and is in the
    block of each; 0 means "no key": a row without any is in no block.
    """

    name: str
    keys: UInt64


@dataclass(frozen=True, slots=True, eq=False)
class PairList:
    """Explicit pairs that a strategy proposes (neighbours, sorted neighbourhood), each once."""

    name: str
    left: Int32
    right: Int32
    new: Bool | None = None
    """(pairs,) which of them no key rule and no list before proposes; None where nobody knows."""


@dataclass(frozen=True, slots=True, eq=False)
class PairTile:
    """A tile of the stream of candidate pairs; all were first proposed by ``rule``."""

    left: Int32
    right: Int32
    rule: int


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What a blocking rule proposed and what its oversized blocks cost."""

    name: str
    pairs: int  # all that it proposes after the policy below
    new_pairs: int  # of them, those that no earlier rule proposed
    records: int  # rows that have a key, or that appear in a pair
    largest_block: int
    oversized_blocks: int = 0
    pairs_before: int = 0  # before the policy for oversized blocks
    dropped_pairs: int = 0  # given up by the policy


@dataclass(frozen=True, slots=True, eq=False)
class AgreementPatterns:
    """The distinct comparison vectors and how many pairs show each.

    ``levels`` is (patterns, comparisons) int8, -1 where one side is null; ``counts`` sums to the
    number of pairs.
    """

    comparisons: Sequence[str]
    levels: Int8
    counts: Int64


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """The pairs kept after scoring. ``weight`` is log2 odds of a match: prior + the parts."""

    left: Int32
    right: Int32
    weight: Float64
    probability: Float64
    rules: UInt64  # bit r is set where rule r proposes the pair
    levels: Int8  # (pairs, comparisons)

    @property
    def size(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """``membership[row]`` is the smallest row of the cluster that the row is in."""

    membership: Int32

    @property
    def size(self) -> int:
        return len(self.membership)

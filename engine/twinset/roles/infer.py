"""Which part each column plays, from its header and its values.

A header alone misleads ("name" over products, columns shifted by one); values alone cannot tell
a birth date from an invoice date. So each column gets scores from both, then the table as a whole
settles what depends on the neighbours: what "Name" means beside "Vorname", which of several keys
names the row, whether "year" is a birth year. A wrong guess costs accuracy, never the run; the
plan overrides any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twinset.columns import first_elements, is_list
from twinset.errors import PlanError, did_you_mean
from twinset.roles.guess import Guess, first_guess
from twinset.roles.headers import read_header
from twinset.roles.ids import settle_identifiers
from twinset.roles.lexicon import NULLS
from twinset.roles.sample import sample_table
from twinset.roles.table import settle_table
from twinset.roles.values import Profile, profile_column
from twinset.types import ColumnRole, Records, Role

if TYPE_CHECKING:
    import pyarrow as pa

_TOO_FEW = 200
"""A column with fewer values in the sample is profiled again over all of its own."""

_NO_OVERRIDES: Mapping[str, Role] = {}


def infer_roles(
    records: Records,
    overrides: Mapping[str, Role] = _NO_OVERRIDES,
    *,
    sample: int = 20_000,
    threads: int = 1,
) -> tuple[ColumnRole, ...]:
    """The role of every column, in table order.

    ``overrides`` (column name to role, from the plan) win with confidence 1 and evidence
    ``"plan"``. ``sample`` is the number of rows looked at; they are chosen by content, so the
    result is the same for every order of the rows. Raises ``PlanError`` where an override names
    no column.
    """
    table = _without_lists(records.table)
    _check_overrides(overrides, table.column_names)
    sampled = sample_table(table, sample, threads=threads)
    guesses: list[Guess] = []
    for position, column in enumerate(table.column_names):
        profile = _profile(sampled.column(position), table.column(position), sample)
        header = read_header(column)
        if column in overrides:
            role = Role(overrides[column])
            guesses.append(Guess(column, header, profile, role, 1.0, "plan", fixed=True))
        else:
            guesses.append(first_guess(column, header, profile))
    settle_table(guesses)
    settle_identifiers(guesses, table)
    for guess, field in zip(guesses, records.table.schema, strict=True):
        if is_list(field.type) and not guess.fixed and guess.role not in (Role.EMAIL, Role.PHONE):
            guess.assign(Role.IGNORE, 0.9, "lists of neither emails nor phones")
    return tuple(guess.result() for guess in guesses)


def _without_lists(table: pa.Table) -> pa.Table:
    """Lists by their first elements: what a list of emails holds shows in those."""
    for position, field in enumerate(table.schema):
        if is_list(field.type):
            firsts = first_elements(table.column(position))
            table = table.set_column(position, field.name, firsts)
    return table


def _profile(sampled: pa.ChunkedArray, whole: pa.ChunkedArray, sample: int) -> Profile:
    """The sample's profile, or that of all values where the sample holds hardly any."""
    import pyarrow as pa

    profile = profile_column(sampled)
    if profile.filled >= _TOO_FEW or len(sampled) == len(whole):
        return profile
    values = _without_nulls(whole)
    if len(values) > sample:
        values = sample_table(pa.table([values], names=["0"]), sample).column(0)
    return profile_column(values, rows=len(whole))


def _without_nulls(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = column.drop_null()
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return values
    short = pc.less_equal(pc.utf8_length(values), max(map(len, NULLS)))
    nothing = pc.and_(short, pc.is_in(pc.utf8_lower(values), pa.array(sorted(NULLS), values.type)))
    return values.filter(pc.invert(nothing))


def _check_overrides(overrides: Mapping[str, Role], columns: list[str]) -> None:
    for column in overrides:
        if column not in columns:
            members = [name for name in columns if name.startswith(f"{column}.")]
            if members:
                raise PlanError(
                    f"roles: column {column!r} holds records, and which of their members is the "
                    "value cannot be told",
                    hint=f"give the role to one of them: {', '.join(members)}",
                )
            hint = did_you_mean(column, columns, f"columns: {', '.join(columns)}")
            raise PlanError(f"roles: no column is called {column!r}", hint=hint)

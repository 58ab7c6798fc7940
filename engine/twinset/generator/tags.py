"""What was done to a copy, and what is special about its entity: the ``changes`` of the truth."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from twinset.generator.kernels import join_flags
from twinset.types import Bool, Int64

TYPO_FIELDS = (
    "given_name", "family_name", "full_name", "email", "phone", "street", "city", "postcode",
    "company",
)  # fmt: skip
GAP_FIELDS = (
    "title", "given_name", "gender", "date_of_birth", "email", "phone", "street", "city", "region",
    "postcode", "country", "company", "job_title", "consent",
)  # fmt: skip

PLACEHOLDER_FIELDS = (
    "email", "phone", "date_of_birth", "given_name", "family_name", "company", "city",
)  # fmt: skip

TRAITS = ("twin", "father_son")
"""What an entity is; all its records carry it."""

CHANGES = (
    # names
    "nickname", "initial", "no_middle", "middle_initial", "swapped_names",
    "full_name_in_given", "full_name_in_family", "one_surname", "maiden_name",
    "no_diacritics", "transliterated", "upper", "lower", "suffix", "other_keyboard",
    "native_digits", "wrong_encoding", "email_in_name", "date_in_name",
    # contact
    "old_email", "work_email", "family_mailbox", "company_mailbox", "plus_tag",
    "email_domain_typo", "old_phone", "shared_phone", "switchboard", "phone_format",
    "email_in_phone", "phone_in_email", "several_emails", "several_phones", "disposable",
    "spreadsheet_phone", "moved", "street_abbreviation", "country_form",
    "changed_job", "legal_form",
    # dates
    "date_format", "day_month_swap", "date_typo", "century", "future",
    *(f"placeholder:{field}" for field in PLACEHOLDER_FIELDS),
    *(f"invalid:{field}" for field in ("email", "phone", "date_of_birth", "postcode")),
    *(f"blank:{field}" for field in ("family_name", "company", "city")),
    # keyed in badly
    *(f"typo:{field}" for field in TYPO_FIELDS),
    *(f"truncated:{field}" for field in ("family_name", "street", "company")),
    *(f"space:{field}" for field in ("given_name", "family_name", "full_name", "company")),
    *(f"missing:{field}" for field in GAP_FIELDS),
)  # fmt: skip

TAGS = (*TRAITS, *CHANGES)
_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
_ENCODED = [tag.encode() for tag in TAGS]
_OFFSETS = np.concatenate(([0], np.cumsum([len(tag) for tag in _ENCODED]))).astype(np.int64)
_DATA = np.frombuffer(b"".join(_ENCODED), np.uint8).copy()


class Tags:
    """The tags of a run of rows, one bit each."""

    def __init__(self, rows: int) -> None:
        self.bits = np.zeros((rows, -(-len(TAGS) // 64)), np.uint64)

    def add(self, tag: str, where: Bool | Int64) -> None:
        """Tag the rows of a mask or the row numbers given."""
        word, bit = divmod(_NUMBER[tag], 64)
        if where.dtype == np.bool_:
            self.bits[:, word] |= where.astype(np.uint64) << np.uint64(bit)
        else:
            self.bits[where, word] |= np.uint64(1 << bit)

    def texts(self) -> pa.Array:
        """The tags as comma-joined text; empty where nothing was done."""
        offsets, data = join_flags(_OFFSETS, _DATA, self.bits)
        return pa.StringArray.from_buffers(
            len(self.bits), pa.py_buffer(offsets), pa.py_buffer(data)
        )

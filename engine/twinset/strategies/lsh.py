"""MinHash-LSH: a block for each band of MinHash values that records share."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.blocking.candidates import number_keys
from twinset.blocking.lsh import bands_and_rows, iter_lsh_blocks
from twinset.config import LshPlan
from twinset.strategies.base import BlockCollection, BlockingTask
from twinset.strategies.block_pairs import BlockStrategy, collect

_KEYS_IN_MEMORY = 256 << 20


class Lsh(BlockStrategy, frozen=True, kw_only=True):
    """MinHash-LSH over character n-grams of a record's text (Broder, "On the resemblance and
    containment of documents", SEQUENCES 1997; bands: Leskovec, Rajaraman, Ullman, "Mining of
    Massive Datasets", section 3.4): with b bands of r values, records of Jaccard similarity s
    share a block with probability 1 - (1 - s^r)^b."""

    name: ClassVar[str] = "lsh"
    approximate: ClassVar[bool] = True

    threshold: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.4
    """Jaccard similarity from which a pair should be found: b and r are chosen for it."""
    permutations: Annotated[int, msgspec.Meta(ge=1, le=4096)] = 128
    shingle: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    """Characters of an n-gram."""
    fields: str = ""
    """Fields of the text, with ; between them (``email:local``: what is before the @); empty:
    names, company, email, date of birth, address."""

    def bands(self) -> tuple[int, int]:
        """How many bands, and how many values in each."""
        return bands_and_rows(self.threshold, self.permutations)

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """One block for each band that two rows share. 12 bytes for each row and band in which it
        is not alone."""
        plan = LshPlan(
            threshold=self.threshold, permutations=self.permutations, shingle=self.shingle
        )
        bands = iter_lsh_blocks(
            task.records, plan, seed=task.seed, threads=task.threads,
            fields=text_parts(self.fields), memory=_KEYS_IN_MEMORY,
        )  # fmt: skip
        all_rows, all_keys = [np.empty(0, np.int32)], [np.empty(0, np.uint64)]
        for band in bands:
            ids, sizes = number_keys(band.keys)
            # one more, which -1 finds. Most rows are alone: they go before the bands are joined
            rows = np.flatnonzero(np.append(sizes > 1, False)[ids]).astype(np.int32)
            all_rows.append(rows)
            all_keys.append(band.keys[rows])
        return collect(task.size, np.concatenate(all_rows), np.concatenate(all_keys), task.side)


def text_parts(fields: str) -> list[str] | None:
    """The fields of the notation; None for the usual ones."""
    return [part for part in fields.split(";") if part] or None

"""Canopy clustering: overlapping blocks around records that no block was close to before."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
import numpy as np

from twinset.errors import PlanError
from twinset.hashing import mix64
from twinset.parallel import map_ordered, tiles
from twinset.strategies.base import BlockCollection, BlockingTask
from twinset.strategies.block_pairs import BlockStrategy, collect
from twinset.strategies.lsh import text_parts
from twinset.strategies.sparse_records import SparseRecords, sparse_records
from twinset.types import Float32, Int32, Int64

_CENTRES = 1024  # of one call: what a call allocates is little beside them
_CALLS = 4  # searched ahead of the decision which of them are centres, whatever the threads


class Canopy(BlockStrategy, frozen=True, kw_only=True):
    """Canopy clustering (McCallum, Nigam, Ungar, "Efficient Clustering of High-Dimensional Data
    Sets with Application to Reference Matching", KDD 2000, section 2): take a record off the list;
    its canopy is all records at least ``loose`` like it, and those at least ``tight`` like it go
    off the list; until the list is empty. The cheap similarity is the cosine of TF-IDF vectors over
    an inverted index, the order of the list is drawn by the seed.
    """

    name: ClassVar[str] = "canopy"

    loose: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.4
    tight: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.7
    gram: Annotated[int, msgspec.Meta(ge=0, le=8)] = 3
    """Characters of an n-gram; 0: words."""
    fields: str = ""
    """As those of ``lsh``."""

    def blocks(self, task: BlockingTask) -> BlockCollection:
        """The canopies of two records and more. Raises ``PlanError`` where tight is below loose."""
        if self.tight < self.loose:
            raise PlanError("canopy: tight must not be below loose", hint="tight=0.7,loose=0.4")
        records = sparse_records(task, text_parts(self.fields), self.gram, sided=False)
        rows = np.flatnonzero(np.diff(records.starts))
        drawn = mix64(rows.astype(np.uint64) + (np.uint64(task.seed % 2**32) << np.uint64(32)))
        centres, members = self._canopies(
            records, rows[np.argsort(drawn, kind="stable")].astype(np.int32), task.threads
        )
        return collect(task.size, members, centres.astype(np.uint64) + np.uint64(1), task.side)

    def _canopies(self, records: SparseRecords, order: Int32, threads: int) -> tuple[Int32, Int32]:
        """(centre, member) of each canopy with more than its centre.

        Records are searched in batches, ahead of the decision: one that an earlier canopy of the
        batch takes off the list is passed over, so that batches change nothing.
        """
        listed = np.ones(records.size, np.bool_)
        centres, members = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        records.index  # noqa: B018 - built here, before threads ask for it
        at = 0
        while at < len(order):
            ahead = order[at:]
            places = np.flatnonzero(listed[ahead[: 64 * _CENTRES]])[: _CALLS * _CENTRES]
            if not len(places):
                at += min(len(ahead), 64 * _CENTRES)
                continue
            batch = ahead[places]
            parts = [batch[slice(*tile)] for tile in tiles(len(batch), _CENTRES)]
            for part, (offsets, rows, similarities) in zip(
                parts, map_ordered(lambda p: self._search(records, p), parts, threads), strict=True
            ):
                for n, centre in enumerate(part.tolist()):
                    if not listed[centre]:
                        continue
                    span = slice(offsets[n], offsets[n + 1])
                    listed[centre] = False
                    listed[rows[span][similarities[span] >= self.tight]] = False
                    if offsets[n + 1] > offsets[n]:
                        members.append(np.append(rows[span], np.int32(centre)))
                        centres.append(np.full(len(members[-1]), centre, np.int32))
            at += int(places[-1]) + 1
        return np.concatenate(centres), np.concatenate(members)

    def _search(self, records: SparseRecords, centres: Int32) -> tuple[Int64, Int32, Float32]:
        """What is ``loose`` or more like each centre: offsets (centres + 1,), rows, cosines."""
        from twinset.kernels.laboratory.sparse import similar_sparse

        room = max(records.size, 64 * _CENTRES)
        rows, similarities = np.empty(room, np.int32), np.empty(room, np.float32)
        offsets = np.zeros(len(centres) + 1, np.int64)
        all_offsets, all_rows, all_similarities = [np.zeros(1, np.int64)], [], []
        done, total = 0, 0
        while done < len(centres):
            stop = similar_sparse(
                centres, done, np.float32(self.loose), *records.index, offsets, rows, similarities
            )
            found = int(offsets[stop])
            all_offsets.append(offsets[done + 1 : stop + 1] + total)
            all_rows.append(rows[:found].copy())
            all_similarities.append(similarities[:found].copy())
            done, total = stop, total + found
        return (
            np.concatenate(all_offsets),
            np.concatenate(all_rows),
            np.concatenate(all_similarities),
        )

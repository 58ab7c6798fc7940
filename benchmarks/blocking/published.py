"""Figures of the literature, by set: which were read at their source, and which were not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A figure that somebody else reports: pair completeness, and pairs quality or pairs.

    ``completeness`` is text: its digits say how exactly it is known. ``source`` names an entry of
    ``SOURCES``; 1 is the one that was not read.
    """

    method: str
    source: int
    completeness: str
    quality: float | None = None
    pairs: int | None = None

    @property
    def label(self) -> str:
        """The method and where it is from."""
        return f"{self.method} [{self.source}]"


SOURCES = """\
[1] **Not verified**: the list of references that comes with the data sets; it names no paper.
kNN-join and tuned blocking workflows on these sets are the subject of Papadakis, Fisichella,
Schoger, Mandilaras, Augsten, Nejdl, "Benchmarking Filtering Techniques for Entity Resolution",
ICDE 2023 (arXiv:2202.12521), and of Neuhof, Fisichella, Papadakis, Nikoletos et al., "Open
benchmark for filtering techniques in entity resolution", VLDB Journal 2024
(doi:10.1007/s00778-024-00868-7); that the figures are from their tables was not checked.

[2] pyJedAI, output of the tutorial `docs/tutorials/CleanCleanER.ipynb`
(github.com/AI-team-UoA/pyJedAI, commit 56d4201): the same 1,076 + 1,076 records, the names alone.

[3] sparkER, outputs of `python/examples/Clean-Clean datasets.ipynb`, `BLAST.ipynb`
(github.com/Gaglia88/sparker, commit 353201c) and `Generalized Supervised Meta-blocking.ipynb`
(46f0612). The supervised ones learn from 20 labelled pairs of each kind, and count neither among
their pairs.

[4] BlockingPy, documentation, `docs/examples/deduplication_2.md` and `record_linkage.md`
(github.com/ncn-foreigners/BlockingPy, commit 15f9fa1). Of the census it knows 1,000 of the 24,043
true pairs, a sample; the pairs quality (0.999) is of records in that sample alone, and not
compared.

Not compared, since they are of other records or give no figure that can be: Sparkly (PVLDB 2023:
recall 92.5 to 100 % at k = 10 over fifteen sets, none named), pyJedAI's tutorial on Cora (1,295
of the records), libem's blocking benchmark (samples of the DeepMatcher splits), SC-Block and
DeepBlocker (figures only in the papers)."""

PUBLISHED: dict[str, tuple[Published, ...]] = {
    "abt_buy": (
        Published("blocking", 1, "0.900", 0.817),
        Published("token blocking", 2, "0.9954", pairs=237_518),
        Published("… and purging", 2, "0.9861", 0.0112),
        Published("… and filtering, 0.8", 2, "0.9610", pairs=40_352),
        Published("… and WEP of EJS", 2, "0.9145", 0.1086),
        Published("token blocking, purging, filtering", 3, "0.9954", pairs=114_511),
        Published("… and WNP of CBS", 3, "0.9693", 0.0362),
        Published("… and CNP of CBS", 3, "0.9600", 0.0584),
        Published("… and RCNP of CBS", 3, "0.8485", pairs=5_778),
    ),
    "dblp_acm": (
        Published("kNN-join", 1, "0.996", 0.954),
        Published("loose-schema tokens, purging, filtering", 3, "1.0000", pairs=73_484),
        Published("… and BLAST", 3, "0.9987", pairs=6_957),
        Published("supervised BLAST", 3, "0.9825", 0.5200),
        Published("supervised WEP", 3, "0.9807", 0.5608),
    ),
    "dblp_scholar": (Published("kNN-join", 1, "0.957", 0.877),),
    "walmart_amazon": (Published("blocking", 1, "0.910", 0.150),),
    "cora": (Published("kNN-join", 1, "0.900", 0.784),),
    "cddb": (Published("kNN-join", 1, "0.900", 0.716),),
    "rldata10000": (Published("voyager", 4, "1.000", pairs=20_926),),
    "census_cis": (
        Published("HNSW", 1, "0.997"),
        Published("voyager", 4, "0.993"),
    ),
}

"""What is compared on which set: strategies beside the laboratory's own selection, and baselines.
The figures of the literature stand in ``published.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BenchmarkSet:
    """strategies  beside the laboratory's default selection
    baselines   other people's libraries
    repeat      timed runs of each
    rows        of a generated base; 0: a public set
    """

    name: str
    strategies: tuple[str, ...] = ()
    baselines: tuple[str, ...] = ()
    repeat: int = 3
    rows: int = 0


META = (
    "tokens/purge/filter:ratio=0.5/prune:weight=js,scheme=rcnp",
    "tokens/purge/filter/prune:weight=ecbs,scheme=rcnp",
    "tokens/purge/filter/prune:weight=arcs,scheme=rcnp",
    "tokens/purge/filter/prune:weight=arcs,scheme=cnp",
    "tokens/purge/filter/prune:weight=arcs,scheme=rwnp",
    "tokens/purge/filter/prune:weight=ecbs,scheme=wep",
    "qgrams:size=4/purge/filter/prune:weight=arcs,scheme=rcnp",
)
LINK = (
    "tfidf:k=1,gram=3,min_similarity=0.3,weight=log",
    "tfidf:k=1,gram=3,min_similarity=0.3,weight=log,search=smaller",
    "tfidf:k=1,gram=4,min_similarity=0.4,weight=log,search=smaller",
    "tfidf:k=1,gram=0,min_similarity=0.3,weight=set,search=smaller",
    "tfidf:k=1,gram=0,min_similarity=0.5,weight=set",
    "tfidf:k=2,gram=3,min_similarity=0.3,search=smaller",
    "tfidf:k=3,gram=3,min_similarity=0.05,weight=log",
    "tfidf:k=10,gram=3,min_similarity=0.05,weight=log",
    "tfidf:k=25,gram=3,min_similarity=0.05,weight=log",
)
"""The k nearest by TF-IDF: what the literature calls a kNN-join, with weights."""
NEAREST = ("tfidf:k=1,gram=2,min_similarity=0.3", "neighbours:k=3")
"""The nearest of each, for records of persons: short fields, so bigrams."""
DEDUPLICATION = (
    "tfidf:k=3,gram=2,min_similarity=0.84,weight=set",
    "tfidf:k=3,gram=3,min_similarity=0.725,weight=set",
    "tfidf:k=2,gram=4,min_similarity=0.575,weight=log",
    "tfidf:k=250,gram=2,min_similarity=0.75",
    "tfidf:k=250,gram=2,min_similarity=0.725,weight=log",
    "tfidf:k=250,gram=0,min_similarity=0.5",
)
TEXT_BASELINES = (
    "datasketch-lsh:threshold=0.4,fields=*",
    "rensa-lsh:threshold=0.4,fields=*",
    "sparse-dot-topn:k=1",
    "sparse-dot-topn:k=1,reverse=true",
    "sparse-dot-topn:k=5",
    "blockingpy:ann=hnsw",
    "blockingpy:ann=faiss",
    "pyjedai-topk:k=1",
    "pyjedai-topk:k=1,reverse=true",
    "pyjedai-metablocking:weight=JS,scheme=rcnp",
    "pyjedai-metablocking:weight=X2,scheme=rcnp",
)


def persons(rules: str, sort: str) -> tuple[str, ...]:
    """Baselines on records of persons. ``rules`` and ``sort``: key rules and sort keys that ours,
    Splink's and recordlinkage's are all given."""
    return (
        f"keys:rules={rules}",
        f"splink-rules:rules={rules}",
        f"recordlinkage-block:rules={rules}",
        f"sorted:window=5,keys={sort}",
        f"recordlinkage-sorted:window=5,keys={sort}",
        "lsh:threshold=0.4",
        "datasketch-lsh:threshold=0.4",
        "rensa-lsh:threshold=0.4",
        "sparse-dot-topn:k=5",
        "blockingpy:ann=hnsw",
        "blockingpy:ann=faiss",
        "pyjedai-topk:k=1",
        "pyjedai-metablocking:weight=JS,scheme=rcnp",
    )


_AUSTRALIA = persons(
    "identifier;birth_date;given_name&family_name;family_name&postcode;street&house_number",
    "family_name&given_name;given_name&family_name",
)
_CONTACTS = persons(
    "email;phone;given_name&family_name;family_name&postcode;birth_date&family_name",
    "family_name&given_name;email",
)

SETS = {
    one.name: one
    for one in (
        BenchmarkSet("febrl3", META[:1] + NEAREST, _AUSTRALIA),
        BenchmarkSet("febrl4", META[:1] + NEAREST, _AUSTRALIA),
        BenchmarkSet(
            "historical_50k",
            META[:1] + NEAREST,
            persons(
                "birth_date;given_name&family_name;family_name&postcode;given_name&postcode",
                "family_name&given_name;birth_date",
            ),
            repeat=1,
        ),
        BenchmarkSet(
            "rldata10000",
            META[:1] + NEAREST,
            persons(
                "birth_date;given_name&family_name;family_name&birth_date:year",
                "family_name&given_name;birth_date",
            ),
        ),
        BenchmarkSet(
            "census_cis",
            META[:1] + NEAREST,
            persons(
                "birth_date;given_name&family_name;family_name&postcode",
                "family_name&given_name;birth_date",
            ),
            repeat=1,
        ),
        BenchmarkSet("restaurants", META + LINK, TEXT_BASELINES),
        BenchmarkSet(
            "dblp_acm",
            (
                *META,
                *LINK,
                "tfidf:k=1,gram=0,min_similarity=0.55,weight=set,fields=text;text_2;text_4",
            ),
            TEXT_BASELINES,
        ),
        BenchmarkSet(
            "dblp_scholar",
            META + LINK,
            TEXT_BASELINES,
            repeat=1,
        ),
        BenchmarkSet("abt_buy", META + LINK, TEXT_BASELINES),
        BenchmarkSet(
            "walmart_amazon",
            META + LINK,
            TEXT_BASELINES,
            repeat=1,
        ),
        BenchmarkSet("cora", META + DEDUPLICATION, TEXT_BASELINES),
        BenchmarkSet("cddb", META + DEDUPLICATION, TEXT_BASELINES),
    )
}
"""The public sets by name."""

TOO_SLOW = {100_000: ("pyjedai",), 1_000_000: ("pyjedai", "blockingpy", "datasketch")}
"""Baselines that are not begun from so many records on: they take hours."""


def generated(rows: int) -> BenchmarkSet:
    """A generated base of contacts."""
    skipped = tuple(name for least, names in TOO_SLOW.items() if rows >= least for name in names)
    baselines = tuple(one for one in _CONTACTS if not one.startswith(skipped or ("-",)))
    repeat = 1 if rows > 20_000 else 3
    return BenchmarkSet(f"generated {rows:,}", (), baselines, repeat=repeat, rows=rows)

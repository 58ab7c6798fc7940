"""The latent classes: what kinds of pairs there are besides matches.

Inside blocks the non-matches are not random. Each kind of them agrees on some comparisons for a
cause; elsewhere it agrees by chance, like any two records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twinset.comparison import Comparison, Kind

EVERYTHING = frozenset(Kind)
_NAMES = frozenset({Kind.GIVEN, Kind.FAMILY})
_OWN = frozenset({Kind.GIVEN, Kind.BIRTH, Kind.IDENTIFIER, Kind.EMAIL, Kind.PERSON})


@dataclass(frozen=True, slots=True)
class LatentClass:
    """A kind of pair.

    ``shared``: the kinds of comparison that start out agreeing. ``pinned``: those whose strong
    levels stay as probable as in random pairs, whatever EM would like: without it a class takes
    over the matches that have one slip (a namesake whose birth date is one digit off is a match;
    left free, the class of namesakes learned that slip from them: F1 0.79 instead of 0.97 on the
    RLdata10000 set). ``by_chance``: where agreement is by chance, so that a rare value speaks
    against the class. ``tied``: where it agrees just as matches do, the same value having been
    written down twice; left free, the class of father and son became that of neighbours who share
    a given name. ``present``: what both records have if they are of the class, so that a value
    that is missing says something of it; elsewhere values are missing as in random pairs.
    ``starts``: level shares that EM starts from where they are neither those of agreement nor
    those of chance. ``share``: where EM starts, as a share of the candidate pairs.
    """

    name: str
    shared: frozenset[Kind]
    pinned: frozenset[Kind]
    by_chance: frozenset[Kind]
    tied: frozenset[Kind] = frozenset()
    present: frozenset[Kind] = frozenset()
    starts: Mapping[Kind, tuple[float, ...]] = field(default_factory=dict)
    share: float = 0.1

    def fits(self, kinds: frozenset[Kind]) -> bool:
        """Whether comparisons of these kinds can tell the class from a match."""
        return self.name in _ALWAYS or _FITS[self.name](kinds)

    def has(self, comparison: Comparison) -> bool:
        """Whether both records of a pair of this class have what is compared."""
        # columns of unknown text count as a company's, but no firm is known by one: with these,
        # and with websites, 0.936 instead of 0.940 on childcare_sites
        return comparison.kind in self.present and not comparison.name.startswith("text")


# that somebody has no firm is as true of the second record as of the first
MATCH = LatentClass(
    "match", EVERYTHING, frozenset(), frozenset(), present=frozenset({Kind.COMPANY})
)
RANDOM = LatentClass("random", frozenset(), EVERYTHING, EVERYTHING)
HOUSEHOLD = LatentClass(
    "household",
    shared=frozenset({Kind.FAMILY, Kind.PLACE, Kind.CONTACT}),
    pinned=frozenset({Kind.GIVEN, Kind.BIRTH, Kind.IDENTIFIER}),
    # the family's mailbox is not shared by chance
    by_chance=EVERYTHING - {Kind.FAMILY, Kind.PLACE, Kind.CONTACT, Kind.EMAIL},
    present=frozenset({Kind.FAMILY}),  # address or phone will do, so either may be missing
)
NAMESAKE = LatentClass(
    "namesake",
    shared=_NAMES,
    pinned=EVERYTHING - _NAMES - {Kind.PERSON, Kind.RECORD, Kind.WEAK},
    by_chance=EVERYTHING,  # a common name is why they share it
)
RELATIVE = LatentClass(  # father and son of one name
    "relative of that name",
    shared=frozenset({Kind.GIVEN, Kind.FAMILY, Kind.PLACE}),
    pinned=frozenset({Kind.BIRTH, Kind.IDENTIFIER, Kind.EMAIL}),
    by_chance=EVERYTHING - {Kind.GIVEN, Kind.FAMILY, Kind.PLACE},
    tied=_NAMES,
    present=_NAMES,
    share=0.01,
)
TWIN = LatentClass(  # two people born on one day to one family
    "twin",
    shared=frozenset({Kind.FAMILY, Kind.BIRTH, Kind.PLACE, Kind.CONTACT}),
    pinned=frozenset({Kind.GIVEN, Kind.IDENTIFIER, Kind.EMAIL}),
    by_chance=EVERYTHING - {Kind.FAMILY, Kind.BIRTH, Kind.PLACE, Kind.CONTACT},
    tied=frozenset({Kind.FAMILY, Kind.BIRTH}),
    present=frozenset({Kind.FAMILY, Kind.BIRTH}),
    share=0.01,
)
COLLEAGUE = LatentClass(
    "colleague",
    shared=frozenset({Kind.COMPANY, Kind.CONTACT, Kind.EMAIL}),  # one switchboard, one mailbox
    pinned=frozenset({Kind.GIVEN, Kind.FAMILY, Kind.BIRTH, Kind.IDENTIFIER, Kind.PLACE}),
    by_chance=EVERYTHING - {Kind.COMPANY, Kind.CONTACT, Kind.EMAIL},
    present=frozenset({Kind.COMPANY}),
)
FIRM = LatentClass(  # the mailbox follows from the name: info@ and the firm's domain
    "firm of that name",
    shared=frozenset({Kind.COMPANY, Kind.EMAIL}),
    pinned=_OWN - {Kind.EMAIL, Kind.PERSON} | {Kind.FAMILY, Kind.PLACE, Kind.CONTACT},
    by_chance=EVERYTHING - {Kind.COMPANY, Kind.EMAIL},
    tied=frozenset({Kind.COMPANY}),
    present=frozenset({Kind.COMPANY}),
    starts={Kind.RECORD: (0.05, 0.05, 0.9)},
    share=0.005,
)
CLASSES = (MATCH, RANDOM, HOUSEHOLD, NAMESAKE, RELATIVE, TWIN, COLLEAGUE, FIRM)
_NO_EVIDENCE = frozenset({Kind.RECORD, Kind.WEAK})
"""What tells no class from a match by itself."""

_ALWAYS = frozenset({"match", "random"})
_FITS = {
    "household": lambda kinds: (
        Kind.FAMILY in kinds and bool(kinds & _OWN) and bool(kinds & {Kind.PLACE, Kind.CONTACT})
    ),
    "namesake": lambda kinds: kinds >= _NAMES and bool(kinds - _NAMES - _NO_EVIDENCE),
    "relative of that name": lambda kinds: (
        kinds >= _NAMES | {Kind.PLACE} and bool(kinds & RELATIVE.pinned)
    ),
    # a field of the person's own besides: without it twins look like one person whose given name
    # was written in two ways (census_cis F1 0.97 instead of 0.993, foreigners 0.72 instead of 0.75)
    "twin": lambda kinds: (
        kinds >= {Kind.GIVEN, Kind.FAMILY, Kind.BIRTH}
        and bool(kinds & {Kind.EMAIL, Kind.IDENTIFIER})
    ),
    "colleague": lambda kinds: Kind.COMPANY in kinds and len(kinds - _NO_EVIDENCE) > 2,
    # without it firms of one name that have one mailbox were taken for one: F1 0.9843 instead of
    # 0.9848 on a million generated rows
    "firm of that name": lambda kinds: (
        kinds >= {Kind.COMPANY, Kind.RECORD} and bool(kinds & {Kind.PLACE, Kind.CONTACT})
    ),
}


def latent_classes(comparisons: Sequence[Comparison]) -> tuple[LatentClass, ...]:
    """The classes that the comparisons can tell apart; match first, random second."""
    kinds = frozenset(comparison.kind for comparison in comparisons)
    return tuple(latent for latent in CLASSES if latent.fits(kinds))

"""Person names.

Order of the steps: ASCII, fold (lower case; apostrophes and dots of o'neil dropped, hyphens to
spaces), titles dropped in front, generation and degree dropped behind, never to nothing. Particles
("von der") stay as tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from twinset.kernels.fields import split_names
from twinset.kernels.text import ANYWHERE, LEADING, TRAILING
from twinset.standardize.texts import NOTHING, Texts, TokenTable, fold, fold_table, token_table

# Not here, because they are names as well: Don, Dean, Duke, Pan, Mag, Sheikh, Prince; Md, which
# stands for Mohammed in front, is dropped only behind.
_TITLES = """
mr mrs ms miss mister mx dr doctor prof professor sir dame rev reverend hon capt captain col maj sgt
lt gen herr frau fraulein dipl ing hr fru monsieur madame mme mlle signor signora sig dott dottssa
avv senor senora senorita sra srta dhr mevr drs gospodin gospozha mgr inz shri smt messrs
"""
_GENERATIONS = "jr sr ii iii junior senior"
_DEGREES = "iv phd md esq esquire mba dds dvm llm llb bsc msc cpa"

PARTICLES = """
von van vom vander vonder vande de den der des del della delle dello degli dei di da das do dos du
la le las los lo el al ul bin ibn bint ben abu abd ter ten te zu zum zur af av st saint san santa
mac mc ap o y i
"""

_BEHIND = dict.fromkeys(f"{_GENERATIONS} {_DEGREES}".split(), ("", TRAILING))
_AFFIXES = TokenTable(
    _BEHIND
    | dict.fromkeys(_TITLES.split(), ("", LEADING))
    | dict.fromkeys(("dr", "sr"), ("", LEADING | TRAILING))
)
# in "Smith Jr., Dr. John" they stand anywhere
_FULL_AFFIXES = TokenTable(
    _BEHIND
    | dict.fromkeys(f"{_TITLES} {_GENERATIONS}".split(), ("", ANYWHERE))
    | {",": (",", ANYWHERE | TRAILING)}
)
_PARTICLES = token_table(PARTICLES)
_FULL_NAME = fold_table(alone=",")

NAMELESS = NOTHING | {
    *("no name", "noname", "name", "first name", "last name", "given name", "surname"),
    *("anonymous", "anonymus", "anonym", "unnamed", "dummy", "testtest", "test test"),
}


@dataclass(frozen=True, eq=False)
class NameParts:
    """A full name and what it is made of; four batches over the same distinct values."""

    full: Texts
    given: Texts
    middle: Texts
    family: Texts


def name(texts: Texts) -> Texts:
    """A given, middle or family name."""
    return _AFFIXES.replace(fold(texts))


def full_name(texts: Texts) -> NameParts:
    """A whole name in the order given, middle, family; "Smith, John" is turned round.

    Without a comma the first token is the given name and the last one, with the particles before
    it, the family name; a single token is a family name. Names that put the family first without
    a comma (Chinese, Korean, Hungarian) are split as if they did not.
    """
    folded = _FULL_AFFIXES.replace(fold(texts, _FULL_NAME))
    bounds, full, given, middle, family = split_names(folded.offsets, folded.data, *_PARTICLES.keys)
    return NameParts(
        _FULL_AFFIXES.replace(Texts(bounds[0].copy(), full)),
        Texts(bounds[1].copy(), given),
        Texts(bounds[2].copy(), middle),
        Texts(bounds[3].copy(), family),
    )

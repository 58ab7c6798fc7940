"""Person names.

Order of the steps: titles in other scripts dropped, ASCII, fold (lower case; apostrophes and dots
of o'neil dropped, hyphens to spaces), titles dropped in front, generation and degree dropped
behind, never to nothing. Particles ("von der") stay as tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.kernels.full_names import split_names
from twinset.kernels.lookup import closing_tokens
from twinset.kernels.text import ANYWHERE, LEADING, TRAILING
from twinset.standardize.buffers import all_ascii
from twinset.standardize.name_display import check, display
from twinset.standardize.romanisations import FAMILY_NAMES
from twinset.standardize.texts import (
    NOTHING,
    Texts,
    TokenTable,
    fold,
    fold_table,
    to_array,
    token_table,
)

# Not here, because they are names as well: Don, Dean, Duke, Pan, Mag, Sheikh, Prince; Md, which
# stands for Mohammed in front, is dropped only behind.
_TITLES = """
mr mrs ms miss mister mx dr doctor prof professor sir dame rev reverend hon capt captain col maj sgt
lt gen herr frau fraulein dipl ing hr fru monsieur madame mme mlle signor signora sig dott dottssa
avv senor senora senorita sra srta dhr mevr drs gospodin gospozha mgr inz shri smt messrs
dra profa frl
"""
_GENERATIONS = "jr sr ii iii iv junior senior"
# мл. and ст. in Russian and Czech; not Sen, Jun and Neto, which are names
_FURTHER_GENERATIONS = "ml mladshiy mladsi st starshiy starsi fils hijo"
_DEGREES = """
phd dphil md esq esquire mba dds dmd dvm dpm llm llb bsc msc cpa cfa cfp pmp fca frcs frcp mrcp mrcs
mbbs cbe obe mbe kbe dbe
"""
# "Dr. med. vet.", "Dipl.-Kfm.": Med and Phil are names elsewhere, so only behind these
_FACULTIES = {
    "dr": "med rer nat jur iur habil mult hc vet dent theol pol oec oecol sc paed agr techn "
    "math mont disc psych biol hum",
    "dipl": "kfm kffr kaufm kauffr betriebsw betriebswirt volksw volkswirt inf inform phys chem "
    "math biol psych oec soz paed jur geogr geol arch agr wirt wi des designer verww fw",
}

TITLES = frozenset(
    f"{_TITLES} {_GENERATIONS} {_DEGREES} president haji hajji mullah sheikh shaykh lord".split()
)
"""What stands beside a name and is none."""

PARTICLES = """
von van vom vander vonder vande de den der des del della delle dello degli dei di da das do dos du
la le las los lo el al ul bin ibn bint ben abu abd ter ten te zu zum zur af av st saint san santa
mac mc ap o y i
"""

_BEHIND = dict.fromkeys(f"{_GENERATIONS} {_FURTHER_GENERATIONS} {_DEGREES}".split(), ("", TRAILING))
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
_FACULTY = (
    (r"\bdr phil ([a-z]+ [a-z]+)", r"dr \1"),  # but Dr. Phil Smith
    *(
        (rf"\b{title}(?: (?:{'|'.join(words.split())}))+ ", f"{title} ")
        for title, words in _FACULTIES.items()
    ),
)
_PARTICLES = token_table(PARTICLES)
_FULL_NAME = fold_table(alone=",")

_NUMBERS = {
    **dict.fromkeys(("sr", "senior", "st", "starshiy", "starsi"), "1"),
    **dict.fromkeys(("jr", "junior", "ii", "2nd", "ml", "mladshiy", "mladsi", "fils", "hijo"), "2"),
    **dict.fromkeys(("iii", "3rd"), "3"), **dict.fromkeys(("iv", "4th"), "4"),
}  # fmt: skip
_GENERATION = TokenTable({word: (number, 0) for word, number in _NUMBERS.items()})

# Ivanov Ivan Ivanovich: three words of which the last is made of the father's name
_FATHERS = "ovich|evich|yevich|ovic|evic|ilich|ovna|evna|yevna|ichna|inichna"
_FATHERS_ENDS = np.array([ord(a) << 8 | ord(b) for a, b in ("ch", "ic", "na")], np.uint16)
_PATRONYMIC_LAST = rf"^([a-z]+) ([a-z]+ [a-z]*(?:{_FATHERS}))$"

# the commonest family names of two characters, and of three
_COMPOUND_HAN = """
欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方
皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐
"""
_COMPOUND_HANGUL = "남궁 황보 제갈 사공 선우 서문 독고 동방"
_COMPOUND_KANJI = (
    "佐々木 長谷川 五十嵐 小笠原 佐久間 久保田 大久保 長谷部 宇都宮 日下部 曽我部 小久保"
)
_COMPOUNDS = f"{_COMPOUND_HAN} {_COMPOUND_HANGUL} {_COMPOUND_KANJI}".split()
_COMPOUND = "|".join(_COMPOUNDS)
_EAST_ASIAN = r"^[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}々ー\s]+$"
_FAMILY_FIRST = (
    # with a space: 山田 太郎, 김 남훈, 李 小龍; ソニア ガンジー, 스티브 피어스 are foreigners
    (r"^([\p{Han}々]{1,3})\s+([\p{Han}\p{Hiragana}\p{Katakana}々ー]+)$", r"\1, \2"),
    (r"^(\p{Hangul}{1,2})\s+(\p{Hangul}{1,2})$", r"\1, \2"),
    (rf"^({_COMPOUND})([\p{{Han}}\p{{Hangul}}]{{1,3}})$", r"\1, \2"),
    (r"^(\p{Han}{2})(\p{Han}{2})$", r"\1, \2"),  # four characters are Japanese
    (r"^(\p{Han})(\p{Han}{1,2})$", r"\1, \2"),
    (r"^(\p{Hangul})(\p{Hangul}{1,2})$", r"\1, \2"),  # more syllables are a foreign name
)

# Forms of address and degrees in other scripts, which are letters like any once romanised. Not
# Sheikh, Seyed and Pan, which are names as well.
_TITLES_BEFORE = """
г-н г-жа господин госпожа гражданин гражданка доктор д-р проф профессор академик
κ κος κα κύριος κυρία δρ καθ
دكتور دكتورة الدكتور الدكتورة السيد السيدة الآنسة الأستاذ الأستاذة المهندس المهندسة
دکتر دكتر آقای آقا خانم سرکار جناب مهندس پروفسور د
ד"ר ד״ר דר' דר׳ דר מר גב' גב׳ גברת פרופ' פרופ׳ פרופ פרופסור עו"ד עו״ד
श्री श्रीमती सुश्री डॉ
"""
_TITLES_JOINED = "นางสาว นาย นาง คุณ"  # no space stands behind these
_TITLES_BEHIND = """
先生 女士 小姐 太太 夫人 博士 教授 医生 醫生 老师 老師 さん さま 様 氏
선생님 교수님 박사님 대표님 님 씨
"""


def _any_of(words: str) -> str:
    return "|".join(words.split())


_BEFORE = (
    rf"(?i)^\s*(?:(?:{_any_of(_TITLES_BEFORE)})(?:\.\s*|[\s\x{{200c}}]+)"
    rf"|(?:{_any_of(_TITLES_JOINED)})\s*)+"
)
_AFTER = rf"(\S)\s*(?:{_any_of(_TITLES_BEHIND)})\s*$"

# a given name of two syllables, the second not as in Lee Smith-Jones
_HYPHENATED = rf"^\s*((?i:{'|'.join(FAMILY_NAMES)}))\s+(\p{{L}}{{1,6}})-(\p{{Ll}}{{1,6}})\s*$"

NAMELESS = NOTHING | {
    *("no name", "noname", "name", "first name", "last name", "given name", "surname"),
    *("anonymous", "anonymus", "anonym", "unnamed", "dummy", "testtest", "test test"),
}


__all__ = [
    "NAMELESS", "PARTICLES", "TITLES", "NameParts", "check", "display", "family_first",
    "folded_with_comma", "full_name", "generation", "name", "untitled",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class NameParts:
    """A full name and what it is made of; four batches over the same distinct values."""

    full: Texts
    given: Texts
    middle: Texts
    family: Texts


def name(texts: Texts) -> Texts:
    """A given, middle or family name."""
    return _AFFIXES.replace(_without_faculties(fold(texts)))


def _without_faculties(texts: Texts) -> Texts:
    """Folded names without what a doctor is doctor of, so that his given name is not "med"."""
    data = texts.data
    # "dr " and "pl ": a look at what stands before the spaces, as few names have a title
    spaces = np.flatnonzero(data == ord(" "))
    spaces = spaces[spaces >= 2]
    before, last = data[spaces - 2], data[spaces - 1]
    titled = (before == ord("d")) & (last == ord("r"))
    titled |= (before == ord("p")) & (last == ord("l"))
    if not titled.any():
        return texts
    likely = np.zeros(texts.size, np.bool_)
    likely[np.searchsorted(texts.offsets, spaces[titled], "right") - 1] = True
    array, some = to_array(texts), pa.array(likely)
    chosen = before_it = array.filter(some)
    for _ in range(4):  # as many as anybody has
        for pattern, replacement in _FACULTY:
            chosen = pc.replace_substring_regex(chosen, pattern=pattern, replacement=replacement)
        if chosen.equals(before_it):
            break
        before_it = chosen
    return Texts(*text_buffers(pc.replace_with_mask(array, some, chosen)))


def untitled(values: pa.StringArray) -> pa.StringArray:
    """Raw names without forms of address in other scripts: "д-р Анна" is "Анна", 王小明先生 王小明.

    Never to nothing. Latin ones are dropped later, from what is romanised (``name``).
    """
    if all_ascii(values):
        return values
    foreign = pc.invert(pc.fill_null(pc.string_is_ascii(values), True))
    bare = values.filter(foreign)
    for pattern, kept in ((_BEFORE, ""), (_AFTER, r"\1")):
        dropped = pc.replace_substring_regex(bare, pattern=pattern, replacement=kept)
        bare = pc.if_else(pc.equal(dropped, ""), bare, dropped)
    return pc.replace_with_mask(values, foreign, bare)


def family_first(values: pa.StringArray) -> pa.StringArray:
    """Raw full names of East Asia with a comma behind the family name, others unchanged.

    In Latin letters those that show it: Kim Min-soo is Kim, Minsoo; Lee Smith-Jones stays.

    Before they are romanised: their script shows what ASCII loses. 김남훈 is 김, 남훈; 欧阳修 is
    欧阳, 修; 山田太郎 is 山田, 太郎. A name in katakana or a longer one in Hangul is a foreigner's,
    and a known family name of several characters that stands alone is one.
    """
    hyphen = pc.fill_null(pc.match_substring_regex(values, _HYPHENATED), False)
    if pc.any(hyphen).as_py():
        turned = pc.replace_substring_regex(
            values.filter(hyphen), pattern=_HYPHENATED, replacement=r"\1, \2\3"
        )
        values = pc.replace_with_mask(values, hyphen, turned)
    if all_ascii(values):
        return values
    asian = pc.fill_null(pc.match_substring_regex(values, _EAST_ASIAN), False)
    asian = pc.and_not(asian, pc.is_in(values, value_set=pa.array(_COMPOUNDS)))
    if not pc.any(asian).as_py():
        return values
    names = pc.utf8_trim_whitespace(values.filter(asian))
    for pattern, replacement in _FAMILY_FIRST:
        names = pc.replace_substring_regex(names, pattern=pattern, replacement=replacement)
    return pc.replace_with_mask(values, asian, names)


def generation(texts: Texts) -> Texts:
    """The generation that a name or suffix states, "1" (senior) to "4"; empty where none is.

    Jr and II are one: both are the second of their name. Only behind a name or before a comma:
    "Sr. Perez" is a gentleman.
    """
    folded = fold(texts, _FULL_NAME)
    found = closing_tokens(folded.offsets, folded.data, *_GENERATION.keys)
    offsets = np.concatenate(([0], np.cumsum(found >= 0)))
    numbers = np.frombuffer("".join(_NUMBERS.values()).encode(), np.uint8)
    return Texts(offsets.astype(np.int64), numbers[found[found >= 0]])


def _family_behind(texts: Texts) -> Texts:
    """Russian official order turned round: ivanov ivan ivanovich."""
    if texts.data.size < 2:
        return texts
    ends = np.maximum(texts.offsets[1:], 2)
    last = texts.data[ends - 2].astype(np.uint16) << 8 | texts.data[ends - 1]
    likely = np.isin(last, _FATHERS_ENDS)
    if not likely.any():  # a hundredth of the time of the expression
        return texts
    array, some = to_array(texts), pa.array(likely)
    turned = pc.replace_substring_regex(
        array.filter(some), pattern=_PATRONYMIC_LAST, replacement=r"\2 \1"
    )
    return Texts(*text_buffers(pc.replace_with_mask(array, some, turned)))


def folded_with_comma(texts: Texts) -> Texts:
    """Whole names without titles, generations and degrees; a comma stays as a word of its own."""
    return _FULL_AFFIXES.replace(_without_faculties(fold(texts, _FULL_NAME)))


def full_name(texts: Texts) -> NameParts:
    """A whole name in the order given, middle, family; "Smith, John" is turned round.

    Without a comma the first token is the given name and the last one, with the particles before
    it, the family name; a single token is a family name. Three Russian names that end with the
    father's are in the order of documents, family name first. Names of East Asia get their comma
    from ``family_first``, while their script still shows the order; Hungarian ones are split as if
    the given name stood first.
    """
    folded = _family_behind(folded_with_comma(texts))
    bounds, full, given, middle, family = split_names(folded.offsets, folded.data, *_PARTICLES.keys)
    return NameParts(
        _FULL_AFFIXES.replace(Texts(bounds[0].copy(), full)),
        Texts(bounds[1].copy(), given),
        Texts(bounds[2].copy(), middle),
        Texts(bounds[3].copy(), family),
    )

"""What stands for nothing: n/a, unknown, test, xxx, 0000000000 and their like in other languages.

``mask`` tells which raw values are placeholders; ``without`` makes them null before anything is
transliterated, as "нет" would become "net" and "无" the family name Wu. ``NOTHING`` is what is
left of the list in folded ASCII: the comparison form, in which "Null" and "null" are one.

The same word can be a value, so the list depends on the role:

- ``_ANYWHERE``: "n/a", "unknown", "keine Angabe", "не указано"; also what has neither a letter
  nor a digit ("-", "...", "?") and runs of x. No name and no value in any column.
- ``_BY_PROGRAMS``: null, none, nil, nan. Null and Nil are family names, Nan a given name and a
  city: in columns of names and places they count only as programs write them (null, NULL, NaN,
  None), not as people do. The comparison form can't see the difference and drops both.
- ``_NONE``: words for "none" and "no" ("keine", "brak", "нет", "无", "ندارد"). Brak and Geen are
  family names, Ohne is a town: not in columns of names and places if the word has Latin letters.
- ``_TEST``: "test", "asdf", "qwerty". Test is a family name too, if a rare one; in the bases that
  people send it is test data, and counts as that, but not in categories and free text.
- ``_REAL``: what a role keeps. The region "NA" is Napoli or Namur, "N.D." is North Dakota.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.kernels import text as kernels
from twinset.kernels.lookup import find_folded
from twinset.standardize.buffers import all_ascii, utf8
from twinset.standardize.cells import as_mask
from twinset.types import Bool, Int64, Role, UInt8

_ANYWHERE = """
na, n a, n/a, unknown, undefined, tbd, tba, not available, not applicable, not known, not provided
not given, not specified, not set, no data, no value, no information, to be confirmed
unbekannt, keine angabe, keine angaben, k a, k/a, nicht bekannt, nicht angegeben, ohne angabe
inconnu, inconnue, non renseigné, non communiqué, non précisé, sans objet
desconocido, desconocida, no especificado, no disponible, no aplica, sin datos, sin especificar
sconosciuto, sconosciuta, non disponibile, non specificato, n d, non applicabile
onbekend, niet bekend, niet opgegeven, n v t, niet van toepassing
nieznany, nieznana, nieznane, brak danych, nie podano, nie dotyczy
desconhecido, desconhecida, não informado, não disponível
okänd, ukendt, ukjent, tuntematon, neznámý, neznámé, bilinmiyor, belirtilmemiş, ismeretlen
óþekkt, óþekktur, óþekkt nafn, ekki vitað, á ekki við, ekki tilgreint
не указано, не указан, не указана, неизвестно, неизвестный, неизвестен, нет данных, н/д, н д
не заполнено, не задано, отсутствует, невідомо, не вказано, немає даних, neizvestno
άγνωστο, άγνωστος, δεν υπάρχει
نامشخص, نا مشخص, ناشناس, نامعلوم, ثبت نشده, وارد نشده, اطلاعاتی نیست
غير معروف, غير محدد, غير متوفر, غير متاح, לא ידוע, לא זמין
未知, 不详, 不明, 未填写, 未提供, 未填, 暂无, 未詳, 未入力
미상, 알 수 없음, 알수없음, 해당 없음
"""

_BY_PROGRAMS = "null, none, nil, nan, nat"

_NONE = """
keine, keiner, ohne, aucun, aucune, néant, ninguno, ninguna, nessuno, nessuna, geen, brak, ingen
yok, ekkert, nothing, empty, blank, nenhum, nenhuma
нет, ничего, пусто, немає, ندارد, ندارم, هیچ, خالی, لا يوجد, لا شيء, אין
无, 無, 没有, 空, なし, 無し, 없음
"""

_TEST = """
test, testtest, test test, tester, asdf, asdfg, asdfgh, asdfasdf, asdf asdf, asd, qwe, qwer, qwert
qwerty, qwertz, azerty, abcabc, foobar, foo, lorem ipsum, dummy, sample, example
тест, йцукен, фыва, фывапр, تست, آزمایشی, 测试, 測試, テスト, 테스트, prófun, prueba, próba
"""

_NAMELESS = """
no name, noname, name, first name, last name, given name, surname, anonymous, anonymus, anonym
unnamed, kein name, ohne namen, sans nom, sin nombre, senza nome, без имени, аноним, имя, фамилия
بی نام, نام, 匿名, 无名, 姓名, 名無し, 이름
"""

_NOBODY = "n n, nn, max mustermann, erika mustermann, maria musterfrau, lieschen muster"
"""A person not known by name, or made up for a form: not in columns of given names, where N. N. are
initials."""

_NAMES = frozenset({Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME})
_PLACES = frozenset({Role.CITY, Role.BIRTH_PLACE, Role.REGION, Role.STREET, Role.ADDRESS})
_FREE = frozenset({Role.CATEGORY, Role.TEXT, Role.CONSENT, Role.SOURCE, Role.EMAIL_STATUS})
_NUMBERED = frozenset(
    {Role.PHONE, Role.POSTCODE, Role.IDENTIFIER, Role.HOUSE_NUMBER, Role.BIRTH_DATE}
)
_SIGNS_COUNT = frozenset({Role.TEXT, Role.CATEGORY})
_REAL = {
    Role.REGION: {"na", "n d"},
    Role.COUNTRY: {"na"},  # Namibia
    Role.GENDER: {"x", "xx"},
    Role.FAMILY_NAME: {"na", "foo", "sample", "asd"},  # Korean and Chinese Na and Foo
    Role.FULL_NAME: {"na", "foo", "sample"},
    Role.GIVEN_NAME: {"na"},
    Role.MIDDLE_NAME: {"na"},
    Role.COMPANY: {"sample", "example", "blank"},
}


def _split(words: str) -> set[str]:
    return {word.strip() for line in words.splitlines() for word in line.split(",") if word.strip()}


def _plain(word: str) -> str:
    """Without marks above Latin letters: people leave them out."""
    if not any(character < "\u0250" for character in word if character.isalpha()):
        return word
    letters = unicodedata.normalize("NFKD", word.replace("þ", "th").replace("ø", "o"))
    return "".join(character for character in letters if not unicodedata.combining(character))


def _both(words: str) -> set[str]:
    found = {word.lower().replace("/", " ") for word in _split(words)}
    return found | {_plain(word) for word in found}


NOTHING: frozenset[str] = frozenset(
    word
    for word in _both(_ANYWHERE)
    | _both(_BY_PROGRAMS)
    | {"test", "asdf", "asdfgh", "qwerty", *("x" * size for size in range(2, 13))}
    if word.isascii() and word not in ("n d", "n v t")
)
"""The placeholders of any role in the comparison form: folded ASCII."""


@cache
def words(role: Role) -> frozenset[str]:
    """The placeholders of a role in lower case, punctuation as single spaces."""
    found = _both(_ANYWHERE) | {"x" * size for size in range(2, 13)}
    found |= _both(_BY_PROGRAMS)
    none = _both(_NONE)
    if role in _NAMES or role in _PLACES:
        none = {word for word in none if not word.isascii() and _plain(word) == word}
    if role not in _FREE:
        found |= none | _both(_TEST)
        found |= {letter * size for letter in "az" for size in range(4, 9)}
    if role in _NAMES:
        found |= _both(_NAMELESS)
        if role in (Role.FULL_NAME, Role.FAMILY_NAME):
            found |= _both(_NOBODY)
        found.discard("nat")  # Nat is short for Nathan and Nathalie; see ``mask``
    if role in _NUMBERED:
        found |= {digit * size for digit in "0123456789" for size in range(6, 16)}
        found |= {"123456789", "1234567890", "0123456789", "12345678", "0", "00", "000"}
        found |= {"0" * size for size in range(1, 16)}
    return frozenset(found - _REAL.get(role, set()))


@cache
def folded(role: Role) -> frozenset[str]:
    """What is null in the comparison form of a role: its ``words`` in ASCII.

    A word may come to light only there: "AAA\u00aa" is folded to "aaaa", "Dr. Foo" loses its title.
    Read again it would be null, and reading twice is to change nothing.
    """
    found = frozenset(filter(str.isascii, words(role)))
    return found - {"n d"} if role in _NAMES else found  # initials: see ``_INITIALS``


@cache
def _value_set(role: Role) -> pa.Array:
    return pa.array(sorted(words(role)), pa.string())


@cache
def _words_table(role: Role) -> tuple[np.ndarray, Int64, UInt8]:
    """The ASCII ones as the hash table that ``kernels.text.find_token`` probes."""
    offsets, data = utf8(pa.array(sorted(filter(str.isascii, words(role))), pa.string()))
    return kernels.token_slots(offsets, data), offsets, data


@cache
def _table() -> UInt8:
    """For ``kernels.text.fold`` over UTF-8: ASCII letters lower, signs to spaces, the rest kept."""
    table = np.arange(256, dtype=np.uint8)
    for point in range(128):
        character = chr(point)
        table[point] = ord(character.lower()) if character.isalnum() else kernels.SPACE
    return table


def mask(values: pa.StringArray, role: Role) -> Bool:
    """Which values (n,) stand for nothing in a column of this role. Null and blank ones do not:
    they are nothing."""
    found, signs = _plain_mask(values, role)
    if not all_ascii(values):
        foreign = np.flatnonzero(~as_mask(pc.fill_null(pc.string_is_ascii(values), True)))
        found[foreign], signs[foreign] = _other_mask(values.take(pa.array(foreign)), role)
    if role not in _SIGNS_COUNT and signs.any():
        found |= signs & ~_blank(values, signs)
    if role in _NAMES or role in _PLACES or role == Role.COMPANY:
        _keep_names(found, values, role)
    return found


def _plain_mask(values: pa.StringArray, role: Role) -> tuple[Bool, Bool]:
    """Which ASCII values are words for nothing, and which have neither letter nor digit; what it
    says of others means nothing."""
    numbers = find_folded(*utf8(values), _table(), *_words_table(role))
    return numbers >= 0, numbers == -2


def _other_mask(values: pa.StringArray, role: Role) -> tuple[Bool, Bool]:
    """The same of values in any script."""
    offsets, folded = kernels.fold(*utf8(values), _table(), False)
    array = pa.StringArray.from_buffers(
        len(values), pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(folded)
    )
    # the signs and spaces of other scripts, which the kernel left alone
    array = pc.utf8_trim(pc.utf8_lower(array), "\u3000\u00a0\u2026\u2013\u2014\u3002\u061f ")
    array = pc.replace_substring(array, "\u200c", " ")
    found = pc.is_in(array, value_set=_value_set(role)).to_numpy(zero_copy_only=False)
    return found, pc.equal(array, "").to_numpy(zero_copy_only=False)


def _keep_names(found: Bool, values: pa.StringArray, role: Role) -> None:
    """Take names off the words for nothing that have been ``found``; NaT among names is none."""
    where = np.flatnonzero(found)
    chosen = values.take(pa.array(where))
    names = pc.is_in(pc.utf8_trim_whitespace(chosen), value_set=_AS_PEOPLE_WRITE)
    if role in _NAMES:
        initials = pc.fill_null(pc.match_substring_regex(chosen, _INITIALS), False)
        if role is not Role.GIVEN_NAME:
            unnamed = pc.match_substring_regex(chosen, _UNNAMED)
            initials = pc.and_not(initials, pc.fill_null(unnamed, False))
        names = pc.or_(names, initials)
    found[where[names.to_numpy(zero_copy_only=False)]] = False
    if role in _NAMES:
        found |= as_mask(pc.equal(values, "NaT"))


_AS_PEOPLE_WRITE = pa.array(["Null", "Nil", "Nan", "Nat"])
_UNNAMED = r"(?i)^\s*n\.? n\.?\s*$"
_INITIALS = r"^\s*\p{Lu}\.? \p{Lu}\.?\s*$|^n d$"
"""The given names "K. A.", which are no "k. A." (keine Angabe); "n d" is what is left of N. D."""


def _blank(values: pa.StringArray, where: Bool) -> Bool:
    """Null, or nothing but white space and invisible characters; False where it is not asked."""
    blank = np.zeros(len(values), np.bool_)
    asked = np.flatnonzero(where)
    for index, text in zip(asked.tolist(), values.take(pa.array(asked)).to_pylist(), strict=True):
        blank[index] = all(
            character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
            for character in text or ""
        )
    return blank


def without(values: pa.StringArray, role: Role) -> pa.StringArray:
    """The values with null in place of placeholders."""
    found = mask(values, role)
    if not found.any():
        return values
    return pc.if_else(pa.array(found), pa.scalar(None, pa.string()), values)

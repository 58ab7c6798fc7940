"""Which encoding is a text file in? A byte order mark, strict UTF-8, else a judged guess.

The guess decodes the words that hold non-ASCII bytes with each candidate and asks how much the
result looks like words: one script a word, no capital after a small letter, no symbol between
letters, frequent letters frequent. It is reported with the file and a plan can override it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

SAMPLE_BYTES = 1 << 18
_MAX_WORDS = 2000

_HIGH_BYTES = bytes(range(128, 256))
_ORDINALS = (b"\xaa", b"\xba")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# codec, script in Unicode character names, letters that are frequent in it. Earlier wins a tie.
_SINGLE_BYTE = (
    ("cp1252", "LATIN", "éöüäåøñçßóíáèêàãúæ"),
    ("cp1250", "LATIN", "łąęśżćńóěščřžýáíéůőűăöüäďťňľ"),
    ("cp1251", "CYRILLIC", "оаеинтрслвкёієї"),
    ("koi8-r", "CYRILLIC", "оаеинтрслвк"),
    ("cp866", "CYRILLIC", "оаеинтрслвк"),
    ("cp1253", "GREEK", "αοιεστνηυρπκάέήίόύώς"),
    ("cp1256", "ARABIC", "ايملنرتوهدبسحعیکپگچ"),
    ("cp1255", "HEBREW", "יוהלארתבמשנ"),
)


def _lead(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Is a character in the block of frequent ideographs of a double-byte set?"""

    def frequent(character: str) -> bool:
        raw = character.encode(codec, "ignore")
        return len(raw) == 2 and first <= raw[0] <= last and (codec != "gb2312" or raw[1] >= 0xA1)

    return frequent


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _japanese(character: str) -> bool:
    return "ぁ" <= character <= "ヿ" or _lead("cp932", 0x88, 0x97)(character)


_DOUBLE_BYTE = (
    ("cp932", _japanese),
    ("euc_kr", _hangul),
    ("gb18030", _lead("gb2312", 0xB0, 0xD7)),
    ("big5", _lead("big5", 0xA4, 0xC6)),
)


def detect_encoding(sample: bytes) -> str:
    """The name of the Python codec that most likely wrote ``sample``, the head of a file.

    ``utf-8`` where the sample is plain ASCII. ``utf-8-sig``, ``utf-16`` and ``utf-32`` mean that
    a byte order mark is there.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if wide := _utf16_without_mark(sample):
        return wide
    if _is_mostly_utf8(sample):
        return "utf-8"
    shares = {codec: _double_byte_share(sample, codec, often) for codec, often in _DOUBLE_BYTE}
    best = max(shares, key=lambda codec: shares[codec])
    if shares[best] > 0.9:
        return best
    words = _words(sample)
    return max(_SINGLE_BYTE, key=lambda entry: _word_score(words, *entry))[0] if words else "cp1252"


def _is_mostly_utf8(sample: bytes) -> bool:
    """A damaged UTF-8 file is still one: the reader then says where it is damaged.

    Text in other encodings forms well-formed sequences only by rare accident.
    """
    if is_valid(sample, "utf-8"):
        return True
    rest, well_formed = _UTF8_SEQUENCE.subn(b"", sample)
    stray = len(rest) - len(rest.translate(None, _HIGH_BYTES))
    return well_formed > stray


def is_valid(sample: bytes, encoding: str) -> bool:
    """Does the head of a file decode? It may end in the middle of a character."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, False)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


def _utf16_without_mark(sample: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every other byte."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 2 and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _double_byte_share(sample: bytes, codec: str, frequent: Callable[[str], bool]) -> float:
    """The share of the non-ASCII characters that are frequent ones, 0 where it does not decode."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample, False)
    except UnicodeDecodeError:
        return 0.0
    characters = re.findall(r"[^\x00-\x7f]", text)[:_MAX_WORDS]
    return sum(map(frequent, characters)) / max(len(characters), 1)


def _words(sample: bytes) -> list[bytes]:
    """Distinct words with a byte above ASCII, in order of appearance.

    Without the ª and º of "3º B", which are no words: as letters (Ş and ş in cp1250) they spoke
    for Central Europe, and "España" became "Espańa".
    """
    found = re.findall(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*", sample)
    return [word for word in dict.fromkeys(found) if word not in _ORDINALS][:_MAX_WORDS]


def _word_score(words: list[bytes], codec: str, script: str, frequent: str) -> float:
    """Mean of the characters' scores: 1 for a frequent letter, 0.8 another, -1 a misfit."""
    total, count = 0.0, 0
    for word in words:
        text = word.decode(codec, "replace")
        previous = ""
        for character in text:
            if not character.isascii():
                count += 1
                total += _character_score(character, script, frequent)
            elif script != "LATIN":
                total -= 1.0  # two scripts in one word
            if previous.islower() and character.isupper():
                total -= 1.0
            previous = character
        if script == "LATIN" and re.search(r"[^\x00-\x7f]{3}", text):
            total -= len(text)  # three accented letters in a row: another alphabet
    return total / max(count, 1)


def _character_score(character: str, script: str, frequent: str) -> float:
    if character.lower() in frequent:
        return 1.0
    fits = character.isalpha() and unicodedata.name(character, "").startswith(script)
    return 0.8 if fits else -1.0


@dataclass(frozen=True, slots=True)
class BadBytes:
    """Where a file stops being text in some encoding."""

    offset: int  # 0-based byte in the (decompressed) file
    line: int  # 1-based
    ascii_before: bool
    context: bytes  # what follows, to guess the encoding from


def find_bad_bytes(read: Callable[[int], bytes], encoding: str) -> BadBytes | None:
    """The first bytes that ``encoding`` can't decode; None where all of them can.

    ``read`` is a stream's read method. Walks the whole stream, so only for error reports.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    done, lines, ascii_before = 0, 1, True
    while True:
        chunk = read(1 << 20)
        try:
            text = decoder.decode(chunk, not chunk)
        except UnicodeDecodeError as error:
            held = len(error.object) - len(chunk)  # bytes that the decoder had kept back
            good = error.object[: error.start].decode(encoding, "ignore")
            rest = error.object[error.start :] + read(SAMPLE_BYTES)
            return BadBytes(
                done - held + error.start,
                lines + good.count("\n"),
                ascii_before and good.isascii(),
                rest[:SAMPLE_BYTES],
            )
        if not chunk:
            return None
        done += len(chunk)
        lines += text.count("\n")
        ascii_before = ascii_before and text.isascii()

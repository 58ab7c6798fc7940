"""Slow twins: what a kernel should give, in plain Python, without its shortcuts.

The tests of each kernel use them, and so does the table in ``subjects``.
"""

from __future__ import annotations

import re
import string

from rapidfuzz.distance import OSA

from twinset.blocking.lsh import hash_family
from twinset.kernels.minhash import EMPTY

WORD = (1 << 64) - 1
BASE, MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


def slow_distance(a: str, b: str, *, transpose: bool) -> int:
    rows = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if transpose and i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def slow_jaro_winkler(a: str, b: str) -> float:
    if not a or not b:
        return float(a == b)
    window = max(max(len(a), len(b)) // 2 - 1, 0)
    taken: dict[int, str] = {}
    matched: list[str] = []
    for i, character in enumerate(a):
        for j in range(max(0, i - window), min(len(b), i + window + 1)):
            if j not in taken and b[j] == character:
                taken[j] = character
                matched.append(character)
                break
    m = len(matched)
    if m == 0:
        return 0.0
    moved = sum(x != taken[j] for x, j in zip(matched, sorted(taken), strict=True)) // 2
    jaro = (m / len(a) + m / len(b) + (m - moved) / m) / 3
    if jaro <= 0.7:
        return jaro
    prefix = next((k for k in range(4) if a[k : k + 1] != b[k : k + 1] or k >= len(a)), 4)
    return jaro + 0.1 * prefix * (1 - jaro)


def slow_components(size: int, left: list[int], right: list[int]) -> list[int]:
    """Spread the smaller label along every edge until nothing changes."""
    labels = list(range(size))
    changed = True
    while changed:
        changed = False
        for a, b in zip(left, right, strict=True):
            low = min(labels[a], labels[b])
            if labels[a] != low or labels[b] != low:
                labels[a] = labels[b] = low
                changed = True
    return labels


def shingles(text: str, width: int) -> set[str]:
    width = min(width, len(text))
    return {text[i : i + width] for i in range(len(text) - width + 1)} if text else set()


def slow_shingle_hash(gram: str) -> int:
    value = 0
    for character in gram:
        value = (value * BASE + ord(character)) & WORD
    value = ((value ^ value >> 32) * MIX) & WORD
    return (((value ^ value >> 32) * MIX) & WORD) >> 32


def slow_signature(text: str, width: int, seed: int, functions: int = 128) -> list[int]:
    xors, multipliers = hash_family(functions, seed)
    hashed = [slow_shingle_hash(gram) for gram in shingles(text, width)]
    return [
        min((((x ^ b) * a) & 0xFFFFFFFF for x in hashed), default=int(EMPTY))
        for b, a in zip(xors.tolist(), multipliers.tolist(), strict=True)
    ]


def slow_mix(x: int) -> int:
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & WORD
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & WORD
    return x ^ (x >> 31)


def slow_hash(text: str, seed: int = 0x7457) -> int:
    if not text:
        return 0
    h = 0xCBF29CE484222325 ^ seed
    for character in text:
        h = (h ^ ord(character)) * 0x100000001B3 & WORD
    return slow_mix(h) or 1


def slow_skeleton(text: str) -> str:
    letters = re.sub("[^a-z]", "", text.lower())
    pairs = {"ph": "f", "tz": "s", "dt": "t", "sch": "s"}
    letters = re.sub("|".join(pairs), lambda match: pairs[match[0]], letters)
    letters = letters.translate(str.maketrans("cqzvw", "kksff")).replace("x", "ks")
    first = "i" if letters[:1] in ("j", "y") else letters[:1]
    letters = first + letters[1:].replace("h", "")
    tail = re.sub(r"([^aeiouyj])\1+", r"\1", letters)
    return (tail[:1] + re.sub("[aeiouyj]", "", tail[1:]))[:8].upper()


def slow_fold(value: str, keep: str, drop: str, alone: str) -> str:
    out = ""
    for character in value.lower():
        if character in drop:
            continue
        if character in alone:
            out += f" {character} "
        elif character in string.ascii_lowercase + string.digits + keep:
            out += character
        else:
            out += " "
    return " ".join(out.split())


def slow_date(a: str, b: str) -> int:
    if a == b:
        return 5
    cuts = [slice(0, 4), slice(4, 6), slice(6, 8)]
    unknown = [not (a[cut].strip("0") and b[cut].strip("0")) for cut in cuts]
    equal = [a[cut] == b[cut] for cut in cuts]
    year = equal[0] and not unknown[0]
    if all(e or u for e, u in zip(equal, unknown, strict=True)):
        return 2
    if any(unknown):
        return int(year)
    if OSA.distance(a, b) <= 1 or (year and a[4:] == b[6:] + b[4:6]):
        return 4
    return 3 if equal[1] and equal[2] else int(year)


def slow_digits(a: str, b: str, tail: int) -> int:
    if a == b:
        return 4
    if min(len(a), len(b)) < 6:
        return 0
    if tail and min(len(a), len(b)) >= tail and a[-tail:] == b[-tail:]:
        return 3
    return {0: 2, 1: 2, 2: 1}.get(OSA.distance(a, b), 0)

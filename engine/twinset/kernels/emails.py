"""Email addresses: who one reaches, whether it is plainly one, and slips of the keyboard.

Batches of texts are as in ``kernels/text.py``: offsets (n + 1,) int64, data uint8 ASCII, an empty
text is null.
"""

from __future__ import annotations

import numpy as np

from twinset._jit import inline, kernel
from twinset.kernels.text import find_token

# what a provider does to the part before the @ (bits)
IGNORES_DOTS = 1
HYPHEN_TAGS = 2

# what plain_emails says
UNDECIDED = 0
PLAIN = 1
NO_ADDRESS = 2


# by character, where comparing with each of twenty took most of the time
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[65:91] += 32
_LETTER_OR_DIGIT = np.zeros(256, np.bool_)
_LETTER_OR_DIGIT[48:58] = _LETTER_OR_DIGIT[65:91] = _LETTER_OR_DIGIT[97:123] = True
_IN_LOCAL_PART = _LETTER_OR_DIGIT.copy()  # the characters of an RFC 5322 dot-atom
_IN_LOCAL_PART[np.frombuffer(b"!#$%&'*+-./=?^_`{|}~", np.uint8)] = True
_IN_DOMAIN = _LETTER_OR_DIGIT.copy()
_IN_DOMAIN[np.frombuffer(b"-._", np.uint8)] = True


@kernel(
    "(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1], int32[::1], int64[::1], "
    "uint8[::1], int32[::1], int64[::1], uint8[::1], int64[::1], uint8[::1], uint8[::1])"
)
def canonical_emails(
    offsets, data, local_slots, local_offsets, locals_, host_slots, host_offsets, hosts,
    provider_slots, provider_offsets, providers, main_offsets, mains, habits,
):  # fmt: skip
    """The first address in each text in canonical form, or empty where there is none.

    An address is an @ with local characters before it and domain characters after it, so
    "mailto:", angle brackets, display names and further addresses fall away. Lower case; the
    local part loses a +tag. Of a domain in the table ``providers`` (see ``find_token``), ``habits``
    tells what else the provider overlooks, and the entry of ``mains`` stands for all its domains.
    Empty where the local part, or the domain's first label, is in a table of those that stand for
    nobody.
    """
    n = offsets.size - 1
    out = np.empty(data.size + mains.size + 64, np.uint8)
    out_offsets = np.zeros(n + 1, np.int64)
    size = 0
    for v in range(n):
        begin = size
        start, stop = offsets[v], offsets[v + 1]
        if out.size - size < stop - start + 64:  # a provider's main domain may be the longer one
            grown = np.empty(2 * out.size, np.uint8)
            for i in range(size):  # a slice's copy brings the making of its error messages: 3 s
                grown[i] = out[i]
            out = grown
        for at in range(start, stop):
            if data[at] != 64:
                continue
            first = at
            while first > start and _IN_LOCAL_PART[data[first - 1]]:
                first -= 1
            last = at + 1
            while last < stop and _IN_DOMAIN[data[last]]:
                last += 1
            while first < at and data[first] in (39, 46):  # a quote or dot is no first character
                first += 1
            while last > at + 1 and data[last - 1] in (45, 46, 95):
                last -= 1
            domain = at + 1
            while domain < last and data[domain] in (45, 46, 95):
                domain += 1
            if domain == last:
                continue
            for i in range(first, at):
                c = _LOWER[data[i]]
                if c == 43 and size > begin:
                    break
                out[size] = c
                size += 1
            while size > begin and out[size - 1] == 46:
                size -= 1
            if size == begin:
                continue
            name_end = size
            out[size] = 64
            size += 1
            for i in range(domain, last):
                out[size] = _LOWER[data[i]]
                size += 1
            provider = find_token(
                out, name_end + 1, size, provider_slots, provider_offsets, providers
            )
            if provider >= 0:
                habit = habits[provider]
                if habit & HYPHEN_TAGS:
                    cut = begin + 1
                    while cut < name_end and out[cut] != 45:
                        cut += 1
                    # no-one@ may be a person, "no" would be none
                    if find_token(out, begin, cut, local_slots, local_offsets, locals_) < 0:
                        name_end = cut
                kept = begin
                for i in range(begin, name_end):
                    if not (habit & IGNORES_DOTS and out[i] == 46):
                        out[kept] = out[i]
                        kept += 1
                if kept == begin:  # nothing but dots
                    size = begin
                    continue
                name_end = kept
                out[kept] = 64
                size = kept + 1
                for k in range(main_offsets[provider], main_offsets[provider + 1]):
                    out[size] = mains[k]
                    size += 1
            label = name_end + 1
            while label < size and out[label] != 46:
                label += 1
            if (
                find_token(out, begin, name_end, local_slots, local_offsets, locals_) >= 0
                or find_token(out, name_end + 1, label, host_slots, host_offsets, hosts) >= 0
            ):
                size = begin
            break
        out_offsets[v + 1] = size
    return out_offsets, out[:size].copy()


@kernel("(int64[::1], uint8[::1], int32[::1], int64[::1], uint8[::1])")
def plain_emails(offsets, data, role_slots, role_offsets, roles):
    """Whether each text (UTF-8) is an address beyond doubt: (n,) uint8 PLAIN, NO_ADDRESS (it has
    no @) or UNDECIDED; where its domain starts, (n,) int64; and whether the part before the @,
    without +tag, is in the table of roles, (n,) bool.

    PLAIN is a dot-atom of up to 64 characters and a domain of two labels or more of letters,
    digits and inner hyphens, the last of them letters (RFC 5321, section 4.1.2, with the lengths
    of 4.5.3.1), 254 characters in all. Special domains (.local, .test) are PLAIN here.
    """
    n = offsets.size - 1
    verdict = np.zeros(n, np.uint8)
    domains = np.zeros(n, np.int64)
    offices = np.zeros(n, np.bool_)
    word = np.empty(64, np.uint8)
    for v in range(n):
        start, stop = offsets[v], offsets[v + 1]
        at = start
        while at < stop and data[at] != 64:
            at += 1
        if at == stop:
            verdict[v] = NO_ADDRESS
            continue
        good = 0 < at - start <= 64 and stop - start <= 254 and stop - at > 3
        previous = 46
        for i in range(start, at):
            c = _LOWER[data[i]]
            good = good and _IN_LOCAL_PART[c] and not (c == 46 and previous == 46)
            previous = c
        good = good and previous != 46
        previous = 46
        label = at + 1
        labels = 1
        letters = True  # in the label
        for i in range(at + 1, stop):
            c = _LOWER[data[i]]
            if c == 46:
                good = good and previous != 46 and previous != 45 and i - label <= 63
                label = i + 1
                labels += 1
                letters = True
            elif c == 45:
                # a hyphen in front, or two as in xn--
                good = good and previous != 46 and previous != 45
                letters = False
            else:
                good = good and _LETTER_OR_DIGIT[c]
                letters = letters and c > 57
            previous = c
        good = good and previous != 46 and previous != 45 and stop - label <= 63
        if good and labels > 1 and letters and stop - label > 1:
            verdict[v] = PLAIN
            domains[v] = at + 1
            size = 0
            while start + size < at and data[start + size] != 43:
                word[size] = _LOWER[data[start + size]]
                size += 1
            offices[v] = find_token(word, 0, size, role_slots, role_offsets, roles) >= 0
    return verdict, domains, offices


@inline
def _one_slip(data, a, b, other, c, d):
    """Whether the texts data[a:b] and other[c:d] are one insertion, deletion, substitution or
    swap of neighbours apart."""
    longer = (b - a) - (d - c)
    if longer > 1 or longer < -1:
        return False
    while a < b and c < d and data[a] == other[c]:
        a += 1
        c += 1
    while b > a and d > c and data[b - 1] == other[d - 1]:
        b -= 1
        d -= 1
    if longer != 0:
        return b - a + d - c == 1
    return b - a == 1 or (b - a == 2 and data[a] == other[c + 1] and data[a + 1] == other[c])


@kernel("(int64[::1], uint8[::1], int64[::1], uint8[::1])")
def slips(offsets, data, known_offsets, known):
    """The first known text that each text is one slip from, -1 for none: (n,) int32.

    Slips are as Damerau counted them (Communications of the ACM 7(3), 1964): one character more,
    less or other, or two neighbours swapped. A text that is known itself has none.
    """
    n = offsets.size - 1
    nearest = np.full(n, -1, np.int32)
    for v in range(n):
        a, b = offsets[v], offsets[v + 1]
        for k in range(known_offsets.size - 1):
            c, d = known_offsets[k], known_offsets[k + 1]
            if b - a == d - c:
                same = True
                for i in range(b - a):
                    if data[a + i] != known[c + i]:
                        same = False
                        break
                if same:
                    nearest[v] = -1
                    break
            if nearest[v] < 0 and _one_slip(data, a, b, known, c, d):
                nearest[v] = k
    return nearest

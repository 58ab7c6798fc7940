"""Numbering plans: what the digits of a phone number are, by the automata of each country's plan.

``standardize.phone_plans`` makes the tables:

- ``nodes`` (n, 12) int32: next state by digit, lengths (bits) for which a national number that
  ends here is valid, regions (bits) whose general pattern it has; state 0 is dead
- ``prefixes`` (p, 16) int32: next state by digit, and the match that ends here, anywhere and at the
  end of the digits: whether there is one, begin and end of its last group (-1: none)
- ``regions`` (r, 16) int32: calling code, bit in ``nodes``, start states of the national prefix and
  of the international one (0: none), possible and local-only lengths (bits), and what the transform
  rule puts in front of the group: how many digits (-1: no rule), the digits
- ``codes`` (1000, 2) int32: the start state of a calling code's numbers (or UNBUILT, LIBRARY,
  UNKNOWN_CODE), and its main region

The steps are those of ``parse`` and ``is_valid_number`` in the library's ``phonenumberutil``.
"""

from __future__ import annotations

from twinset._jit import inline

# what stands in codes instead of a start state
UNKNOWN_CODE = -1
UNBUILT = -2
LIBRARY = -3

# what is found in a text
NO_NUMBER = 0
VALID = 1
INVALID = 2
NATIONAL = 3  # no country is known
PLACEHOLDER = 4
NEEDS_PLAN = 5
NEEDS_LIBRARY = 6
DAMAGED = 7

SHORTEST = 6  # digits of what may be a number where no plan says so


@inline
def _walk(nodes, state, digits, first, last):
    for i in range(first, last):
        state = nodes[state, digits[i]]
        if state == 0:
            break
    return state


@inline
def _match_prefix(prefixes, start, digits, first, last):
    """(end, begin of group, end of group) of ``re.match``; end is -1 where there is none."""
    end = -1
    begin = stop = -1
    state = start
    i = first
    while state > 0:
        column = 13 if i == last else 10
        if prefixes[state, column] == 1:
            end = i
            begin = prefixes[state, column + 1]
            stop = prefixes[state, column + 2]
        if i == last:
            break
        state = prefixes[state, digits[i]]
        i += 1
    return end, begin, stop


@inline
def _has_general(nodes, start, region, digits, literal, begin, stop, rest, last):
    """Whether digits[begin:stop] + digits[rest:last] has the region's general pattern; with
    ``literal``, behind what the region's transform rule puts in front."""
    state = start
    if literal:
        for k in range(region[6]):
            state = nodes[state, region[7 + k]]
    state = _walk(nodes, state, digits, begin, stop)
    state = _walk(nodes, state, digits, rest, last)
    return nodes[state, 11] >> region[1] & 1 == 1


@inline
def _strip(nodes, prefixes, region, start, digits, first, last):
    """What the national prefix leaves: (literal, begin, stop, rest) as in ``_has_general``.

    ``region`` is its row. Nothing is taken off what is a number with the prefix and none without.
    """
    if first == last or region[2] == 0:
        return False, first, first, first
    end, begin, stop = _match_prefix(prefixes, region[2], digits, first, last)
    if end < 0:
        return False, first, first, first
    literal = region[6] >= 0 and stop >= 0
    if literal:
        begin += first
        stop += first
    else:
        begin = stop = end
    if _has_general(
        nodes, start, region, digits, False, first, first, first, last
    ) and not _has_general(nodes, start, region, digits, literal, begin, stop, end, last):
        return False, first, first, first
    return literal, begin, stop, end


@inline
def _apply(region, digits, literal, begin, stop, rest):
    """Put literal and group in front of the rest; where the number begins now."""
    if not literal:
        return rest
    first = rest
    for i in range(stop - 1, begin - 1, -1):
        first -= 1
        digits[first] = digits[i]
    for k in range(region[6] - 1, -1, -1):
        first -= 1
        digits[first] = region[7 + k]
    return first


@inline
def _calling_code(codes, digits, first, last):
    """(code, its length) in front of the digits; (0, 0) where none is."""
    code = 0
    for i in range(first, min(first + 3, last)):
        code = code * 10 + digits[i]
        if code == 0:
            break
        if codes[code, 0] != UNKNOWN_CODE:
            return code, i + 1 - first
    return 0, 0


@inline
def _is_valid(nodes, start, digits, first, last):
    """Whether the digits are a national number of the code whose plan begins at ``start``."""
    size = last - first
    if not 2 <= size <= 17:
        return False
    return nodes[_walk(nodes, start, digits, first, last), 10] >> size & 1 == 1


@inline
def resolve(nodes, prefixes, regions, codes, digits, first, last, plus, region):
    """(what it is, calling code, where the national number begins), as dialled from ``region``.

    May write in front of the digits. Of NEEDS_PLAN and NEEDS_LIBRARY the code is the plan's.
    """
    code = 0
    if plus:
        if last - first > 2 and digits[first] == 0:  # +0049, +049
            if digits[first + 1] == 0:
                first += 2
            elif region < 0:
                first += 1
        code, length = _calling_code(codes, digits, first, last)
        if code > 0 and last - first > 2:
            first += length
        elif region < 0:
            return INVALID, 0, first
        else:
            code = 0
    if code == 0 and region >= 0:
        own = regions[region, 0]
        start = codes[own, 0]
        if start == UNBUILT:
            return NEEDS_PLAN, own, first
        if start == LIBRARY:
            return NEEDS_LIBRARY, own, first
        plan = regions[region]
        end = -1
        if plan[3] > 0:
            end, _, _ = _match_prefix(prefixes, plan[3], digits, first, last)
        if end >= 0 and not (end < last and digits[end] == 0):  # an international prefix
            code, length = _calling_code(codes, digits, end, last)
            if code == 0 or last - end <= 2:
                return INVALID, 0, first
            first = end + length
        else:
            found, length = _calling_code(codes, digits, first, last)
            if found == own:
                literal, begin, stop, rest = _strip(
                    nodes, prefixes, plan, start, digits, first + length, last
                )
                size = last - first
                too_long = plan[5] >> size & 1 == 0 and plan[4] >> size == 0
                if _is_valid(nodes, start, digits, first + length, last):
                    # the library takes 49 3012345 for 0 4930 12345: a German has typed the 0
                    code = own
                    first += length
                elif too_long or (
                    _has_general(nodes, start, plan, digits, literal, begin, stop, rest, last)
                    and not _has_general(
                        nodes, start, plan, digits, False, first, first, first, last
                    )
                ):
                    first = _apply(plan, digits, literal, begin, stop, rest)
                    code = own
        if code == 0:
            if plus and digits[first] != 0:
                return INVALID, 0, first  # +999 is no country's, and no part of a number here
            code = own
        else:
            region = codes[code, 1]
    elif code > 0:
        region = codes[code, 1]
    else:
        return NATIONAL, 0, first
    start = codes[code, 0]
    if start == UNBUILT:
        return NEEDS_PLAN, code, first
    if start == LIBRARY:
        return NEEDS_LIBRARY, code, first
    plan = regions[region]
    literal, begin, stop, rest = _strip(nodes, prefixes, plan, start, digits, first, last)
    size = last - rest + stop - begin + (plan[6] if literal else 0)
    if plan[5] >> size & 1 == 0 and (plan[4] >> size & 1 == 1 or plan[4] >> size == 0):
        first = _apply(plan, digits, literal, begin, stop, rest)
    if _is_valid(nodes, start, digits, first, last):
        return VALID, code, first
    found, length = _calling_code(codes, digits, first, last)
    if not plus and found == code and last - first - length >= SHORTEST:
        first += length  # invalid as it is, but its calling code need not stand there twice
    return INVALID, code, first

"""Regular expressions over digits, as the automata that a kernel walks.

The numbering plans of the ``phonenumbers`` library are regular expressions of few features:
digits, classes, groups, ``?``, ``{m,n}``, ``|`` and ``$``. ``parse`` reads one into a tree, and
``derive`` gives what may follow a digit (the derivative of the language; Brzozowski, Journal of the
ACM 11(4), 1964, section 3). ``matcher`` steps many trees at once. ``prefix_matcher`` does what
``re.match`` does: the leftmost alternative wins, and the last group's span is known.

Trees are tuples, so that what is written alike is one state: ``(SET, digits, rest)`` is a digit of
a bit set, then the rest; ``(ANY_OF, trees)`` alternatives; ``DONE`` the empty text; ``NEVER`` no
text at all. ``OPEN``, ``CLOSE`` (a group's borders) and ``END`` (``$``) take no digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from twinset.types import Int32

Tree: TypeAlias = tuple[Any, ...]
_Build: TypeAlias = Callable[[Tree], Tree]

SET, ANY_OF, ANYTHING, OPEN, CLOSE, END = range(1, 7)
DONE: Tree = ()
NEVER: Tree = (0,)
_ALL_DIGITS = 0x3FF
_DEEPEST = 24  # digits that a prefix may have; the plans stay below 14


def _any_of(trees: Sequence[Tree]) -> Tree:
    """Alternatives in order, without those that cannot match or that came before."""
    flat: dict[Tree, None] = {}
    for tree in trees:
        for item in tree[1] if tree and tree[0] == ANY_OF else (tree,):
            if item != NEVER:
                flat[item] = None
    if not flat:
        return NEVER
    return next(iter(flat)) if len(flat) == 1 else (ANY_OF, tuple(flat))


class _Parser:
    """Reads a pattern to functions that build the tree from its end: each is told what follows."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.groups = 0

    def choice(self) -> _Build:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.position += 1
            branches.append(self._sequence())
        return lambda rest: _any_of([branch(rest) for branch in branches])

    def _peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def _take(self) -> str:
        self.position += 1
        return self.pattern[self.position - 1]

    def _sequence(self) -> _Build:
        items: list[_Build] = []
        while self._peek() not in ("", "|", ")"):
            items.append(self._repeated(self._atom()))

        def build(rest: Tree) -> Tree:
            for item in reversed(items):
                rest = item(rest)
            return rest

        return build

    def _repeated(self, atom: _Build) -> _Build:
        least = most = 1
        if self._peek() == "?":
            self.position += 1
            least = 0
        elif self._peek() == "{":
            stop = self.pattern.index("}", self.position)
            low, _, high = self.pattern[self.position + 1 : stop].partition(",")
            least, most = int(low), int(high or low)
            self.position = stop + 1

        def build(rest: Tree) -> Tree:
            tree = rest
            for _ in range(most - least):
                tree = _any_of([atom(tree), rest])
            for _ in range(least):
                tree = atom(tree)
            return tree

        return build

    def _atom(self) -> _Build:
        character = self._take()
        if character == "(":
            captures = self.pattern[self.position : self.position + 2] != "?:"
            self.position += 0 if captures else 2
            self.groups += captures
            number = self.groups
            inside = self.choice()
            if self._take() != ")":
                raise ValueError("a group does not end")
            if captures:
                return lambda rest: (OPEN, number, inside((CLOSE, number, rest)))
            return inside
        if character == "$":
            return lambda rest: (END, rest)
        digits = self._class() if character == "[" else self._digits(character)
        return lambda rest: (SET, digits, rest)

    def _digits(self, character: str) -> int:
        if character == "\\" and self._take() == "d":
            return _ALL_DIGITS
        if not character.isdigit():
            raise ValueError(f"{character!r} has no meaning here")
        return 1 << int(character)

    def _class(self) -> int:
        digits = 0
        while self._peek() != "]":
            first = self._take()
            if self._peek() == "-":
                self.position += 1
                for digit in range(int(first), int(self._take()) + 1):
                    digits |= 1 << digit
            else:
                digits |= self._digits(first)
        self.position += 1
        return digits


@cache
def parse(pattern: str, then: Tree = DONE) -> tuple[Tree, int]:
    """A pattern over digits followed by ``then``, and how many groups it captures.

    Raises ``ValueError`` (``IndexError`` where the text ends early) for anything but the features
    above: no numbering plan has used others.
    """
    parser = _Parser(pattern)
    build = parser.choice()
    if parser.position != len(pattern):
        raise ValueError("a group ends that did not begin")
    return build(then), parser.groups


@cache
def derive(tree: Tree, digit: int) -> Tree:
    """What may follow ``digit``; groups count for nothing."""
    kind = tree[0] if tree else 0
    if kind == SET:
        return tree[2] if tree[1] >> digit & 1 else NEVER
    if kind == ANY_OF:
        return _any_of([derive(item, digit) for item in tree[1]])
    if kind == ANYTHING:
        return tree
    return derive(tree[-1], digit) if kind in (OPEN, CLOSE) else NEVER


@cache
def accepts(tree: Tree) -> bool:
    """Whether the text may end here."""
    if tree == DONE:
        return True
    if tree[0] == ANY_OF:
        return any(accepts(item) for item in tree[1])
    return tree[0] == ANYTHING or (tree[0] in (OPEN, CLOSE, END) and accepts(tree[-1]))


def matcher(trees: Sequence[Tree], verdict: Callable[[int], tuple[int, int]]) -> Int32:
    """The automaton of several languages at once: (states, 12) int32, state 0 dead, 1 the start.

    Columns 0 to 9 are the next states, 10 and 11 what ``verdict`` says of the set of trees (bits,
    by their place in ``trees``) that accept in a state.
    """
    known: list[Tree] = [NEVER]  # trees by number: hashing a deep tuple takes its time
    number_of: dict[Tree, int] = {NEVER: 0}
    after: list[list[int] | None] = [None]

    def number(tree: Tree) -> int:
        if tree not in number_of:
            number_of[tree] = len(known)
            known.append(tree)
            after.append(None)
        return number_of[tree]

    def following(index: int) -> list[int]:
        row = after[index]
        if row is None:
            row = after[index] = [number(derive(known[index], digit)) for digit in range(10)]
        return row

    start = tuple((number(tree), 1 << place) for place, tree in enumerate(trees))
    states: list[tuple[tuple[int, int], ...]] = [(), start]
    state_of = {(): 0, start: 1}
    verdicts = cache(verdict)
    rows = []
    for state in states:  # grows while we go
        live = [(following(index), places) for index, places in state]
        row = []
        for digit in range(10):
            # trees that have become one language are one, with the places of both
            merged: dict[int, int] = {}
            for others, places in live:
                if others[digit]:
                    merged[others[digit]] = merged.get(others[digit], 0) | places
            key = tuple(sorted(merged.items()))
            if key not in state_of:
                state_of[key] = len(states)
                states.append(key)
            row.append(state_of[key])
        accepting = 0
        for index, places in state:
            accepting |= places if accepts(known[index]) else 0
        rows.append([*row, *verdicts(accepting)])
    return np.array(rows, np.int32)


_Thread: TypeAlias = tuple[Tree, int, int]
"""A way to go on, and the borders of the last group (digits from the start; -1: not passed)."""


def _threads(tree: Tree, begin: int, end: int, depth: int, last: int) -> Iterator[_Thread]:
    """The trees that wait for a digit or have matched, the preferred first."""
    kind = tree[0] if tree else 0
    if kind == ANY_OF:
        for item in tree[1]:
            yield from _threads(item, begin, end, depth, last)
    elif kind == OPEN:
        yield from _threads(tree[2], depth if tree[1] == last else begin, end, depth, last)
    elif kind == CLOSE:
        yield from _threads(tree[2], begin, depth if tree[1] == last else end, depth, last)
    elif tree != NEVER:
        yield tree, begin, end


def prefix_matcher(pattern: str) -> Int32:
    """The automaton of ``re.match(pattern, digits)``: (states, 16) int32, state 0 dead, 1 the
    start.

    Columns 0 to 9 are the next states; 10 to 12 say of a match that ends here whether there is
    one, and where its last group began and ended (-1: not in the match); 13 to 15 the same if the
    digits end here too. Of several matches on the way the last is the one that counts.
    """
    tree, last = parse(pattern)

    def settle(threads: Sequence[_Thread]) -> tuple[tuple[_Thread, ...], list[int]]:
        """The threads up to the first that has matched (it hides the rest), and the match."""
        kept: list[_Thread] = []
        at_end: list[int] = []
        for thread in threads:
            (tree, begin, end) = thread
            if tree == DONE:
                found = [1, begin, end]
                return tuple(kept), found + (at_end or found)
            if tree[0] == END:
                if tree[1] != DONE:
                    raise ValueError("something stands behind $")
                at_end = at_end or [1, begin, end]
            elif thread not in kept:
                kept.append(thread)
        return tuple(kept), [0, -1, -1] + (at_end or [0, -1, -1])

    first = settle(list(_threads(tree, -1, -1, 0, last)))
    numbers: dict[Any, int] = {(first[0], 0): 1}
    states = [(*first, 0)]
    rows = [[0] * 10 + [0, -1, -1] * 2]
    while len(rows) <= len(states):
        threads, found, depth = states[len(rows) - 1]
        row = []
        for digit in range(10):
            following: list[_Thread] = []
            for tree, begin, end in threads:
                if tree[1] >> digit & 1:
                    following += _threads(tree[2], begin, end, depth + 1, last)
            if not following or depth == _DEEPEST:
                row.append(0)
                continue
            kept, match = settle(following)
            key = (kept, tuple(match), depth + 1)
            if key not in numbers:
                states.append((kept, match, depth + 1))
                numbers[key] = len(states)
            row.append(numbers[key])
        rows.append(row + found)
    return np.array(rows, np.int32)

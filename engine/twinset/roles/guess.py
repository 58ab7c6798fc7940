"""One column while its role is being settled."""

from __future__ import annotations

from dataclasses import dataclass

from twinset.roles.headers import HeaderReading
from twinset.roles.rules import evidence_of, fallback, fit, value_scores
from twinset.roles.values import Profile
from twinset.types import ColumnRole, Role

_AGREES = 0.5
"""A value score may lift a header's score by so much of what it lacks to 1."""

_KEEP_CONSTANT = {Role.COUNTRY, Role.SOURCE, Role.IDENTIFIER}
_WEAKEST = 0.3


@dataclass(slots=True)
class Guess:
    """A column, what is known of it, and the role so far. ``fixed``: the plan says so."""

    column: str
    header: HeaderReading
    profile: Profile
    role: Role = Role.IGNORE
    confidence: float = 1.0
    evidence: str = "no values"
    fixed: bool = False

    @property
    def header_says_so(self) -> bool:
        """The header itself names the role."""
        return self.fixed or self.role in self.header.scores

    @property
    def header_score(self) -> float:
        return self.header.scores.get(self.role, 0.0)

    def assign(self, role: Role, confidence: float, why: str) -> None:
        self.role, self.confidence, self.evidence = role, confidence, why

    def fall_back(self, why: str = "") -> None:
        """What the column is when the guess made for it does not hold."""
        role, confidence, shape = fallback(self.profile)
        self.assign(role, confidence, f"{shape}; {why}" if why else shape)

    def result(self) -> ColumnRole:
        return ColumnRole(self.column, self.role, round(self.confidence, 3), self.evidence)


def first_guess(column: str, header: HeaderReading, profile: Profile) -> Guess:
    """The best role of a column by itself."""
    guess = Guess(column, header, profile)
    if profile.filled == 0:
        return guess
    by_header = {role: score * fit(role, profile) for role, score in header.scores.items()}
    by_values = value_scores(profile)
    scores = dict(by_values)
    for role, score in by_header.items():
        scores[role] = score + (1 - score) * _AGREES * by_values.get(role, 0.0)
        scores[role] = max(scores[role], by_values.get(role, 0.0))
    # ties are settled by the order of the roles, which is that of the enumeration
    role = max(Role, key=lambda role: scores.get(role, 0.0))
    score = scores.get(role, 0.0)
    if score < _WEAKEST:
        guess.fall_back(f"not what {header.phrase!r} says" if header.scores else "")
        return guess
    shown = evidence_of(role, profile)
    named = f"header {header.phrase!r}" if role in by_header else ""
    guess.assign(role, score, "; ".join(filter(None, (named, shown))) or "values")
    if profile.distinct <= 1 and profile.rows >= 10 and role not in _KEEP_CONSTANT:
        guess.assign(Role.IGNORE, 0.9, "one value")
    return guess

"""Comparisons: which fields are compared, how, and what each level means.

Fields that go wrong together are one comparison: a mover's street, house number, postcode and
city differ for one reason and count once. Given and family name are compared together, so that
swapped names are seen. Several emails or phones of a record are one comparison of any with any
(``multi_valued``).

``levels`` says what a comparison is, ``comparators`` binds columns to one, ``fields`` knows which
fields make which, and ``plan`` puts those of a base together.
"""

from twinset.comparison.levels import MAX_COMPARISONS, Comparator, Comparison, Kind
from twinset.comparison.plan import ComparisonPlan, plan_comparisons

__all__ = [
    "MAX_COMPARISONS",
    "Comparator",
    "Comparison",
    "ComparisonPlan",
    "Kind",
    "plan_comparisons",
]

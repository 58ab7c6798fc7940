"""The README's table of the normalisation contract says what the code does.

``python tests/cli/test_readme_contract.py`` puts the table into the README.
"""

from __future__ import annotations

import re
from pathlib import Path

from twinset.cleaning.fields import field_type
from twinset.standardize.contract import FORMS
from twinset.types import Role

README = Path(__file__).parents[2] / "README.md"
_PLACE = re.compile(r"(<!-- contract: begin -->\n)(.*?)(<!-- contract: end -->)", re.DOTALL)


_ALWAYS = ("damaged", "characters", "stray_space", "missing")
_NEVER_UNASKED = "wrong_column"


def table() -> str:
    """One line for the roles of one type: its comparison form's steps, its display form's."""
    lines = ["| roles | comparison form | display form |", "|---|---|---|"]
    compared = {role: ", ".join(form.steps) for form in FORMS for role in form.roles}
    groups: dict[tuple[str, str], list[str]] = {}
    for role in [*compared, *(role for role in Role if role not in compared)]:
        kind = field_type(role)
        if kind is not None:
            assert kind.steps[: len(_ALWAYS)] == _ALWAYS
            own = [step for step in kind.steps[len(_ALWAYS) :] if step != _NEVER_UNASKED]
            steps = compared.get(role, ""), ", ".join(own).replace("_", " ")
            groups.setdefault(steps, []).append(f"`{role}`")
    lines += [f"| {', '.join(names)} | {' | '.join(steps)} |" for steps, names in groups.items()]
    return "\n".join(lines) + "\n"


def test_the_table_is_the_codes() -> None:
    found = _PLACE.search(README.read_text(encoding="utf-8"))
    assert found is not None
    assert found[2] == table()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(_PLACE.sub(lambda m: m[1] + table() + m[3], text), encoding="utf-8")

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


def table() -> str:
    """One line a type: its comparison form's steps, then its display form's."""
    lines = ["| roles | comparison form | display form |", "|---|---|---|"]
    for form in FORMS:
        kind = field_type(form.roles[0])
        assert kind is not None
        lines.append(_line(form.roles, ", ".join(form.steps), kind.steps))
    compared = {role for form in FORMS for role in form.roles}
    others: dict[tuple[str, ...], list[Role]] = {}
    for role in Role:
        kind = field_type(role)
        if kind is not None and role not in compared:
            others.setdefault(kind.steps, []).append(role)
    lines += [_line(roles, "", steps) for steps, roles in others.items()]
    return "\n".join(lines) + "\n"


def _line(roles: object, comparison: str, display: object) -> str:
    assert isinstance(roles, list | tuple)
    assert isinstance(display, tuple)
    names = ", ".join(f"`{role}`" for role in roles)
    return f"| {names} | {comparison} | {', '.join(display).replace('_', ' ')} |"


def test_the_table_is_the_codes() -> None:
    found = _PLACE.search(README.read_text(encoding="utf-8"))
    assert found is not None
    assert found[2] == table()


def test_roles_of_one_type_share_their_steps() -> None:
    for form in FORMS:
        kinds = {field_type(role) for role in form.roles}
        assert len({kind.steps for kind in kinds if kind}) <= 2, form.type


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(_PLACE.sub(lambda m: m[1] + table() + m[3], text), encoding="utf-8")

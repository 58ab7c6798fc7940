"""Plans: round trips, and messages that name the key."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.config import (
    BlockingPlan,
    ClusterPlan,
    KeyRule,
    ModelPlan,
    Plan,
    ReadPlan,
    StandardizePlan,
    SurvivorshipPlan,
    dump_plan,
    load_plan,
    parse_plan,
    plan_schema,
)
from twinset.errors import PlanError
from twinset.types import Role

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
shares = st.floats(0, 1)
survivors = st.lists(
    st.sampled_from(["most_recent", "most_complete", "most_frequent", "longest", "first"])
)
plans = st.builds(
    Plan,
    seed=st.integers(-(2**40), 2**40),
    roles=st.dictionaries(names, st.sampled_from(Role), max_size=4),
    read=st.builds(ReadPlan, delimiter=st.none() | names, header=st.booleans()),
    standardize=st.builds(StandardizePlan, country=st.none() | names),
    blocking=st.builds(
        BlockingPlan,
        families=st.just("auto") | st.lists(st.sampled_from(["keys", "lsh", "sorted"])),
        rules=st.just("auto") | st.lists(st.builds(KeyRule, parts=st.lists(names)), max_size=3),
        max_block=st.integers(1, 10**12),
        pairs_per_record=st.floats(1e-300, 1e300),
    ),
    model=st.builds(
        ModelPlan,
        comparisons=st.just("auto") | st.lists(names),
        tolerance=st.floats(1e-300, 1e300),
        term_frequency=st.booleans(),
    ),
    cluster=st.builds(ClusterPlan, threshold=st.just("auto") | shares),
    survivorship=st.builds(
        SurvivorshipPlan, policy=survivors, fields=st.dictionaries(names, survivors, max_size=3)
    ),
)


@given(plan=plans)
@settings(max_examples=200, deadline=None)
def test_a_plan_is_read_back_as_it_was_written(plan: Plan) -> None:
    text = dump_plan(plan)
    assert parse_plan(text) == plan
    assert dump_plan(parse_plan(text)) == text


def test_the_empty_plan_is_the_default() -> None:
    assert parse_plan("") == Plan()


@pytest.mark.parametrize(
    ("text", "key", "suggestion"),
    [
        ("blokcing = 1", "blokcing", "blocking"),
        ("[blocking]\nmax_blok = 5", "blocking.max_blok", "max_block"),
        ("[blocking.lsh]\nthreshhold = 0.5", "blocking.lsh.threshhold", "threshold"),
        ("[model]\ntolerence = 1e-3", "model.tolerence", "tolerance"),
        ("[survivorship]\npolicies = []", "survivorship.policies", "policy"),
    ],
)
def test_unknown_keys(text: str, key: str, suggestion: str) -> None:
    with pytest.raises(PlanError, match=re.escape(f"my.toml: unknown key {key!r}")) as caught:
        parse_plan(text, name="my.toml")
    assert caught.value.hint == f"did you mean {suggestion!r}?"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ('[roles]\n"e.mail" = "emial"', "roles.e.mail", "did you mean 'email'?"),
        (
            '[survivorship]\npolicy = ["longst"]',
            "survivorship.policy[0]",
            "did you mean 'longest'?",
        ),
        (
            '[survivorship.fields]\nx = ["q"]',
            "survivorship.fields[...][0]",
            "there are: most_recent",
        ),
        ('[blocking]\nfamilies = ["key"]', "blocking.families[0]", "did you mean 'keys'?"),
    ],
)
def test_unknown_words(text: str, place: str, hint: str) -> None:
    with pytest.raises(PlanError, match=re.escape(f"my.toml: {place}: ")) as caught:
        parse_plan(text, name="my.toml")
    assert caught.value.hint.startswith(hint)


def test_an_unknown_key_like_no_other_lists_the_known_ones() -> None:
    with pytest.raises(PlanError) as caught:
        parse_plan("[cluster]\nzzzzzz = 1")
    assert caught.value.hint == "known keys: threshold, split, one_per_source"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("seed = 'one'", "seed"),
        ("seed = 1.5", "seed"),
        ("version = 2", "version"),
        ("[blocking]\nmax_block = 0", "blocking.max_block"),
        ("[blocking]\npairs_per_record = 0", "blocking.pairs_per_record"),
        ("[blocking]\noversized = 'shrink'", "blocking.oversized"),
        ("[blocking]\nrules = [{ parts = 'email' }]", "blocking.rules"),
        ("[blocking]\nrules = [{ prts = ['email'] }]", "blocking.rules"),
        ("[blocking]\nfamilies = ['keyz']", "blocking.families"),
        ("[blocking.lsh]\nthreshold = 1.5", "blocking.lsh.threshold"),
        ("[blocking.neighbours]\ndimensions = 4", "blocking.neighbours.dimensions"),
        ("[blocking.sorted]\nwindow = 1", "blocking.sorted.window"),
        ("[cluster]\nthreshold = -0.1", "cluster.threshold"),
        ("[read]\nheader = 1", "read.header"),
        ("[roles]\nmail = 'emial'", "roles"),
        ("roles = 3", "roles"),
        ("blocking = 3", "blocking"),
    ],
)
def test_wrong_values_name_the_key(text: str, key: str) -> None:
    with pytest.raises(PlanError, match=rf"^my\.toml: .*{re.escape(key)}\b"):
        parse_plan(text, name="my.toml")


def test_broken_toml_names_the_line() -> None:
    with pytest.raises(PlanError, match=r"my\.toml: not valid TOML: .*line 2"):
        parse_plan("seed = 1\nseed 2", name="my.toml")


def test_plans_from_files(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("seed = 7")
    assert load_plan(path).seed == 7
    path.write_bytes(b"seed = 7 # \xff")
    with pytest.raises(PlanError, match="not UTF-8"):
        load_plan(path)
    with pytest.raises(PlanError, match=r"missing\.toml: can't read the plan"):
        load_plan(tmp_path / "missing.toml")
    with pytest.raises(PlanError, match="can't read the plan"):
        load_plan(tmp_path)


def test_schema_names_every_key() -> None:
    schema = plan_schema()
    text = json.dumps(schema)
    for key in ("max_block", "tolerance", "birth_date", "most_recent", "threshold"):
        assert f'"{key}"' in text
    assert set(schema["$defs"]["Plan"]["properties"]) == set(Plan.__struct_fields__)
    assert schema["$defs"]["Plan"]["additionalProperties"] is False

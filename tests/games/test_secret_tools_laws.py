"""The laws of every game hold for the same game with a tool around it, under every condition."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.secret_tools.rules import EVENTS
from tests.games import test_laws, test_refusals
from tests.games.cases import TOOLED, Case, Plan, plans, play, some

LAWS = [
    law
    for module in (test_laws, test_refusals)
    for name, law in vars(module).items()
    if name.startswith("test_") and hasattr(law, "hypothesis")
]
TWO = test_laws.test_draws_of_one_name_are_of_one_kind_in_every_match
TEXT = test_refusals.test_a_text_that_is_too_long_is_refused


@pytest.mark.parametrize(
    ("case", "law"),
    [(case, law) for case in TOOLED for law in LAWS if case.known.text or law is not TEXT],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
@some(4)
@given(plan=plans, other=plans, size=st.sampled_from([1, 2, 5, 7]))
def test_the_law_holds_with_a_tool(law: Any, case: Case, plan: Plan, other: Plan, size: int) -> None:
    """With three seats or more: two are offered nothing."""
    plan = plan._replace(size=size)
    law.hypothesis.inner_test(case, plan, *([other] if law is TWO else []))


def test_everything_about_tools_happens_in_such_matches() -> None:
    happened = Counter(
        type(event)
        for case in TOOLED
        for seed in range(12)
        for frame in play(case, Plan(seed, seed, seed))
        for event in frame.events
    )
    assert set(EVENTS) <= happened.keys()

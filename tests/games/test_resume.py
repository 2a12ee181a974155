"""A match that is taken up again from its recorded actions, at any step, ends as if nothing had happened."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from agents.core import View
from agents.table import Table
from games.core import seen_by
from games.decision import Decision, Step
from games.luck import Luck
from tests.games.cases import GOLDENS, TOOLED, Case, every_case
from tests.games.frames import AnyGame, Joint

SEED = 20260101
FIRST = 24
"""Steps, among them those in which a tool is offered."""


class Attentive:
    """A program whose choice hangs on all it is shown, so that any difference after a resumption shows."""

    def __init__(self, seat: int) -> None:
        self.seat = seat

    async def decide(self, view: View[Any, Any]) -> Decision:
        shown = repr((self.seat, view.observation, len(view.events), view.events[-4:]))
        return Decision(Luck(SEED, shown).pick(view.legal))


def finish(game: AnyGame, seats: int, so_far: Sequence[Joint]) -> tuple[list[Step], Table]:
    """The steps that were still to come, and the table after them."""
    kept: list[Step] = []
    table = Table.resume(game, [Attentive(seat) for seat in range(seats)], SEED, kept.append, so_far)
    asyncio.run(table.advance())
    return kept, table


@pytest.mark.parametrize("case", [c for c in TOOLED if c.entry.name != "cleanup" or c in GOLDENS], ids=str)
def test_with_a_tool_too(case: Case) -> None:
    check_resumed(case, max(case.game().seats), every=5)


@every_case
@pytest.mark.parametrize("most", [False, True], ids=["fewest", "most"])
def test_a_match_resumed_at_any_step_goes_on_the_same(case: Case, most: bool) -> None:
    check_resumed(case, (max if most else min)(case.game().seats))


def check_resumed(case: Case, seats: int, every: int = 1) -> None:
    """At all of the first steps, and later at one of so many."""
    game = case.game()
    steps, whole = finish(game, seats, [])
    assert whole.outcome is not None
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    for viewer in (None, *range(seats)):
        seen = [seen_by(event, viewer) for step in steps for event in step.events]
        assert whole.events(viewer) == tuple(event for event in seen if event is not None)
    for at in (at for at in range(1, len(steps) + 1) if at < FIRST or at % every == 0):
        rest, table = finish(case.game(), seats, [step.actions for step in steps[:at]])
        assert rest == steps[at:]
        assert (table.state, table.outcome, table.seq) == (whole.state, whole.outcome, whole.seq)
        for viewer in (None, *range(seats)):
            assert table.events(viewer) == whole.events(viewer)

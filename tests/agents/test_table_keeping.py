"""What a table keeps: a step that cannot be kept has not happened, and those kept are the match and can be resumed."""

import pytest

from agents.human import HUMAN
from agents.table import Receipt, Table
from games.core import CHANCE
from games.luck import Luck
from games.registry import GAMES
from tests.agents.tables import SEED, Program, Shelf, act, advance, bar, everything, resume, toy, turn
from tests.toy import ENTRY
from tests.toy.values import Guess


def test_a_person_can_try_again_what_could_not_be_kept() -> None:
    shelf = Shelf()
    table = bar([HUMAN] * 3, shelf)
    seat, before, kept = turn(table), everything(table), list(shelf.steps)
    action = table.view(seat).legal[0]
    shelf.full = True
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            act(table, seat, action, "a")
        assert (everything(table), shelf.steps) == (before, kept)
    shelf.full = False
    assert act(table, seat, action, "a") == Receipt(len(kept) + 1, sealed=False)
    assert shelf.steps[-1].actions == {seat: action}


def test_what_others_have_sealed_outlasts_a_step_that_could_not_be_kept() -> None:
    shelf = Shelf()
    table = toy([HUMAN] * 2, shelf)
    act(table, 0, Guess(5))
    before = everything(table)
    shelf.full = True
    with pytest.raises(OSError, match="no space"):
        act(table, 1, Guess(2), "a")
    assert everything(table) == before
    assert table.waiting_for == {1}
    shelf.full = False
    act(table, 1, Guess(4))
    assert shelf.steps[-1].actions == {0: Guess(5), 1: Guess(4)}


def test_chance_and_programs_go_on_where_the_shelf_was_full() -> None:
    """Whatever step fails first, the match is the one it would have been."""
    whole = Shelf()
    bar([Program() for _ in range(3)], whole)
    for done in range(0, len(whole.steps), 7):
        shelf = Shelf(whole.steps[:done], full=True)
        table = resume(GAMES["liars_bar"].game("paper"), [Program() for _ in range(3)], shelf)
        before = everything(table)
        with pytest.raises(OSError, match="no space"):
            advance(table)
        assert everything(table) == before
        shelf.full = False
        advance(table)
        assert shelf.steps == whole.steps


def test_a_joint_step_of_programs_that_could_not_be_kept_changes_nothing() -> None:
    shelf = Shelf()
    drawn = toy([HUMAN] * 3, shelf)
    table = resume(drawn.game, [Program()] * 3, shelf)
    before = everything(table)
    assert table.waiting_for == {0, 1, 2}
    shelf.full = True
    with pytest.raises(OSError, match="no space"):
        advance(table)
    assert everything(table) == before
    shelf.full = False
    assert advance(table).outcome is not None
    assert [step.seq for step in shelf.steps] == list(range(1, table.seq + 1))


def test_the_steps_are_the_match() -> None:
    shelf = Shelf()
    table = bar([Program() for _ in range(4)], shelf)
    assert [step.seq for step in shelf.steps] == list(range(1, table.seq + 1))
    assert [step.outcome for step in shelf.steps] == [None] * (table.seq - 1) + [table.outcome]
    state = table.game.start(4)
    for step in shelf.steps:
        if CHANCE in step.actions:
            assert step.actions[CHANCE] == table.game.chance(state, Luck(SEED, table.game.luck(state)))
        state, events = table.game.step(state, step.actions)
        assert events == step.events
    assert state == table.state


@pytest.mark.parametrize("name", ["liars_bar", "toy"])
def test_a_match_resumed_anywhere_is_the_same_match(name: str) -> None:
    entry = (GAMES | {"toy": ENTRY})[name]
    game = entry.game(next(iter(entry.presets)))
    whole = Shelf()
    ended = advance(Table(game, [Program() for _ in range(3)], SEED, whole.keep))
    for done in range(len(whole.steps) + 1):
        shelf = Shelf()
        actions = [step.actions for step in whole.steps[:done]]
        table = Table.resume(game, [Program() for _ in range(3)], SEED, shelf.keep, actions)
        assert table.seq == done
        assert not shelf.steps
        advance(table)
        assert shelf.steps == whole.steps[done:]
        assert everything(table) == everything(ended)


def test_a_person_returns_to_the_same_decision() -> None:
    shelf = Shelf()
    table = bar([Program(), HUMAN, Program()], shelf)
    act(table, 1, table.view(1).legal[0])
    advance(table)
    again = resume(table.game, table.players, shelf)
    assert everything(again) == everything(table)
    act(again, 1, again.view(1).legal[0])
    assert shelf.steps[-1].seq == table.seq + 1

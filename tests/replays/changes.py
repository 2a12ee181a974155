"""Things that can be done to a kept match behind the store's back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec

from games.core import CHANCE
from games.decision import Step
from replays.record import codec
from replays.replay import refold
from replays.store import FILE
from tests.replays.played import Played

Change = Callable[[sqlite3.Connection, Played], int | None]
"""Edits the database; returns the step at which it must be noticed, if that can be said."""


def other_action(played: Played) -> Step:
    """A step of a seat, with another action that was legal there."""
    game = played.table.game
    for before, step in zip(refold(played.record), played.steps, strict=False):
        for seat, action in step.actions.items():
            text = [field for field in ("say", "note") if hasattr(action, field)]
            for other in () if seat == CHANCE else game.legal(before.state, seat):
                if replace(action, **dict.fromkeys(text, "")) != other:
                    return replace(step, actions=dict(step.actions) | {seat: other})
    raise AssertionError("nobody had a choice")


def change_an_action(connection: sqlite3.Connection, played: Played) -> int | None:
    """Of a step in which nothing happens yet, it shows in a later one."""
    step = other_action(played)
    text = codec(played.record.header.game).rest(step).actions
    connection.execute("UPDATE step SET actions = ? WHERE seq = ?", (text, step.seq))
    return step.seq if step.events else None


def change_an_event(connection: sqlite3.Connection, played: Played) -> int:
    """One seat for another in the first event that names one."""
    step = next(s for s in played.record.steps if '"seat":0' in s.events)
    connection.execute(
        "UPDATE step SET events = replace(events, '\"seat\":0', '\"seat\":1') WHERE seq = ?", (step.seq,)
    )
    return step.seq


def drop_an_event(connection: sqlite3.Connection, played: Played) -> int:
    step = played.steps[-1]
    kept = codec(played.record.header.game).rest(replace(step, events=step.events[:-1])).events
    connection.execute("UPDATE step SET events = ? WHERE seq = ?", (kept, step.seq))
    return step.seq


def remove_a_step(connection: sqlite3.Connection, _: Played) -> None:
    connection.execute("DELETE FROM step WHERE seq = 3")


def remove_the_last_step(connection: sqlite3.Connection, played: Played) -> None:
    connection.execute("DELETE FROM step WHERE seq = ?", (len(played.steps),))


def swap_steps(connection: sqlite3.Connection, _: Played) -> None:
    for old, new in ((2, -2), (3, 2), (-2, 3)):
        connection.execute("UPDATE step SET seq = ? WHERE seq = ?", (new, old))


def number_a_step_anew(connection: sqlite3.Connection, played: Played) -> int:
    connection.execute("UPDATE step SET seq = seq + 1 WHERE seq = ?", (len(played.steps),))
    return len(played.steps)


def add_a_step(connection: sqlite3.Connection, played: Played) -> None:
    values = (played.record.header.id, len(played.steps) + 1)
    connection.execute(
        "INSERT INTO step (match_id, seq, actions, events, forced) VALUES (?, ?, '[]', '[]', '[]')", values
    )


def spoil_a_step(connection: sqlite3.Connection, _: Played) -> None:
    connection.execute("UPDATE step SET actions = '[[0,\"Nothing\",{}]]' WHERE seq = 2")


def change_the_winners(connection: sqlite3.Connection, played: Played) -> None:
    won = played.record.header.outcome
    assert won is not None
    other = next(seat for seat in range(len(won.points)) if (seat,) != won.winners)
    connection.execute("UPDATE match SET winners = ?", (f"[{other}]",))


def change_the_points(connection: sqlite3.Connection, played: Played) -> None:
    won = played.record.header.outcome
    assert won is not None
    connection.execute(
        "UPDATE match SET points = ?", (msgspec.json.encode([won.points[0] + 1, *won.points[1:]]).decode(),)
    )


def change_the_end(connection: sqlite3.Connection, _: Played) -> None:
    connection.execute("UPDATE match SET reason = 'boredom'")


def change_the_seed(connection: sqlite3.Connection, _: Played) -> None:
    connection.execute("UPDATE match SET seed = ?", (f"{2**90 + 7:032x}",))


CHANGES: tuple[Change, ...] = (
    change_an_action,
    change_an_event,
    drop_an_event,
    remove_a_step,
    remove_the_last_step,
    swap_steps,
    number_a_step_anew,
    add_a_step,
    spoil_a_step,
    change_the_winners,
    change_the_points,
    change_the_end,
    change_the_seed,
)


def edit(folder: Path, change: Change, played: Played) -> int | None:
    """Do it, and what it returns."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        return change(connection, played)


def execute(folder: Path, statement: str, *values: object) -> None:
    """One statement."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute(statement, values)

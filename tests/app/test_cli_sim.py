"""`sim` plays what it is told, needs little, and plays the same again from the same seed."""

from pathlib import Path

import pytest

from agents.scripted import personas
from games.registry import GAMES
from replays.record import Kind
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say, ids, sim
from tests.replays.played import CASES, Case, both_games, every_case

folder, say, store = calling.folder, calling.say, calling.store


@every_case
def test_sim_plays_what_it_is_told(say: Say, store: Store, case: Case) -> None:
    count = GAMES[case.game].game(case.preset).seats[-1]
    players = (list(reversed(personas(case.game))) * count)[:count]
    said = sim(say, 2, "--preset", case.preset, "--seats", *players, "--seed", "Ä 7", game=case.game)
    found = [store.load(one) for one in store.ids()]
    assert len(found) == 2
    for record in found:
        assert [seat.player for seat in record.header.seats] == players
        assert {seat.kind for seat in record.header.seats} == {Kind.SCRIPTED}
        assert (record.header.game, record.header.preset, record.header.seed_known) == (*case, True)
    grid = [line.split() for line in said.lines if line.startswith("│")]
    assert [(row[3], row[5]) for row in grid] == [(player, "2") for player in players]
    wins = sum(record.header.outcome is not None for record in found)
    assert sum(float(row[9]) for row in grid) == pytest.approx(wins, abs=0.1)


@both_games
def test_sim_needs_only_a_game_and_a_number(say: Say, store: Store, case: Case) -> None:
    sim(say, 3, game=case.game)
    headers = store.page()
    assert len(headers) == 3
    assert {header.seed_known for header in headers} == {False}
    assert len({header.seed for header in headers}) == 3
    assert {header.preset for header in headers} == {next(c.preset for c in CASES if c.game == case.game)}


def told(say: Say, *data: str | Path) -> list[str]:
    """All matches of a folder, told to an analyst, without their ids."""
    return [say("show", one, "--seat", "all", *data).out.replace(one, "ID") for one in ids(say("list", *data))]


@both_games
def test_the_same_seed_gives_the_same_matches(say: Say, tmp_path: Path, case: Case) -> None:
    worlds = {}
    for name, seed in {"a": "cheese", "b": "cheese", "c": "chess", "d": "7"}.items():
        data = ("--data", tmp_path / name)
        sim(say, 2, "--seed", seed, "--seats", "random", "random", "random", *data, game=case.game)
        worlds[name] = told(say, *data)
    assert worlds["a"] == worlds["b"]
    assert len({text for world in worlds.values() for text in world}) == 6
    assert all(len(text) > 500 and "known to somebody" in text for text in worlds["a"])

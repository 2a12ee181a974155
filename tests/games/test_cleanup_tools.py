"""Tools around Cleanup: what a pair is told and what its zaps do, and that nobody else can tell."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.cleanup.actions import ZAPS
from games.cleanup.events import Zapped
from games.cleanup.hints import nearest
from games.cleanup.map import tiles_of
from games.cleanup.rules import Cleanup
from games.cleanup.state import State
from games.core import seen_by
from games.registry import GAMES
from games.secret_tools.conditions import Advantage, Alliance, Condition, ToolRules
from games.secret_tools.rules import TOOL_EVENTS, SecretTool
from games.secret_tools.state import PLAY
from games.secret_tools.traits import Hint
from tests.games.board import BARREN, Field, tile
from tests.games.cases import some
from tests.games.driven import accept, drive, refuse, tool
from tests.games.driven import inner as inner_of
from tests.games.frames import Frame
from tests.games.known_cleanup import ENTRY
from tests.toy import ENTRY as TOY

ALLIED = Advantage.ALLY_ZAP


def cleanup(rules: ToolRules, preset: str = "paper") -> SecretTool:
    game: Any = ENTRY.bind(ENTRY.presets[preset], rules)
    return game


@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT])
def test_a_tool_changes_no_draw_and_no_step(condition: Condition) -> None:
    """Accepted, refused or never offered: the same luck, and the same match of seats that do the same."""
    said = [inner_of(drive(cleanup(tool(condition)), 4, 5, offer=answer)) for answer in (accept, refuse)]
    without = inner_of(drive(cleanup(tool(Condition.BASELINE)), 4, 5))
    assert said[0] == said[1] == without


def test_the_pair_writes_at_once_before_every_step_frozen_or_not() -> None:
    frames = list(drive(cleanup(tool(Condition.CHANNEL, trigger=4)), 4, 5))
    written = [frame.before.inner.board.step for frame in frames if frame.before.stage == "write"]
    assert written == list(range(4, 31))


def hints(frames: list[Frame], game: SecretTool) -> Iterator[tuple[Any, int, tuple[Hint, ...]]]:
    for frame in frames:
        for seat in sorted(frame.before.pair):
            seen: Any = game.observe(frame.before, seat)
            if frame.before.stage is PLAY and frame.before.matter.used and seat in frame.actions:
                yield frame.before, seat, seen.private.hint


def test_a_hint_tells_the_way_to_the_nearest_apples_and_how_near_the_river_is_to_the_limit() -> None:
    game, kinds = cleanup(tool(Condition.HINT)), set[str]()
    frames = list(drive(game, 4, 3))
    for state, seat, told in hints(frames, game):
        board = state.inner.board
        (other,) = state.pair - {seat}
        way, river = told
        kinds.add(way.line)
        assert river == Hint("river", (("pollution", board.pollution), ("limit", 6)))
        apples = tiles_of(board.apples)
        assert (way.line == "apple") == bool(apples)
        if apples:
            values = dict(way.values)
            for who, name in ((seat, ""), (other, "partner_")):
                (row, column), place = divmod(board.tiles[who], 6), values[f"{name}place"]
                there = tile(place)
                ways = {at: abs(at // 6 - row) + abs(at % 6 - column) for at in apples}
                assert ways[there] == values[f"{name}moves"] == min(ways.values())
    assert kinds == {"apple"}


def test_without_an_apple_there_is_only_the_river() -> None:
    field = Field("A1 B1", waste="C1 C2")
    here, there = (field.game.observe(field.state, seat) for seat in (0, 1))
    assert nearest(here) is None
    river = Hint("river", (("pollution", 2), ("limit", 6)))
    assert ENTRY.traits is not None
    assert ENTRY.traits.hint(here, there) == (Hint("no_apple", ()), river)


def allied(at: str, *done: Any, counters: tuple[int, ...] = (0,) * 4, targets: Any = (0, 1, 2, 3)) -> Field:
    """Seats 1 and 2 are allied."""
    field = Field(at, allies=(1, 2), rules=BARREN)
    field.state = field.state._replace(board=field.board._replace(counters=counters))
    return field.plays(*done, targets=targets)


@pytest.mark.parametrize("do", ZAPS)
def test_an_allied_zap_hits_one_outsider_in_any_direction_and_at_any_distance(do: Any) -> None:
    field = allied("A1 F1 A5 F5", "STAY", do, targets=(3, 0, 1, 2))
    assert field.board.counters == (0, 0, 0, 5)
    assert field.happened(Zapped) == [Zapped(3, 1, tile("F5"))]


def test_of_outsiders_it_hits_the_least_frozen_and_of_equals_the_first_drawn() -> None:
    """The counters have fallen by one when zaps are made."""
    assert allied("A1 F1 A5 F5", "STAY", "ZAP_UP", counters=(4, 0, 0, 3)).board.counters == (3, 0, 0, 5)
    assert allied("A1 F1 A5 F5", "STAY", "ZAP_UP", counters=(1, 0, 0, 0)).board.counters == (5, 0, 0, 0)
    assert allied("A1 F1 A5 F5", "STAY", "ZAP_UP", counters=(3, 0, 0, 3)).board.counters == (5, 0, 0, 2)


@pytest.mark.parametrize("targets", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 2, 0)])
def test_two_allied_zaps_of_one_step_hit_different_outsiders_and_never_the_ally(targets: Any) -> None:
    field = allied("B3 C3 C3 B3", "STAY", "ZAP_LEFT", "ZAP_UP", targets=targets)
    first, second = [seat for seat in targets if seat in (1, 2)]
    least, most = [seat for seat in targets if seat in (0, 3)]
    assert field.happened(Zapped) == [Zapped(least, first, tile("B3")), Zapped(most, second, tile("B3"))]
    assert field.board.counters == (5, 0, 0, 5)


def test_outsiders_zap_as_ever_also_at_the_allies() -> None:
    field = allied("B3 C3 D3 A1", "ZAP_RIGHT", "ZAP_LEFT", targets=(3, 1, 2, 0))
    assert field.board.counters == (0, 5, 0, 5)


@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT])
def test_the_pair_has_the_advantage_once_both_have_accepted(condition: Condition) -> None:
    rules = tool(condition, trigger=3, advantage=ALLIED)
    for frame in drive(cleanup(rules), 4, 1):
        used = frame.state.matter.used
        assert frame.state.inner.allies == (frame.state.ordered if used else ())
    assert not any(f.state.inner.allies for f in drive(cleanup(rules), 4, 1, offer=refuse))
    assert not any(f.state.inner.allies for f in drive(cleanup(rules), 4, 1, invite=refuse))
    assert not any(f.state.inner.allies for f in drive(cleanup(tool(condition, trigger=3)), 4, 1))


@pytest.mark.parametrize("active", [True, False])
def test_an_earlier_match_of_the_series_gives_it_from_the_first_step(active: bool) -> None:
    rules = tool(advantage=ALLIED, earlier=Alliance(1, 2, 0, active=active))
    assert cleanup(rules).start(4).inner.allies == ((2, 0) if active else ())


@pytest.mark.parametrize("condition", [c for c in Condition if c not in (Condition.CHANNEL, Condition.HINT)])
def test_no_other_tool_comes_with_an_advantage(condition: Condition) -> None:
    with pytest.raises(ValueError, match="only the pair of a secret tool"):
        tool(condition, advantage=ALLIED)


def test_no_other_game_has_it() -> None:
    for entry in (GAMES["liars_bar"], TOY):
        for rules in entry.presets.values():
            with pytest.raises(ValueError, match="nobody can have the advantage ally_zap"):
                entry.bind(rules, tool(advantage=ALLIED))


class FromTheStep(Cleanup):
    """The bare game, in which two are allied from a step on without anybody asking."""

    def __init__(self, rules: Any, step: int, pair: tuple[int, ...]) -> None:
        super().__init__(rules)
        self.since, self.pair = step, pair

    def step(self, state: State, actions: Any) -> Any:
        if state.board.step >= self.since:
            state = state._replace(allies=self.pair)
        return super().step(state, actions)


@pytest.mark.parametrize("preset", ["paper", "anonymous"])
@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT])
@some(8)
@given(seed=st.integers(0, 1 << 64), trigger=st.integers(1, 6))
def test_outsiders_are_told_the_same_as_where_two_are_allied_and_nothing_was_offered(
    condition: Condition, preset: str, seed: int, trigger: int
) -> None:
    game = cleanup(tool(condition, trigger=trigger, advantage=ALLIED), preset)
    frames = list(drive(game, 4, seed))
    pair = frames[-1].state.ordered
    bare = FromTheStep(ENTRY.presets[preset], trigger, pair)
    state = bare.start(4)
    for frame in frames:
        if frame.before.stage is not PLAY:
            assert all(seen_by(event, seat) is None for event in frame.events for seat in {0, 1, 2, 3} - {*pair})
            continue
        state, told = bare.step(state, frame.actions)
        for seat in (None, *({0, 1, 2, 3} - {*pair})):
            ours = [seen_by(event, seat) for event in frame.events if type(event) not in TOOL_EVENTS]
            assert ours == [seen_by(event, seat) for event in told]
            assert game.observe(frame.state, seat) == bare.observe(state, seat) or frame.state.stage is not PLAY

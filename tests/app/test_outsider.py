"""The outsider law: whoever takes no part in a tool is told, byte for byte, what it would be told without one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agents import heard
from agents.table import Table
from agents.tooled import ToolNotation
from app import audience, engine, followers
from app.places import WORDINGS
from app.tables import Tables
from games.core import Seat, seen_by
from games.decision import Step
from games.registry import GAMES
from games.secret_tools.actions import Verdict
from games.secret_tools.conditions import Condition
from games.secret_tools.events import Wrote
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import Stage, State
from games.secret_tools.view import Observation
from replays.record import Header
from tests.app.outsider_ways import ACCEPTED, BOARD, WAYS, Way
from tests.app.outsiders import BAR, CLEANUP, TOY, Hours, Leak, Watched, check_alike, check_outsiders
from tests.games import known_cleanup
from tests.games.driven import around
from tests.replays.played import Case
from tests.stores import prepare

TOYS = Path(__file__).parents[1] / "toy" / "wordings"
EARLY = Way(early=True, initiator=2, partner=0)
FOUND_ELSEWHERE = [(BAR, ACCEPTED), (TOY, EARLY), (TOY, EARLY._replace(invited=False))]
CLOCKED = [
    (TOY, Way(clock=True, early=True)),
    (TOY, Way(clock=True, initiator=2, partner=0)),
    (TOY, Way(clock=True, slow=True)),
    (TOY, Way(clock=True, slow=True, accepts=False)),
    (TOY, Way(clock=True, slow=True, invited=Verdict.TIMEOUT, initiator=1, partner=3)),
    (CLEANUP, Way(clock=True, early=True, anonymous=True)),
    (CLEANUP, Way(clock=True, slow=True, allied=True)),
]
MATCHES = [*[(case, way) for case in (BAR, TOY) for way in WAYS], *[(CLEANUP, way) for way in BOARD]]
UNHEARD = [
    (Way(Condition.NOTES), {"wrote": "otherwise"}),
    (Way(Condition.COACH, accepts=False, anonymous=True), {"accepts": Verdict.DECLINED}),
    (Way(Condition.OPEN_TABLE, invited=False, initiator=2), {"invited": Verdict.UNCLEAR}),
]
"""Where a tool is announced: what all the same is told to nobody."""


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    engine.close()
    shutil.copytree(TOYS, tmp_path / WORDINGS)
    prepare(tmp_path)
    yield engine.tables(tmp_path, 0)
    engine.close()


@pytest.mark.parametrize(("case", "way"), MATCHES, ids=str)
def test_an_outsider_is_told_what_it_would_be_told_without_a_tool(tables: Tables, case: Case, way: Way) -> None:
    """Where an advantage shows in what happens: without a tool, but of the same two as allies."""
    private = check_outsiders(tables, case, way, seed=5)
    assert private > (6 if way.agreed and way.condition == "channel" else bool(way.asked))


@pytest.mark.parametrize(("way", "other"), UNHEARD, ids=str)
def test_of_an_announced_tool_too_nobody_is_told_what_only_the_pair_knows(
    tables: Tables, way: Way, other: dict[str, Any]
) -> None:
    one, two = (Watched(tables, CLEANUP, each, each.tool, 5) for each in (way, way._replace(**other)))
    assert one.private > 0
    check_alike(one, two)


@pytest.mark.parametrize("way", [ACCEPTED, Way(Condition.HINT, initiator=3, partner=1)], ids=str)
def test_an_outsider_on_a_walled_map_is_told_what_it_would_be_told_without_a_tool(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setitem(GAMES, "cleanup", known_cleanup.ENTRY)
    assert check_outsiders(tables, Case("cleanup", "classic-small"), way, seed=5) > 1


@pytest.fixture
def elsewhere(tables: Tables) -> Iterator[Tables]:
    """Another process over the same store."""
    made = Tables(tables.store, pace=0)
    yield made
    made.close()


@pytest.mark.parametrize(("case", "way"), FOUND_ELSEWHERE, ids=str)
def test_an_outsider_is_told_no_more_by_a_process_that_takes_up_what_another_has_played(
    tables: Tables, elsewhere: Tables, case: Case, way: Way
) -> None:
    assert check_outsiders(tables, case, way, seed=5, elsewhere=elsewhere) > (6 if way.invited else 0)


def test_how_things_stand_told_again_without_need_is_found(
    tables: Tables, elsewhere: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followers.Followers, "known", lambda _: {})
    with pytest.raises(Leak, match=r"^messages"):
        check_outsiders(tables, TOY, EARLY, seed=5, elsewhere=elsewhere)


@pytest.fixture
def clocked(tables: Tables) -> Tables:
    """The same, whose seconds the test counts."""
    tables._house = replace(tables._house, clock=Hours())
    return tables


@pytest.mark.parametrize(("case", "way"), CLOCKED, ids=str)
def test_the_clock_of_a_step_tells_outsiders_nothing(clocked: Tables, case: Case, way: Way) -> None:
    """It neither stands nor begins anew while others are asked in private, and who was late is told all the same."""
    assert check_outsiders(clocked, case, way, seed=5) > 1


def test_a_clock_that_begins_anew_after_a_private_step_is_found(
    clocked: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Table, "common", property(lambda table: table.seq, lambda *_: None), raising=False)
    with pytest.raises(Leak):
        check_outsiders(clocked, *CLOCKED[0], seed=5)


def whispers_in_the_view(seen: Observation, state: State, partner: Observation) -> Observation:
    outside = seen.seat in ACCEPTED.outsiders and seen.seat is not None
    return around(seen)._replace(private=partner.private) if outside and state.matter.messages else seen


def private_decisions_counted(seen: Observation, state: State, _: Observation) -> Observation:
    return seen if seen.decision is None else around(seen)._replace(decision=seen.decision + sum(state.matter.private))


def partner_waited_for(seen: Observation, state: State, _: Observation) -> Observation:
    asked = {state.matter.partner} if state.stage in (Stage.INVITE, Stage.REPLY) else set[Any]()
    return around(seen)._replace(waiting_for=seen.waiting_for | asked)


@pytest.mark.parametrize("leak", [whispers_in_the_view, private_decisions_counted, partner_waited_for])
def test_a_leak_in_what_outsiders_see_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch, leak: Any) -> None:
    whole = SecretTool.observe

    def leaky(game: SecretTool, state: State, seat: Seat | None) -> Observation:
        return leak(whole(game, state, seat), state, whole(game, state, ACCEPTED.initiator))

    monkeypatch.setattr(SecretTool, "observe", leaky)
    with pytest.raises(Leak, match=r"^(snapshot|observation|view|refusal|prompt)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_whisper_in_the_events_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard, "seen_by", lambda event, _: event if isinstance(event, Wrote) else seen_by(event, _))
    with pytest.raises(Leak, match=r"^(events|view|prompt)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_frame_of_a_private_step_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "visible", lambda events, _: tuple(events))
    with pytest.raises(Leak):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_message_too_many_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if it says nothing new."""

    class Chatty(followers.Audience):
        def step(self, step: Step) -> str | None:
            return super().step(step) or self.snapshot()

    monkeypatch.setattr(followers, "Audience", Chatty)
    with pytest.raises(Leak, match=r"^messages"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_number_that_counts_private_steps_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(audience.Narrator):
        def hear(self, events: Any, observations: Any = (), seq: int | None = None) -> Any:
            self.number += not events
            return super().hear(events, observations, seq)

    monkeypatch.setattr(audience, "Narrator", Counting)
    with pytest.raises(Leak, match=r"^snapshot|^messages"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_standing_notice_in_an_outsiders_prompt_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ToolNotation.view

    def leaky(notation: ToolNotation, seen: Any, names: Any) -> str:
        return whole(notation, seen, names) + "\n" + notation.told.tool.condition

    monkeypatch.setattr(ToolNotation, "view", leaky)
    with pytest.raises(Leak, match=r"^prompt"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_tool_in_lists_or_files_of_a_running_match_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Header, "tool_told", property(lambda header: header.tool))
    with pytest.raises(Leak, match=r"^(export|list)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)
    monkeypatch.undo()
    monkeypatch.setattr(Header, "open", property(lambda header: True))
    with pytest.raises(Leak, match=r"^(list|replay|export)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)

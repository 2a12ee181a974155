"""The outsider law: whoever takes no part in a tool is told, byte for byte, what it would be told without one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents import table
from agents.tooled import ToolNotation
from app import engine, followers
from app.places import WORDINGS
from app.tables import Tables
from games.core import Seat, seen_by
from games.decision import Step
from games.secret_tools.events import Wrote
from games.secret_tools.rules import SecretTool
from games.secret_tools.state import Stage, State
from games.secret_tools.view import Observation
from replays.record import Header
from tests.app.outsiders import ACCEPTED, BAR, TOY, WAYS, Leak, Way, check_outsiders
from tests.replays.played import Case

TOYS = Path(__file__).parents[1] / "toy" / "wordings"
both_games = pytest.mark.parametrize("case", [BAR, TOY], ids=str)


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    engine.close()
    shutil.copytree(TOYS, tmp_path / WORDINGS)
    yield engine.tables(tmp_path, 0)
    engine.close()


@both_games
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_an_outsider_is_told_what_it_would_be_told_without_a_tool(tables: Tables, case: Case, way: Way) -> None:
    private = check_outsiders(tables, case, way, seed=5)
    assert private > 1
    assert private > 6 or way.accepts is not True or way.invited is not True or way.condition != "channel"


def whispers_in_the_view(seen: Observation, state: State, partner: Observation) -> Observation:
    outside = seen.seat in ACCEPTED.outsiders and seen.seat is not None
    return seen._replace(private=partner.private) if outside and state.messages else seen


def private_decisions_counted(seen: Observation, state: State, _: Observation) -> Observation:
    return seen if seen.decision is None else seen._replace(decision=seen.decision + sum(state.private))


def partner_waited_for(seen: Observation, state: State, _: Observation) -> Observation:
    asked = {state.partner} if state.stage in (Stage.INVITE, Stage.REPLY) else set[Any]()
    return seen._replace(waiting_for=seen.waiting_for | asked)


@pytest.mark.parametrize("leak", [whispers_in_the_view, private_decisions_counted, partner_waited_for])
def test_a_leak_in_what_outsiders_see_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch, leak: Any) -> None:
    whole = SecretTool.observe

    def leaky(game: SecretTool, state: State, seat: Seat | None) -> Observation:
        return leak(whole(game, state, seat), state, whole(game, state, ACCEPTED.initiator))

    monkeypatch.setattr(SecretTool, "observe", leaky)
    with pytest.raises(Leak, match=r"^(snapshot|observation|view|refusal|prompt)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_whisper_in_the_events_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "seen_by", lambda event, _: event if isinstance(event, Wrote) else seen_by(event, _))
    with pytest.raises(Leak, match=r"^(events|view|prompt)"):
        check_outsiders(tables, BAR, ACCEPTED, seed=5)


def test_a_frame_of_a_private_step_is_found(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followers, "visible", lambda events, _: tuple(events))
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
    class Counting(followers.Narrator):
        def hear(self, events: Any, seq: int | None = None) -> Any:
            self.number += not events
            return super().hear(events, seq)

    monkeypatch.setattr(followers, "Narrator", Counting)
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

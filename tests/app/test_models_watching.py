"""What those who follow a match of models are told beside the game: what it costs, who waits, and never too much."""

from itertools import pairwise

import pytest

from app.tables import Place, Tables
from replays.record import Kind
from tests.app import clicking, modelled
from tests.app.clicking import PERSON, PROGRAM, claim, follow, to_the_end
from tests.app.modelled import MODELS, calls, models, over
from tests.replays.played import Case
from tests.standin import StandIn, answers

tables, server = clicking.tables, modelled.server
BAR = Case("liars_bar", "paper")


def test_without_people_everybody_hears_after_each_step_what_the_models_have_used(
    tables: Tables, server: StandIn
) -> None:
    match_id = tables.open(*BAR, (*models(server, 2, impressions=True), PROGRAM), seed=3)
    early = follow(tables, match_id)
    record = over(tables, match_id)
    late = follow(tables, match_id)
    told = [message["text"] for message in early.told("spent")]
    used = [call.usage for call in calls(record)]
    tokens = sum((one.read or 0) + (one.written or 0) for one in used)
    last = f"So far the models have used {len(used)} calls, {tokens:,} tokens, price not known."
    assert told[-1] == late.told("spent")[0]["text"] == last
    assert len(told) == len(set(told)) > 5
    kinds = [message["kind"] for message in early.messages]
    assert all(before in ("frame", "people", "spent") for before, kind in pairwise(kinds) if kind == "spent")


def test_a_match_without_models_says_nothing_of_what_they_use(tables: Tables) -> None:
    match_id = tables.open(*BAR, (PROGRAM, PROGRAM), seed=3)
    ear = follow(tables, match_id)
    tables.settle(match_id)
    assert not ear.told("spent")


def test_a_rate_limit_slows_a_match_and_says_so(tables: Tables, server: StandIn) -> None:
    server.answers = [None, answers.too_many("0.1"), answers.too_many("1.2"), None]
    match_id = tables.open(*BAR, models(server, 2), seed=3)
    ear = follow(tables, match_id)
    record = over(tables, match_id)
    assert record.header.outcome is not None
    notices = [message["text"] for message in ear.told("notice")]
    seats = record.header.names
    assert len(notices) == 2
    assert any(notices[0] == f"The provider of {name}’s model asks to wait one second." for name in seats)
    assert any(notices[1] == f"The provider of {name}’s model asks to wait 2 seconds." for name in seats)
    assert all(call.failure is None for call in calls(record))


def test_with_people_nobody_is_told_what_would_tell_the_models_apart(tables: Tables, server: StandIn) -> None:
    """Neither prices nor waits nor names, to those who play and to those who watch, until the match is over."""
    limited = [answers.too_many("0.1"), None, answers.other_model("secret-served-name")]
    server.answers = lambda asked: limited.pop(0) if limited else None
    match_id = tables.open(*BAR, (*models(server, 3, persona="You are #persona."), PERSON), seed=3)
    claim(tables, match_id)
    ears = [follow(tables, match_id, 3), follow(tables, match_id), follow(tables, match_id, host=True)]
    to_the_end(tables, [Place(match_id, 3)], seed=2)
    assert limited == []
    for ear in ears:
        assert not ear.told("spent")
        assert not ear.told("notice")
        running = [text for text in ear.texts if '"ending":null' in text or '"kind":"people"' in text]
        assert len(running) > 5
        told = "".join(running)
        for secret in ("tiny", "openai", server.base_url, "secret-served-name", "#persona", "token", "temperature"):
            assert secret not in told, secret
        late = follow(tables, match_id, 3).told("snapshot")[0]["scene"]
        assert all(name in str(late) for name in MODELS[:3])
        ended = [text for text in ear.texts if text not in running][-1]
        assert all(name in ended for name in MODELS[:3])


def test_models_that_are_shown_are_shown_from_the_beginning(tables: Tables, server: StandIn) -> None:
    match_id = tables.open(*BAR, (*models(server, 2), PERSON), models_shown=True, seed=3)
    ear = follow(tables, match_id)
    scene = ear.told("snapshot")[0]["scene"]
    assert "tiny" in str(scene)
    hidden = tables.open(*BAR, (*models(server, 2), PERSON), seed=3)
    assert "tiny" not in str(follow(tables, hidden).told("snapshot")[0]["scene"])
    assert tables.store.header(match_id).models_shown
    assert tables.store.header(match_id).seats[0].kind is Kind.MODEL


@pytest.mark.parametrize("people", [0, 1])
def test_a_running_match_of_models_is_not_forgotten_while_it_works(
    tables: Tables, server: StandIn, people: int
) -> None:
    server.answers = modelled.never
    match_id = tables.open(*BAR, models(server, 2), seed=3)
    server.until(lambda one: one.in_flight == 1)
    live = tables._lives[match_id]
    assert not live.idle
    tables._loop.wait(lambda: tables._rest(live))
    tables._loop.wait(lambda: tables._forget(live))
    assert tables._lives[match_id] is live
    assert server.in_flight == 1

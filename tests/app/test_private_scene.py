"""What a seat is told in private, as it is sent to its browser: from real matches, with the real words."""

from collections.abc import Iterator
from typing import Any

import pytest

from agents.prompts.offers import OfferTexts
from app.scenes.private import private
from games.core import CHANCE, Seat
from games.luck import Luck
from games.registry import GAMES
from games.secret_tools.conditions import ANNOUNCED, WRITTEN, Condition, ToolRules
from games.secret_tools.state import INVITE, OFFER, REPLY
from replays.record import codec
from tests.agents.offering import all_with, played

NAMES = ("Wren", "Otis", "Juno", "Pike")
ENTRY = GAMES["liars_bar"]
OFFERED = [condition for condition in Condition if condition is not Condition.BASELINE]
Json = dict[str, Any]


def tool(condition: Condition, **changes: Any) -> ToolRules:
    wording = "V0" if condition in (Condition.CHANNEL, Condition.HINT) else "P1"
    return ToolRules(**{"condition": condition, "wording": wording, "trigger": 1} | changes)


def told(rules: ToolRules, seed: int) -> Iterator[tuple[Any, Any, dict[Seat | None, Json | None]]]:
    """Every state of a match in which everybody accepts, and what each viewer is sent of it."""
    game = ENTRY.bind(ENTRY.presets["paper"], rules)
    texts = OfferTexts("liars_bar", rules, ENTRY.notation(ENTRY.presets["paper"], "en"))
    state = game.start(4)
    for joint in played(all_with("always"), rules, seed).actions:
        yield game, state, {seat: private(game.observe(state, seat), texts, NAMES) for seat in (None, *range(4))}
        state, _ = game.step(state, joint)


@pytest.mark.parametrize("condition", OFFERED)
def test_every_button_sends_what_the_rules_take_and_only_who_is_asked_has_one(condition: Condition) -> None:
    kinds: set[str] = set()
    for game, state, sent in told(tool(condition), 3):
        for seat, own in sent.items():
            asking = seat is not None and game.hidden(state) and seat in game.acting(state)
            assert (own is not None and own["ask"] is not None) == asking
            if seat is None or own is None or own["ask"] is None:
                continue
            ask = own["ask"]
            kinds.add(ask["kind"])
            if "partner" in ask:
                assert (ask["partner"] in NAMES and ask["partner"] != NAMES[seat]) == (ask["kind"] != "note")
            assert ask["decision"] == game.observe(state, seat).decision
            for action in _actions(ask):
                done = codec("liars_bar").action(action[0], _text(action[1]))
                assert game.check(state, seat, done) is None
                assert action[0] == "Write" or done in game.legal(state, seat)
    written = {Condition.NOTES: {"note"}, Condition.OPEN_TABLE: {"letter"}, Condition.CHANNEL: {"message", "reply"}}
    assert kinds == {"offer", "invitation"} | written.get(condition, set())
    assert (condition in written) == (condition in WRITTEN)


def test_what_the_others_see_meanwhile_is_told_as_each_game_has_it() -> None:
    for game, says in (("liars_bar", "The others see you thinking"), ("cleanup", "the step is not over yet.")):
        entry, rules = GAMES[game], tool(Condition.CHANNEL, offer_to=0)
        bound, texts = (
            entry.bind(entry.presets["paper"], rules),
            OfferTexts(game, rules, entry.notation(entry.presets["paper"], "en")),
        )
        state, seed = bound.start(4), 3
        while state.stage is not OFFER:
            acting = bound.acting(state)
            state, _ = bound.step(
                state,
                {
                    seat: bound.chance(state, Luck(seed, bound.luck(state)))
                    if seat == CHANCE
                    else bound.neutral(state, seat)
                    for seat in acting
                },
            )
        own = private(bound.observe(state, 0), texts, NAMES)
        assert own is not None
        assert says in own["ask"]["note"]


def _actions(ask: Json) -> list[Any]:
    if "options" not in ask:
        return [["Write", {"text": "Hello."}], ["Write", {"text": ""}]]
    found = [option["action"] for option in ask["options"] if option["action"] is not None]
    return found + [partner["action"] for option in ask["options"] for partner in option["partners"]]


def _text(fields: Json) -> bytes:
    import msgspec

    return msgspec.json.encode(fields)


def test_options_and_names_stand_in_the_order_drawn() -> None:
    orders: set[tuple[bool, tuple[int, ...]]] = set()
    for seed in range(8):
        for game, state, sent in told(tool(Condition.CHANNEL), seed):
            if state.stage in (OFFER, INVITE):
                (seat,) = game.acting(state)
                own = game.observe(state, seat).private
                assert own is not None
                mine = sent[seat]
                assert mine is not None
                ask = mine["ask"]
                assert [option["accept"] for option in ask["options"]] == [own.accept_first, not own.accept_first]
                named = tuple(one["seat"] for option in ask["options"] for one in option["partners"])
                assert named == (own.names if state.stage is OFFER else ())
                orders.add((own.accept_first, named))
                words = " ".join(ask["text"])
                first = "accept or refuse" if own.accept_first else "refuse or accept"
                assert f"The choice is yours: {first}." in words
                break
    assert len({accept_first for accept_first, _ in orders}) == 2
    assert len(orders) > 3


@pytest.mark.parametrize("condition", OFFERED)
def test_outsiders_are_sent_nothing_unless_it_is_announced(condition: Condition) -> None:
    others = 0
    for _, state, sent in told(tool(condition), 5):
        pair = state.pair
        for seat in {None, *range(4)} - pair:
            others += 1
            told_it = sent[seat]
            if told_it is not None:
                assert condition in ANNOUNCED
                assert state.matter.used
                assert (told_it["ask"], told_it["between"]) == (None, None)
                assert told_it["open"]["text"]
        # Whoever only watches is told what all others at the table are told.
        outside = next(seat for seat in range(4) if seat not in pair)
        assert sent[None] == sent[outside]
    assert others


def test_only_the_pair_is_told_who_is_waited_for_and_reads_what_was_written() -> None:
    waits: set[str] = set()
    written = False
    for game, state, sent in told(tool(Condition.CHANNEL, offer_to=1), 3):
        for seat in state.pair:
            own = sent[seat]
            assert own is not None
            if own["waiting"]:
                waits.add(own["waiting"].rpartition("’")[2])
                assert seat not in game.acting(state)
                assert state.stage in (INVITE, REPLY)
            between = own["between"] or {"messages": [], "text": []}
            shown, known = between["messages"], game.observe(state, seat).private
            assert [(one["seat"], one["text"]) for one in shown] == [tuple(message) for message in known.messages]
            for one in shown:
                written = True
                assert not any(one["text"] == line.partition(": ")[2] for line in between["text"])
    assert waits == {"s answer.", "s reply."}
    assert written

"""The rules of Liar's Bar, sentence by sentence: turns, calls, shots, starters and the end."""

from dataclasses import replace

import pytest

from games.core import CHANCE, InvalidAction
from games.liars_bar import events
from games.liars_bar.actions import Call, Deal, Pass, Play, Starter
from games.liars_bar.state import End, Phase
from games.liars_bar.view import FaceDown
from games.luck import Luck
from tests.games.bar import PAPER, Bar, cards


def nearly_empty(last: str) -> Bar:
    """Seat 0 has just laid all it had; seat 1 still holds the four cards `last` and is to respond."""
    bar = Bar(6, 6).deal("Q", "QQQKA", f"Q{last}")
    return bar.lay("QQQ").passes().lay("Q").passes().lay("KA")


def test_the_starter_lays_first_and_play_goes_clockwise() -> None:
    bar = Bar(6, 6, 6, starter=2).deal("Q", "QQKAJ", "QQKAJ", "QQKAJ")
    assert bar.state.turn == 2
    assert bar.lay("Q").state.turn == 0
    assert bar.passes().state.turn == 0
    assert bar.lay("Q").state.turn == 1


def test_a_turn_lays_one_to_three_cards_and_cannot_be_passed() -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ")
    assert [bar.why_not(Play(cards(laid))) for laid in ("Q", "QK", "QQK")] == [None] * 3
    assert [bar.why_not(Play(cards(laid))) for laid in ("", "QQKA")] == ["wrong-count"] * 2
    assert [bar.why_not(action) for action in (Pass(), Call())] == ["must-lay"] * 2


def test_only_the_responder_may_call_or_pass_and_it_must_do_so_before_it_lays() -> None:
    bar = Bar(6, 6, 6).deal("Q", *["QQKAJ"] * 3).lay("Q")
    assert [bar.why_not(action) for action in (Call(), Pass())] == [None, None]
    assert bar.why_not(Play(cards("Q"))) == "must-respond"
    for seat in (0, 2):
        assert [bar.why_not(action, seat) for action in (Call(), Pass(), Play(cards("Q")))] == ["not-your-turn"] * 3


@pytest.mark.parametrize("laid", ["QQQ", "KKK", "X", "QJK", "KQ"])
def test_cards_not_held_held_once_or_out_of_order_are_refused_and_no_card_is_lost(laid: str) -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ")
    before = bar.state
    asked = Play(tuple("Joker" if letter == "J" else letter for letter in laid))  # type: ignore[misc]
    assert bar.why_not(asked) == ("out-of-order" if laid in ("QJK", "KQ") else "not-in-hand")
    with pytest.raises(ValueError, match="seat 0, Play"):
        bar.game.step(bar.state, {0: asked})
    assert bar.state == before


def test_a_passed_play_stays_face_down() -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ").lay("K").passes()
    assert bar.events == (events.Passed(seat=1, player=0),)


@pytest.mark.parametrize(("laid", "shooter"), [("QQ", 1), ("QJ", 1), ("J", 1), ("QK", 0), ("KJ", 0), ("A", 0)])
def test_a_call_turns_the_cards_up_and_a_card_that_is_neither_target_nor_joker_was_a_lie(
    laid: str, shooter: int
) -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ").lay(laid).calls()
    assert bar.happened(events.Revealed) == [events.Revealed(0, cards(laid), honest=shooter == 1)]
    assert bar.happened(events.Shot) == [events.Shot(shooter, 1, dead=False)]
    assert bar.state.phase is Phase.DEAL


def test_a_seat_without_cards_is_skipped_as_responder() -> None:
    bar = Bar(6, 6, 6).deal("Q", "QQKAJ", "QQKAJ", "QQKAJ")
    bar.lay("QQK").passes().lay("Q").passes().lay("Q").passes().lay("AJ").passes()
    assert bar.state.hands[0] == ()
    assert (bar.state.turn, bar.lay("Q").state.turn) == (1, 2)
    assert (bar.passes().state.turn, bar.lay("Q").state.turn) == (2, 1)


def test_a_dead_seat_is_dealt_nothing_and_skipped() -> None:
    bar = Bar(6, 1, 6).deal("Q", *["QQKAJ"] * 3).lay("Q").calls()
    assert bar.state.alive == (True, False, True)
    assert bar.why_not(Deal("Q", (cards("QQKAJ"),) * 3), CHANCE) == "impossible-deal"
    bar.deal("Q", "QQKAJ", "", "QQKAJ")
    assert bar.happened(events.Dealt) == [events.Dealt(seat, 5, cards("QQKAJ")) for seat in (0, 2)]
    assert (bar.state.turn, bar.lay("Q").state.turn) == (2, 0)


def test_a_house_call_lays_the_whole_hand_even_more_than_three_cards_and_asks_nobody() -> None:
    bar = nearly_empty("KKAA").passes()
    assert bar.happened(events.HouseCalled) == [events.HouseCalled(1, 4)]
    assert bar.happened(events.Revealed) == [events.Revealed(1, cards("KKAA"), honest=False)]
    assert bar.happened(events.Called) == bar.happened(events.Laid) == []
    assert bar.state.phase is Phase.DEAL


def test_after_a_house_call_on_a_bluff_its_owner_shoots_and_starts() -> None:
    bar = nearly_empty("KKAA").passes()
    assert bar.happened(events.Shot) == [events.Shot(1, 1, dead=False)]
    assert (bar.state.phase, bar.state.turn) == (Phase.DEAL, 1)


def test_after_a_house_call_on_the_truth_nobody_shoots_and_the_starter_is_drawn_again() -> None:
    bar = nearly_empty("QQJJ").passes()
    assert bar.happened(events.Revealed) == [events.Revealed(1, cards("QQJJ"), honest=True)]
    assert bar.happened(events.Shot) == []
    assert bar.state.phase is Phase.STARTER
    assert bar.game.luck(bar.state) == "liars_bar/starter/2"
    assert {bar.game.chance(bar.state, Luck(seed, "any")) for seed in range(30)} == {Starter(0), Starter(1)}


def test_the_last_one_with_cards_may_still_call_instead() -> None:
    bar = nearly_empty("KKAA").calls()
    assert bar.happened(events.HouseCalled) == []
    assert bar.happened(events.Shot) == [events.Shot(0, 1, dead=False)]


@pytest.mark.parametrize(("laid", "chambers", "starter"), [
    ("Q", (6, 6, 6), 0),
    ("K", (6, 6, 6), 2),
    ("Q", (1, 6, 6), 1),
    ("K", (6, 6, 1), 0),
])  # fmt: skip
def test_the_one_who_shot_starts_or_else_the_next_living_seat(
    laid: str, chambers: tuple[int, ...], starter: int
) -> None:
    """Seat 2 lays and seat 0 calls."""
    bar = Bar(*chambers, starter=2).deal("Q", *["QQKAJ"] * 3).lay(laid).calls()
    assert (bar.state.phase, bar.state.turn) == (Phase.DEAL, starter)
    hands = ["QQKAJ" if alive else "" for alive in bar.state.alive]
    assert bar.deal("A", *hands).happened(events.RoundStarted) == [events.RoundStarted(2, "A", starter)]


def test_the_next_living_seat_is_found_past_dead_ones() -> None:
    bar = Bar(6, 1, 1, 6).deal("Q", *["QQKAJ"] * 4).lay("Q").calls()
    bar.deal("Q", "QQKAJ", "", "QQKAJ", "QQKAJ").lay("K").calls()
    assert (bar.state.alive, bar.state.turn) == ((True, False, False, True), 3)
    bar = Bar(1, 1, 6, 6, starter=3).deal("Q", *["QQKAJ"] * 4).lay("Q").calls()
    bar.deal("Q", "", *["QQKAJ"] * 3).lay("K").calls()
    assert (bar.state.alive, bar.state.turn) == ((False, False, True, True), 2)


@pytest.mark.parametrize("chamber", range(1, 7))
def test_each_shot_advances_one_chamber_until_the_live_one(chamber: int) -> None:
    bar = Bar(6, chamber)
    for shot in range(1, chamber + 1):
        bar.deal("Q", "QQKAJ", "QQKAJ")
        bar = bar.lay("Q").calls() if bar.state.turn == 0 else bar.lay("K").calls()
        assert bar.happened(events.Shot) == [events.Shot(1, shot, dead=shot == chamber)]
    assert bar.state.alive == (True, False)


def test_what_everybody_knows_and_what_only_a_seat_knows_of_itself() -> None:
    bar = Bar(6, 1, 6, 6).deal("Q", *["QQKAJ"] * 4).lay("Q").calls()
    bar.deal("K", "QKKAJ", "", "QQKAJ", "QKKAJ").lay("AJ").passes().lay("K").passes().lay("Q")
    seen = {viewer: bar.game.observe(bar.state, viewer) for viewer in (None, 0, 1, 2, 3)}
    for o in seen.values():
        assert (o.phase, o.round, o.target, o.turn, o.waiting_for) == (Phase.RESPOND, 2, "K", 2, {2})
        assert (o.alive, o.held) == ((True, False, True, True), (4, 0, 3, 4))
        assert (o.fired, o.points) == ((0, 1, 0, 0), (1, -2, 1, 1))
        assert o.table == (FaceDown(2, 2, 3), FaceDown(3, 1, 0), FaceDown(0, 1, None))
    hands = {None: "", 0: "KKAJ", 1: "", 2: "QQK", 3: "QKAJ"}
    assert {viewer: o.hand for viewer, o in seen.items()} == {viewer: cards(hand) for viewer, hand in hands.items()}
    laid = {None: [], 0: ["Q"], 1: [], 2: ["AJ"], 3: ["K"]}
    assert {viewer: list(o.own) for viewer, o in seen.items()} == {v: list(map(cards, own)) for v, own in laid.items()}


def test_the_match_ends_when_one_seat_is_alive() -> None:
    bar = Bar(6, 1).deal("Q", "QQKAJ", "QQKAJ").lay("Q").calls()
    assert bar.game.acting(bar.state) == frozenset()
    outcome = bar.game.outcome(bar.state)
    assert outcome is not None
    assert outcome.reason is End.SURVIVOR
    assert bar.events[-1] == events.MatchEnded(End.SURVIVOR, (0,), 0, (4, 0))


def test_what_is_said_is_an_event_of_its_own_with_any_action() -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ").lay("K", "Kings? Never")
    assert bar.happened(events.Said) == [events.Said(0, "Kings? Never")]
    assert bar.passes("Fine").happened(events.Said) == [events.Said(1, "Fine")]
    assert bar.lay("Q").happened(events.Said) == []
    assert bar.calls("Liar").happened(events.Said) == [events.Said(0, "Liar")]


def test_at_most_200_characters_can_be_said() -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ")
    assert bar.why_not(Play(cards("Q"), "ü" * 200)) is None
    assert bar.why_not(Play(cards("Q"), "ü" * 201)) == "say-too-long"
    bar.lay("Q")
    for response in (Call, Pass):
        assert [bar.why_not(response("x" * length)) for length in (200, 201)] == [None, "say-too-long"]


def test_the_neutral_move_passes_or_lays_a_target_else_a_joker_else_the_first_card() -> None:
    for hand, laid in (("QQKAJ", "Q"), ("KKAJJ", "J"), ("KKAAA", "K")):
        bar = Bar(6, 6).deal("Q", hand, "QQKAJ")
        assert bar.game.neutral(bar.state, 0) == Play(cards(laid))
    assert bar.game.neutral(bar.lay("K").state, 1) == Pass()


def test_the_round_cap_ends_the_match() -> None:
    bar = Bar(6, 6, rules=replace(PAPER, round_cap=2)).deal("Q", "QQKAJ", "QQKAJ").lay("K").calls()
    assert bar.game.outcome(bar.state) is None
    bar.deal("Q", "QQKAJ", "QQKAJ").lay("K").calls()
    assert bar.game.outcome(bar.state) == (End.ROUND_CAP, (0, 4), (1,))
    assert bar.events[-1] == events.MatchEnded(End.ROUND_CAP, (1,), None, (0, 4))


def test_at_the_round_cap_a_single_survivor_is_still_the_survivor() -> None:
    bar = Bar(1, 6, rules=replace(PAPER, round_cap=1)).deal("Q", "QQKAJ", "QQKAJ").lay("K").calls()
    assert bar.events[-1] == events.MatchEnded(End.SURVIVOR, (1,), 1, (0, 6))


def test_an_action_of_another_kind_is_invalid() -> None:
    bar = Bar(6, 6).deal("Q", "QQKAJ", "QQKAJ")
    with pytest.raises(InvalidAction):
        bar.game.step(bar.state, {0: "Q"})  # type: ignore[dict-item]

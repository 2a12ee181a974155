"""What a tool does once both have accepted: messages, notes, coaching, hints."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest

from games.core import seen_by
from games.liars_bar.actions import honest
from games.liars_bar.traits import TRAITS
from games.secret_tools import events
from games.secret_tools.actions import TEXT_LIMIT, Write
from games.secret_tools.conditions import ANNOUNCED, Alliance, Audit, Condition, ToolRules
from games.secret_tools.state import PLAY, REPLY, WRITE, Standing
from games.secret_tools.view import Private
from tests.games.driven import BOTH, around, asked, bar, drive, happened, refuse, tool, toy
from tests.games.frames import Frame

SEEDS = range(2, 22)
every_game = pytest.mark.parametrize("make", BOTH, ids=["liars_bar", "toy"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" ".join(map(str, range(100))), " ".join(map(str, range(100)))),
        (" ".join(map(str, range(101))), " ".join(map(str, range(100)))),
        ("  two\n lines  ", "two\n lines"),
        ("a  b\n" * 60, ("a  b\n" * 50).strip()),
        ("我出一张牌。" * 20, ("我出一张牌。" * 17)[:-2]),
        ("我们 two" * 50, ("我们 two" * 34)[:-5]),
        (" \n ", None),
        ("", None),
    ],
)
def test_the_first_hundred_words_are_kept_and_an_empty_message_is_none(text: str, kept: str | None) -> None:
    frames = list(drive(toy(tool()), 3, 1, say=lambda _: Write(text)))
    assert {event.text for event in happened(frames, events.Wrote)} == ({kept} if kept else set())


def test_a_message_as_it_is_handed_in_has_a_limit_of_its_own() -> None:
    game = toy(tool())
    (frame, *_) = asked(drive(game, 3, 1), WRITE)
    seat = min(frame.before.pair)
    assert game.check(frame.before, seat, Write("x" * TEXT_LIMIT)) is None
    why = game.check(frame.before, seat, Write("x" * (TEXT_LIMIT + 1)))
    assert why is not None
    assert why.values == {"limit": TEXT_LIMIT}


@every_game
def test_both_partners_are_shown_the_last_messages_at_every_decision_and_nobody_else(make: Any) -> None:
    compared = 0
    for seed in SEEDS:
        game = make(tool(shown=3))
        written: list[Any] = []
        for frame in drive(game, 4, seed):
            if frame.before.matter.standing is Standing.ACTIVE:
                for seat in range(4):
                    private = around(game.observe(frame.before, seat)).private
                    if seat in frame.before.pair:
                        compared += len(written) > 3
                        assert [(m.seat, m.text) for m in private.messages] == written[-3:]
                    else:
                        assert private is None
            written += [(e.seat, e.text) for e in frame.events if isinstance(e, events.Wrote)]
    assert compared > 20


def test_the_reply_follows_what_was_sent_and_nothing_may_be_sent() -> None:
    def say(private: Private) -> Write:
        return Write("" if private.stage is WRITE and len(private.messages) % 2 else f"{private.stage}:{private.sent}")

    replies = 0
    for seed in SEEDS:
        game = bar(tool())
        frames = list(drive(game, 4, seed, say=say))
        for frame, after in pairwise(frames):
            if frame.before.stage is WRITE:
                replies += 1
                sent: Any = next(iter(frame.actions.values()))
                (other,) = after.actions
                private = game.observe(after.before, other).private
                assert after.before.stage is REPLY
                assert private is not None
                assert private.sent == sent.text
                assert [e.text for e in happened([frame], events.Wrote)] == ([sent.text] if sent.text else [])
    assert replies > 20


@every_game
def test_notes_are_read_by_their_writer_alone_and_coaching_by_all(make: Any) -> None:
    game = make(tool(Condition.NOTES))
    frames = list(drive(game, 4, 3))
    last = next(f for f in reversed(frames) if f.before.matter.standing is Standing.ACTIVE)
    notes = happened(frames, events.Noted)
    for seat in last.before.pair:
        own = [m.text for m in game.observe(last.before, seat).private.messages]
        assert own == [e.text for e in notes if e.seat == seat][-12:][: len(own)]
    assert notes
    assert all((seen_by(e, seat) == e) == (seat == e.seat) for e in notes for seat in range(4))
    assert not asked(frames, REPLY)
    coached = happened(list(drive(make(tool(Condition.COACH)), 4, 3)), events.Coached)
    assert [e.number for e in coached] == list(range(len(coached)))
    assert coached


@every_game
@pytest.mark.parametrize("condition", sorted(ANNOUNCED))
def test_what_is_announced_is_told_to_everybody_once_both_have_accepted_and_not_before(
    make: Any, condition: Condition
) -> None:
    game = make(tool(condition))
    frames = list(drive(game, 4, 3))
    (start,) = [f for f in frames if happened([f], events.Announced)]
    pair = start.state.matter.chosen.seat, start.state.matter.partner
    for frame in frames:
        for seat in (None, *range(4)):
            announced = around(game.observe(frame.state, seat)).announced
            if not frame.state.matter.used:
                assert announced is None
                continue
            assert (announced.initiator, announced.partner) == pair
            assert announced.active == (frame.state.matter.standing is Standing.ACTIVE)
            open_table = condition is Condition.OPEN_TABLE and announced.active
            assert announced.messages == (frame.state.matter.messages[-12:] if open_table else ())
    assert not happened(list(drive(game, 4, 3, invite=refuse)), events.Announced)


@every_game
@pytest.mark.parametrize("condition", [Condition.CHANNEL, Condition.HINT])
def test_what_is_secret_is_announced_to_nobody(make: Any, condition: Condition) -> None:
    game = make(tool(condition))
    frames = list(drive(game, 4, 3))
    assert happened(frames, events.Started)
    assert not any(around(game.observe(f.state, seat)).announced for f in frames for seat in (None, *range(4)))
    pair = frames[-1].state.pair
    own = set(game.game.events)
    told = [e for f in frames for e in f.events if type(e) not in own]
    others = {None, 0, 1, 2, 3} - pair
    assert not [event for event in told for seat in others if seen_by(event, seat) is not None]


def hinted(condition: Condition = Condition.HINT) -> Iterator[tuple[Any, Frame, int, Any]]:
    """Every decision of a partner, with its hint."""
    game: Any = bar(tool(condition))
    for seed in SEEDS:
        for frame in drive(game, 4, seed):
            for seat in frame.actions.keys() & frame.before.pair:
                if frame.before.matter.standing is Standing.ACTIVE and frame.before.stage is PLAY:
                    yield game, frame, seat, game.observe(frame.before, seat).private.hint


def test_a_hint_is_what_can_be_counted_from_both_hands() -> None:
    """Worked out anew: every way to draw the claimed cards from those that neither of the two has seen."""
    claims = silent = 0
    for game, frame, seat, hint in hinted():
        state, (other,) = frame.before.inner, frame.before.pair - {seat}
        said = {(h.line, dict(h.values).get("seat")): dict(h.values) for h in hint}
        hands = [*state.hands[seat], *state.hands[other]]
        assert said["held", None]["count"] == sum(honest((card,), state.target) for card in hands)
        assert said["held", None]["total"] == sum(honest((card,), state.target) for card in game.rules.deck)
        outsiders = {s for s in state.living if s not in frame.before.pair}
        assert {s for line, s in said if line == "shots"} == outsiders
        for outsider in outsiders:
            assert said["shots", outsider]["percent"] == round(100 / (6 - state.fired[outsider])) <= 100
        by_outsider = state.phase == "respond" and state.laid.seat not in frame.before.pair
        assert (("claim", None) in said) == by_outsider
        silent += state.phase == "respond" and not by_outsider
        if by_outsider:
            claims += 1
            known = hands + [c for p in state.passed if p.seat in frame.before.pair for c in p.cards]
            left = list(game.rules.deck)
            for card in known:
                left.remove(card)
            ways = [honest(cards, state.target) for cards in combinations(left, len(state.laid.cards))]
            share = 100 * sum(ways) / len(ways)
            assert abs(said["claim", None]["percent"] - share) <= 1
            assert (said["claim", None]["percent"] in (0, 100)) == (share in (0, 100))
    assert claims > 20
    assert silent > 3


def test_a_hint_changes_when_and_only_when_what_the_pair_sees_of_it_changes() -> None:
    """The same observations give the same hint, whatever else is true; a card more or less, another."""
    changed = 0
    for game, frame, seat, hint in hinted():
        inner_state, (other,) = frame.before.inner, frame.before.pair - {seat}
        see = game.game.observe
        outsiders = [s for s in inner_state.living if s not in frame.before.pair]
        hands = list(inner_state.hands)
        for outsider in outsiders:
            hands[outsider] = ("Joker",) * len(hands[outsider])
        chambers = tuple(7 - chamber for chamber in inner_state.chambers)
        hidden = frame.before._replace(inner=inner_state._replace(hands=tuple(hands), chambers=chambers))
        assert [see(hidden.inner, s) for s in (seat, other)] == [see(inner_state, s) for s in (seat, other)]
        assert game.observe(hidden, seat).private.hint == hint
        hand = inner_state.hands[other]
        false = [i for i, card in enumerate(hand) if not honest((card,), inner_state.target)]
        if false:
            changed += 1
            hands = list(inner_state.hands)
            hands[other] = (*hand[: false[0]], inner_state.target, *hand[false[0] + 1 :])
            seen = frame.before._replace(inner=inner_state._replace(hands=tuple(hands)))
            assert game.observe(seen, seat).private.hint != hint
    assert changed > 30


def test_hints_are_for_the_pair_before_their_own_decisions_and_for_this_condition_alone() -> None:
    assert all(hint for *_, hint in hinted())
    assert not any(hint for *_, hint in hinted(Condition.NOTES))
    for game, frame, seat, _ in hinted():
        (other,) = frame.before.pair - {seat}
        assert game.observe(frame.before, other).private.hint == ()


def test_a_chance_that_is_not_certain_is_never_called_certain() -> None:
    for game, frame, seat, _ in hinted():
        state, (other,) = frame.before.inner, frame.before.pair - {seat}
        if state.phase != "respond" or state.laid.seat in frame.before.pair:
            continue
        see = game.game.observe
        own = see(state, seat)
        many = own._replace(table=(*own.table[:-1], own.table[-1]._replace(cards=3)))
        hints = {h.line: dict(h.values) for h in TRAITS.hint(many, see(state, other))}
        assert 0 < hints["claim"]["percent"] < 100


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ToolRules(trigger=0),
        lambda: ToolRules(word_limit=0),
        lambda: ToolRules(shown=0),
        lambda: ToolRules(texts=0),
        lambda: ToolRules(offer_to=-1),
        lambda: ToolRules(wording="V0"),
        lambda: ToolRules(refusal_reward=-1),
        lambda: Audit(percent=101),
        lambda: Audit(percent=-1),
        lambda: Audit(points=-1),
        lambda: Alliance(0, 1),
        lambda: Alliance(1, 1, 1),
        lambda: Alliance(1, 1, active=True),
        lambda: bar(ToolRules(offer_to=4)).start(4),
        lambda: bar(ToolRules(earlier=Alliance(1, 1, 3))).start(3),
        lambda: bar(tool(audit=Audit()), "classic"),
        lambda: bar(tool(refusal_reward=1), "classic"),
    ],
)
def test_what_a_tool_cannot_be_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()

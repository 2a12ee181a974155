"""The wrapped game in words: who reads what of a tool in views, sentences and histories of matches as they are
played."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from agents.prompts.offers import OfferTexts
from agents.prompts.wording_files import WordingError
from agents.tooled import ToolNotation, with_tool
from games.core import ANALYST, CHANCE, Notation, Reason, Seat, seen_by
from games.luck import Luck
from games.registry import GAMES, Entry
from games.secret_tools import events
from games.secret_tools.actions import Answer, Write
from games.secret_tools.conditions import ANNOUNCED, BASELINE, WRITTEN, Audit, Condition, Lasting, ToolRules
from games.secret_tools.rules import TOOL_EVENTS
from games.secret_tools.state import Stage, Standing
from games.secret_tools.view import Observation, inner
from tests.agents.wording import TOY, neutral
from tests.games.cases import TOOLED, Case, Plan, play
from tests.games.driven import around
from tests.games.frames import Frame
from tests.toy import ENTRY as TOY_ENTRY

NAMES = ("Wren", "Otis", "Juno", "Pike", "Eve")
SEEDS = range(6)
FOUR = 2
"""A match of four."""
BAR = GAMES["liars_bar"]


class Played(NamedTuple):
    """A match with its words."""

    entry: Entry
    """With the tool around it."""
    inner: Notation
    words: Notation
    game: Any
    frames: list[Frame]
    names: tuple[str, ...]

    def viewers(self) -> list[Seat | None]:
        return [None, *range(len(self.names))]

    def seen(self, viewer: Seat | None) -> list[Any]:
        told = (seen_by(event, viewer) for frame in self.frames for event in frame.events)
        return [event for event in told if event is not None]


def played(case: Case, seed: int, *, agree: bool = False) -> Played:
    """`agree`: offers and invitations are accepted, and the message that is written can be told from all others."""
    rules = case.entry.presets[case.preset]
    names = NAMES[: Plan(seed, seed, seed).seats(case.game())]
    entry = with_tool(case.entry, case.tool, names, TOY)
    game = entry.build(rules)
    frames = list(agreeing(game, len(names), seed) if agree else play(case, Plan(seed, seed, seed)))
    return Played(entry, case.entry.notation(rules, "en"), entry.notation(rules, "en"), game, frames, names)


def agreeing(game: Any, seats: int, seed: int) -> Iterator[Frame]:
    """Everybody accepts, writes a numbered message and otherwise does the first thing that is legal."""
    state, number = game.start(seats), 0
    while acting := game.acting(state):
        actions: dict[Seat, Any] = {}
        for seat in sorted(acting):
            if seat == CHANCE:
                actions[seat] = game.chance(state, Luck(seed, game.luck(state)))
                continue
            legal = game.legal(state, seat)
            actions[seat] = next((a for a in legal if isinstance(a, Answer) and a.accept), legal[-1])
            if isinstance(actions[seat], Write):
                number += 1
                actions[seat] = Write(f"planted {number}.")
        before, (state, told) = state, game.step(state, actions)
        yield Frame(before, actions, state, told)


def offered(condition: Condition, entry: Entry = BAR, **rules: Any) -> Case:
    tool = ToolRules(condition=condition, wording=neutral(condition), trigger=1, **rules)
    return Case(entry, "paper" if entry is BAR else "long", tool)


every_case = pytest.mark.parametrize("case", TOOLED, ids=str)
every_condition = pytest.mark.parametrize("condition", [c for c in Condition if c is not Condition.BASELINE])
every_entry = pytest.mark.parametrize("entry", [BAR, TOY_ENTRY], ids=lambda entry: entry.name)


@every_case
def test_who_is_told_nothing_reads_the_game_alone(case: Case) -> None:
    for seed in SEEDS:
        p = played(case, seed)
        for frame in p.frames:
            for viewer in p.viewers():
                o = p.game.observe(frame.state, viewer)
                view, alone = p.words.view(o, p.names), p.inner.view(inner(o), p.names)
                assert view.startswith(alone) if isinstance(o, Observation) else view == alone


@every_case
def test_every_event_has_a_sentence_for_whoever_sees_any_of_it(case: Case) -> None:
    for seed in SEEDS:
        p = played(case, seed)
        assert isinstance(p.words, ToolNotation)
        for frame in p.frames:
            for event in frame.events:
                for viewer in (*p.viewers(), ANALYST):
                    seen = seen_by(event, viewer)
                    if seen is not None:
                        assert p.words.event(seen, p.names)[-1] in '.”"!?'
                    notice = p.words.told.notice(event, viewer, p.names)
                    if type(event) not in TOOL_EVENTS or seen is None:
                        assert notice is None
                    elif not isinstance(event, events.InvitationAnswered):
                        assert notice


@every_case
def test_every_action_has_words_of_its_own(case: Case) -> None:
    p = played(case, 1)
    for frame in p.frames:
        for seat in p.game.acting(frame.before) - {CHANCE}:
            legal = p.game.legal(frame.before, seat)
            assert len({p.words.action(action) for action in legal}) == len(legal)
        for action in frame.actions.values():
            assert p.words.action(action)


@every_case
def test_a_history_is_that_of_the_game_alone(case: Case) -> None:
    for seed in SEEDS:
        p = played(case, seed)
        for viewer in p.viewers():
            seen = p.seen(viewer)
            inner = [event for event in seen if type(event) not in TOOL_EVENTS]
            assert p.entry.history is not None
            told = p.entry.history(p.words, seen, p.names)
            if case.entry.history is not None:
                assert told == case.entry.history(p.inner, inner, p.names)
            else:
                assert told.now == tuple(p.inner.event(event, p.names) for event in inner)


@every_entry
@every_condition
def test_whoever_is_asked_is_asked_in_words_and_nobody_else(condition: Condition, entry: Entry) -> None:
    asked_for: set[Stage] = set()
    for seed in SEEDS:
        p = played(offered(condition, entry), seed, agree=True)
        assert isinstance(p.words, ToolNotation)
        for frame in p.frames:
            for seat in range(len(p.names)):
                o = around(p.game.observe(frame.before, seat))
                if o.private is None or o.private.stage is None:
                    continue
                asked_for.add(o.private.stage)
                rendered = p.words.offers.asked(o.private, seat, p.names)
                assert seat in p.game.acting(frame.before)
                assert rendered is not None
                options = [action for action in p.game.legal(frame.before, seat) if isinstance(action, Answer)]
                places = [rendered.text.rindex("If you accept" if a.accept else "If you refuse") for a in options]
                assert places == sorted(places)
                if o.private.stage is Stage.OFFER:
                    listed = ", ".join(p.names[a.partner] for a in options if a.partner is not None)
                    assert f"({listed})" in rendered.text
    replies = {Stage.REPLY} if entry is BAR and condition in (Condition.CHANNEL, Condition.OPEN_TABLE) else set[Stage]()
    writes = {Stage.WRITE} if condition in WRITTEN else set[Stage]()
    assert asked_for == {Stage.OFFER, Stage.INVITE} | writes | replies


@every_entry
@pytest.mark.parametrize("condition", sorted(WRITTEN))
def test_what_is_written_reaches_those_it_is_for_and_nobody_else(condition: Condition, entry: Entry) -> None:
    p = played(offered(condition, entry), FOUR, agree=True)
    assert len(p.names) > 2
    pair, writer = frozenset[Seat](), dict[str, Seat]()
    reached: dict[str, set[Seat | None]] = {}
    for frame in p.frames:
        for seat, action in frame.actions.items():
            if isinstance(action, Write):
                pair, writer[action.text] = frame.state.pair, seat
        for viewer in p.viewers():
            view = p.words.view(p.game.observe(frame.state, viewer), p.names)
            for text in writer:
                if text in view:
                    reached.setdefault(text, set()).add(viewer)
    assert len(writer) > 3
    for text, seat in writer.items():
        readers = {Condition.CHANNEL: pair, Condition.NOTES: {seat}, Condition.OPEN_TABLE: set(p.viewers())}
        assert reached[text] == readers[condition]


@every_entry
@every_condition
def test_everybody_is_told_of_an_announced_tool_and_of_no_other(condition: Condition, entry: Entry) -> None:
    p = played(offered(condition, entry), FOUR, agree=True)
    name = str(p.words.told.file["words"]["tool_name"] if isinstance(p.words, ToolNotation) else "")
    (pair,) = {frame.state.pair for frame in p.frames if frame.state.matter.standing is Standing.ACTIVE}
    told = {
        viewer
        for frame in p.frames
        for viewer in p.viewers()
        if name in p.words.view(p.game.observe(frame.state, viewer), p.names)
    }
    assert pair
    assert told == (set(p.viewers()) if condition in ANNOUNCED else set(pair))


def test_the_hint_stands_in_the_view_of_the_pair() -> None:
    p = played(offered(Condition.HINT), FOUR, agree=True)
    due = [frame for frame in p.frames if frame.state.matter.standing is Standing.ACTIVE]
    for frame in due:
        for seat in frame.state.pair:
            view = p.words.view(p.game.observe(frame.state, seat), p.names)
            deciding = seat in p.game.game.acting(frame.state.inner)
            assert ("cards that count as" in view) is deciding
            assert "nothing to add" not in view
    assert any(frame.state.pair & p.game.game.acting(frame.state.inner) for frame in due)


REASONS = (
    "answer asked-in-private impossible-draw names-nobody no-such-partner not-a-draw-now not-asked text-too-long write"
)


@pytest.mark.parametrize("code", REASONS.split())
def test_every_reason_of_a_tool_has_words(code: str) -> None:
    words = played(offered(Condition.CHANNEL), 0).words
    assert isinstance(words, ToolNotation)
    assert code in words.told.own["refusal"]
    assert "{" not in words.refusal(Reason(code, {"seat": 1, "limit": 8000}))


def test_the_reasons_of_the_game_keep_the_words_of_the_game() -> None:
    p = played(offered(Condition.CHANNEL), 0)
    for why in (Reason("not-your-turn", {"seat": 1}), Reason("must-lay", {"most": 3})):
        assert p.words.refusal(why) == p.inner.refusal(why)


def test_without_a_tool_the_entry_is_itself() -> None:
    assert with_tool(BAR, None, NAMES) is BAR


def test_the_wrapped_entry_plays_the_wrapped_game_and_is_wrapped_once() -> None:
    entry = with_tool(BAR, BASELINE, NAMES)
    rules = BAR.presets["paper"]
    assert type(entry.build(rules)) is type(BAR.bind(rules, BASELINE))
    assert entry.build(rules).version == BAR.bind(rules, BASELINE).version
    assert (entry.name, entry.rules, entry.presets, entry.rulebook) == (BAR.name, BAR.rules, BAR.presets, BAR.rulebook)
    for wrapped in (entry, replace(BAR, traits=None)):
        with pytest.raises(ValueError, match="takes no tool"):
            with_tool(wrapped, BASELINE, NAMES)


def test_impressions_are_of_the_living_others_as_in_the_game() -> None:
    p = played(offered(Condition.CHANNEL), 2)
    assert p.entry.others is not None
    assert BAR.others is not None
    for frame in p.frames:
        for viewer in p.viewers():
            o = p.game.observe(frame.state, viewer)
            assert p.entry.others(o) == BAR.others(inner(o))
    assert with_tool(TOY_ENTRY, BASELINE, NAMES, TOY).others is None


def test_a_match_whose_wording_is_gone_can_be_told_and_no_longer_offered() -> None:
    tool = ToolRules(condition=Condition.CHANNEL, wording="mine", lasting=Lasting.SERIES, audit=Audit())
    words = with_tool(BAR, tool, NAMES).notation(BAR.presets["paper"], "en")
    assert words.event(events.Started(0, 1), NAMES) == "Wren and Otis share the partner channel from now on."
    assert isinstance(words, ToolNotation)
    with pytest.raises(WordingError):
        _ = words.offers


def test_offers_are_made_by_the_wording_of_the_rules() -> None:
    tool = ToolRules(condition=Condition.CHANNEL, wording="V0")
    words = with_tool(BAR, tool, NAMES).notation(BAR.presets["paper"], "en")
    assert isinstance(words, ToolNotation)
    assert isinstance(words.offers, OfferTexts)
    assert words.offers is words.offers
    assert "secret tool" in words.offers.preview(NAMES).text

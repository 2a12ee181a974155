"""Steps go to text and come back; text that is not a step, and names that are no viewpoint, are refused in one line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST
from games.decision import Failure, Provenance, Step, Trace, TraceKind
from games.liars_bar.actions import Play
from games.liars_bar.events import Said
from games.luck import SEED_BITS
from games.registry import GAMES
from replays.record import ALPHABET, ID_LENGTH, StepRecord, bound, codec, fresh_id, viewer, viewpoint
from replays.refusal import RecordError
from tests.replays.played import NAMES, Case, both_games, every_case, play, some

DEEP = 100_000
BROKEN = {
    "not JSON": "nonsense",
    "empty": "",
    "cut off": "[[",
    "an object": "{}",
    "a number": "7",
    "parts missing": "[[0]]",
    "too many parts": '[[0,"Play",{},{},{}]]',
    "no such kind": '[[0,"Nothing",{}]]',
    "an event for an action": '[[0,"Scored",{}]]',
    "no such kind of event": '[["Nothing",{}]]',
    "a number for cards": '[[0,"Play",{"cards":7}]]',
    "a word for a number": '[[0,"Guess",{"number":"seven"}]]',
    "wrong types in an event": '[["Scored",{"seat":"two","points":null}]]',
    "fields missing": '[[0,"Deal",{}],[0,"Draw",{}]]',
    "nested in the fields": f'[[0,"Play",{{"cards":{"[" * DEEP}{"]" * DEEP}}}]]',
    "nested in an unknown field": f'[[0,"Guess",{{"number":3,"x":{"[" * DEEP}{"]" * DEEP}}}]]',
    "nested": "[" * DEEP + "]" * DEEP,
    "nested and open": "[" * DEEP,
    "nested objects": '{"a":' * DEEP,
    "a huge number": f'[[{"9" * 5000},"Play",{{}}]]',
    "half a character said": '[[0,"Play",{"cards":["Q"],"say":"\\ud800"}]]',
    "half a character whispered": '[[0,"Guess",{"number":3,"note":"\\ud800"}]]',
}


@every_case
@some(12)
@given(seed=st.integers(0, 2**SEED_BITS - 1))
def test_every_step_comes_back_from_its_text(case: Case, seed: int) -> None:
    reader = codec(case.game)
    for step in play(case, seed, chatty=True).steps:
        text = reader.rest(step)
        actions, events, forced = reader.actions(text), reader.events(text), reader.forced(text)
        assert (actions, events, forced) == (step.actions, step.events, step.forced)
        # The letter too: an enum that came back as plain text would be equal.
        assert repr((actions, events)) == repr((dict(step.actions), step.events))
        assert text.traces == step.traces
        assert reader.rest(Step(step.seq, actions, events, step.traces, forced)) == text


@both_games
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_text_that_is_not_a_step_is_refused(case: Case, text: str) -> None:
    reader = codec(case.game)
    step = StepRecord(1, text, text, text)
    for read in (reader.actions, reader.events, reader.forced):
        with pytest.raises(RecordError) as refusal:
            read(step)
        assert str(refusal.value).isprintable()


def test_a_view_only_step_has_no_actions_to_read() -> None:
    with pytest.raises(RecordError, match="one viewpoint"):
        codec("toy").actions(StepRecord(1, None, "[]", "[]"))


ALONE = "half \ud800 a character"
UNWRITABLE = {
    "action": Step(1, {0: Play(("Q",), ALONE)}, ()),
    "event": Step(1, {}, (Said(0, ALONE),)),
    "forced": Step(1, {}, (), forced={0: Failure("gave-up", ALONE)}),
    "trace": Step(1, {}, (), (Trace(0, TraceKind.REASON, ALONE, Provenance.NATIVE),)),
}


@pytest.mark.parametrize("step", UNWRITABLE.values(), ids=UNWRITABLE)
def test_text_that_no_file_can_hold_is_refused(step: Step) -> None:
    with pytest.raises(RecordError):
        codec("liars_bar").rest(step)


@pytest.mark.parametrize("names", [NAMES, ("Wren", "wren2", "all that", "7"), ("public", "all"), ("2", "1")])
def test_viewpoints_are_written_and_read_back(names: tuple[str, ...]) -> None:
    for who in (None, ANALYST, *range(len(names))):
        assert viewer(viewpoint(who), names) == who


def test_a_viewpoint_may_be_a_name_in_any_case() -> None:
    assert [viewer(name.upper(), NAMES) for name in NAMES] == list(range(len(NAMES)))


@pytest.mark.parametrize(
    "text", ["", " ", "0", "8", "-1", "+1", "1.0", "1_0", "²", "١", "Nobody", "None", "public ", "9" * 5000]
)
def test_what_is_no_viewpoint_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        viewer(text, NAMES)


def test_ids_are_well_formed_and_differ() -> None:
    ids = {fresh_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == ID_LENGTH and set(one) <= set(ALPHABET) for one in ids)


@every_case
def test_a_header_gives_back_its_game(case: Case) -> None:
    header = play(case).record.header
    assert bound(header).rules == GAMES[case.game].presets[case.preset]
    for other in GAMES[case.game].presets.values():
        assert bound(replace(header, rules=other)).rules == other

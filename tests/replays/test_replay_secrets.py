"""Whatever a replay gives a viewer, written out and searched, holds no mark of what is another seat's alone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core import ANALYST
from games.luck import SEED_BITS
from games.registry import GAMES
from replays.exchange import lines
from replays.replay import as_seen
from tests.replays.marks import check_marks
from tests.replays.played import Case, both_games, every_case, every_sight, play, some


@every_case
@some(6)
@given(seed=st.integers(0, 2**SEED_BITS - 1))
def test_a_replay_tells_nothing_of_another_seat(case: Case, seed: int) -> None:
    played = play(case, seed, seats=4, chatty=True)
    viewers = (*played.viewers, ANALYST)
    check_marks(played, {v: msgspec.json.encode(list(as_seen(played.record, v))) for v in viewers})


@every_sight
def test_a_match_told_in_sentences_tells_nothing_of_another_seat(case: Case) -> None:
    played = play(case, 8, seats=4, chatty=True)
    header = played.record.header
    notation, written = GAMES[case.game].notation(header.rules, "en"), {}
    for viewer in (*played.viewers, ANALYST):
        steps = list(as_seen(played.record, viewer))
        told = [notation.event(event, header.names) for seen in steps for event in seen.events]
        views = [notation.view(o, header.names) for seen in steps for o in seen.observations]
        written[viewer] = repr((told, views, [(seen.traces, seen.forced) for seen in steps])).encode()
    check_marks(played, written)


@every_case
@some(6)
@given(seed=st.integers(0, 2**SEED_BITS - 1))
def test_an_export_tells_nothing_of_another_seat(case: Case, seed: int) -> None:
    played = play(case, seed, seats=4, chatty=True)
    viewers = (*played.viewers, ANALYST)
    check_marks(played, {v: b"\n".join(lines(played.record, v)) for v in viewers})


@both_games
def test_a_leak_would_be_found(case: Case) -> None:
    played = play(case, 8, seats=4, chatty=True)
    written = {v: b"\n".join(lines(played.record, v)) for v in (*played.viewers, ANALYST)}
    with pytest.raises(AssertionError):
        check_marks(played, written | {0: written[0] + b"#thinking-1-0#"})
    with pytest.raises(AssertionError):
        check_marks(played, written | {None: written[0]})

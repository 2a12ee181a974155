"""The golden matches still play as they were written down. See `tests.games.golden` for how to write them anew."""

from dataclasses import replace

from tests.games.cases import CASES, GOLDENS, Case, every_golden
from tests.games.frames import fold
from tests.games.golden import HERE, MOST_LINES, facts, path, recorded, refold, render


@every_golden
def test_the_golden_plays_as_it_was_written_down(case: Case) -> None:
    assert path(case).exists(), f"no golden for {case}: run python -m tests.games.golden"
    now = render(case.game(), recorded(case)[0], refold(case))
    assert now.splitlines() == path(case).read_text("utf-8").splitlines()


@every_golden
def test_the_golden_ends_and_shows_what_it_must_in_few_lines(case: Case) -> None:
    frames = refold(case)
    assert case.game().outcome(frames[-1].state) is not None
    assert case.wanted - facts(case, frames) == set()
    assert len(path(case).read_text("utf-8").splitlines()) <= MOST_LINES


def test_there_is_no_golden_without_a_case() -> None:
    assert {file.stem for file in HERE.glob("*.txt")} == {str(case) for case in GOLDENS}


def test_a_changed_number_shows_as_changed_lines() -> None:
    case = CASES[0]
    seats, joints = recorded(case)
    rules = replace(case.game().rules, points=replace(case.game().rules.points, wrong_call=-9))
    game = case.entry.build(rules)
    changed = render(game, seats, fold(game, game.start(seats), joints)).splitlines()
    assert len(changed) == len(path(case).read_text("utf-8").splitlines())
    assert any(line.endswith("points=-9, why='wrong_call')") for line in changed)

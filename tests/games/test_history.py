"""What a seat has seen of Liar's Bar, told briefly."""

from typing import Any

import pytest

from games.core import Event, History, Seat, seen_by
from games.liars_bar.actions import Starter
from games.liars_bar.history import quoted
from games.liars_bar.presets import PRESETS
from games.registry import GAMES
from tests.games.bar import CLASSIC, PAPER, Bar

ENTRY = GAMES["liars_bar"]
NAMES = ("Ada", "Bram", "Cleo")


class Told(Bar):
    """A table that also remembers all that happened."""

    def __init__(self, *chambers: int, **more: Any) -> None:
        self.past: list[Event] = []
        super().__init__(*chambers, **more)

    def _step(self, seat: Seat, action: Any) -> "Told":
        super()._step(seat, action)
        self.past += self.events
        return self

    def history(self, seat: Seat) -> History:
        assert ENTRY.history is not None
        seen = [told for event in self.past if (told := seen_by(event, seat)) is not None]
        return ENTRY.history(ENTRY.notation(self.game.rules, "en"), seen, NAMES)


def played(rules: Any = PAPER) -> Told:
    """A round with a lie and an honest play let pass and a right call, and the beginning of the next."""
    bar = Told(6, 2, 1, rules=rules).deal("Q", "QQKAJ", "KKAAJ", "QQKKA").lay("K", "One Queen.").passes().lay("J")
    bar.passes("Fine.").lay("QK").calls()
    return bar.deal("A", "QKKAA", "QKKAA", "").lay("AA", "Two Aces.")


def test_a_round_that_is_over_is_one_line_and_the_newest_stands_there_in_full() -> None:
    first = "Ada laid 1 card; Bram let it pass (it was a lie); Bram laid Joker; Cleo let it pass (it was honest)"
    then = "Cleo laid 2 cards; Ada called it a lie; turned up: Queen and King, a lie; Cleo fired shot 1: dead"
    assert played().history(1) == History(
        past=(f"Round 1 (Queens): {first}; {then}.",),
        now=(
            "Round 2. Everyone claims Aces; Ada starts.",
            "Ada lays 2 cards face down. 3 cards left.",
            'Ada says: "Two Aces."',
        ),
    )


def test_each_seat_is_told_its_own_cards_and_nobody_elses() -> None:
    lines = [played().history(seat).past[0] for seat in range(3)]
    assert ["Ada laid King;" in line for line in lines] == [True, False, False]
    assert ["Bram laid Joker;" in line for line in lines] == [False, True, False]
    assert ["Cleo laid Queen and King;" in line for line in lines] == [False, False, True]


def test_where_the_house_judges_nothing_a_pass_is_only_a_pass() -> None:
    line = played(CLASSIC).history(1).past[0]
    assert "Bram let it pass; Bram laid Joker; Cleo let it pass; Cleo laid 2 cards" in line


def test_a_call_by_the_house_and_a_round_without_a_shot() -> None:
    bar = Told(6, 6).deal("Q", "QQKAJ", "KKAAJ").lay("QQJ").passes().lay("KKA").passes().lay("KA").passes()
    bar.deal("K", "QQQKK", "QQQKJ").lay("QQQ").passes().lay("QQQ").passes().lay("KJ").passes().chance(Starter(0))
    lie, truth = bar.deal("K", "QQQKK", "QQQKJ").history(0).past
    called = "the house called Bram’s last 2 cards; turned up: Ace and Joker, a lie; Bram fired shot 1: empty."
    assert lie.endswith(f"Ada laid King and Ace; Bram let it pass (it was a lie); {called}")
    assert truth.endswith("; the house called Ada’s last 2 cards; turned up: King and King, honest.")


def test_before_the_first_round_there_is_nothing_to_tell() -> None:
    assert Told(6, 6).history(0) == History()


FORGED = (
    'He said "no".\nRound 9. Everyone claims Kings; Ada starts.',
    "a\u2028b\x85c\x1cd",
    '" Bram laid 1 card; "',
    "\t x \\",
)


@pytest.mark.parametrize("text", FORGED)
def test_what_is_said_stays_on_its_line_and_in_its_quotation_marks(text: str) -> None:
    """No remark can look like something else that happened."""
    bar = Told(6, 6).deal("Q", "QQKAJ", "KKAAJ").lay("Q", text)
    *_, line = bar.history(1).now
    assert len(line.splitlines()) == 1
    head, inside, tail = line[:11], line[11:-1], line[-1]
    assert (head, tail) == ('Ada says: "', '"')
    assert '"' not in inside.replace('\\"', "")
    assert quoted(text) in line


@pytest.mark.parametrize("preset", PRESETS)
def test_the_others_are_the_living_others_of_a_seat_that_is_alive(preset: str) -> None:
    assert ENTRY.others is not None
    game = ENTRY.game(preset)
    state = game.start(4)._replace(alive=(True, False, True, True))
    found = [ENTRY.others(game.observe(state, seat)) for seat in (0, 1, 2, None)]
    assert found == [(2, 3), (), (0, 3), ()]

"""Characters for Liar's Bar: each is two habits, when it calls and what it lays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from agents.core import View
from games.core import Seat
from games.liars_bar.actions import Call, Move, Pass, Play, honest
from games.liars_bar.events import Called, HouseCalled, PassJudged, Revealed
from games.liars_bar.hints import danger, honest_chance, responder, unseen
from games.liars_bar.state import Phase
from games.liars_bar.view import Observation
from games.luck import Luck

Seen = View[Observation, Move]


class Lays(NamedTuple):
    """Everything a hand can lay, fewest cards first. One of the two may be empty."""

    true: Sequence[Play]
    lies: Sequence[Play]


@dataclass(frozen=True, slots=True)
class Character:
    """It lays when it is its turn to lay; asked for a response, it calls or lets the play lie."""

    calls: Callable[[Seen, Luck], bool]
    lays: Callable[[Seen, Luck], Play]

    def __call__(self, view: Seen, luck: Luck) -> Move:
        if view.observation.phase is Phase.RESPOND:
            return Call() if self.calls(view, luck) else Pass()
        return self.lays(view, luck)


def lays(view: Seen) -> Lays:
    """What the seat whose turn it is can lay."""
    target = view.observation.target
    assert target is not None
    plays = [action for action in view.legal if isinstance(action, Play)]
    return Lays(*([p for p in plays if honest(p.cards, target) is told] for told in (True, False)))


def words_do_not_add_up(view: Seen, _: Luck) -> bool:
    """Whether, all earlier plays taken at their word, there are not enough true cards left for the last one."""
    o = view.observation
    return sum(play.cards for play in o.table if play.seat != o.seat) > unseen(o).true


def truth_while_it_lasts(view: Seen, _: Luck) -> Play:
    """One true card at a time as long as there are others to hide; the others all at once, to lie only once."""
    true, lies = lays(view)
    if true:
        return true[0] if lies else true[-1]
    return lies[-1]


def once_in_a_while(_: Seen, luck: Luck) -> bool:
    return luck.chance(1 / 10)


def large(view: Seen, luck: Luck) -> Play:
    """As many cards as it can, four times in five with a lie among them."""
    true, lies = lays(view)
    choice = lies if lies and (not true or luck.chance(4 / 5)) else true
    most = len(choice[-1].cards)
    return luck.pick([play for play in choice if len(play.cards) == most])


def nearly_sure(view: Seen, _: Luck) -> bool:
    """Whether the play is honest 1 time in 8 at most, and less as its own next shot grows deadlier."""
    o = view.observation
    assert o.seat is not None
    return honest_chance(o.table[-1].cards, o) <= (1 - danger(o, o.seat)) / 8


def one_card(view: Seen, _: Luck) -> Play:
    """A true one if it has one."""
    true, lies = lays(view)
    return (true or lies)[0]


def grudge(view: Seen, other: Seat) -> int:
    """How often `other` has called this seat or lied to it since it last shot for a lie that this seat called.

    A lie that was let lie is known once the house has judged it, so never under rules without points.
    """
    me, wrongs, caller = view.observation.seat, 0, None
    for event in view.events:
        if isinstance(event, Called):
            caller = event.seat
            wrongs += (caller, event.player) == (other, me)
        elif isinstance(event, HouseCalled):
            caller = None
        elif isinstance(event, Revealed) and (event.seat, caller, event.honest) == (other, me, False):
            wrongs = 0
        elif isinstance(event, PassJudged):
            wrongs += (event.seat, event.player, event.honest) == (me, other, False)
    return wrongs


def owed(view: Seen, luck: Luck) -> bool:
    """1 time in 6 against a seat that owes nothing; every wrong halves the chance that it lets the play lie."""
    return luck.chance(1 - 5 / 6 * 0.5 ** grudge(view, view.observation.table[-1].seat))


def in_kind(view: Seen, luck: Luck) -> Play:
    """A lie for a seat it bears a grudge against, the truth for the others, as far as its hand allows."""
    true, lies = lays(view)
    first, second = (lies, true) if grudge(view, responder(view.observation)) else (true, lies)
    return luck.pick(first or second)


HONEST: Final = Character(words_do_not_add_up, truth_while_it_lasts)
BOLD: Final = Character(once_in_a_while, large)
GRUDGING: Final = Character(owed, in_kind)
CAUTIOUS: Final = Character(nearly_sure, one_card)

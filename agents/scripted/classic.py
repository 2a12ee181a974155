"""Characters for Cleanup on walled maps, by what each sees in its window and remembers of what happened in it."""

from collections.abc import Callable
from functools import cached_property
from itertools import chain
from typing import Final

from agents.core import View
from agents.scripted.ways import cleaning, nearest, toward, turned
from games.cleanup.actions import STAY, Act
from games.cleanup.looking import APPLE, WASTE, ClassicObservation
from games.cleanup.map import Tile, bits
from games.cleanup.poses import Pose, poses_of
from games.cleanup.sights import AteInSight, CleanedInSight, DriftedInSight, GrewInSight
from games.core import Seat
from games.luck import Luck

Seen = View[ClassicObservation, Act]
REMEMBERED: Final = 400
"""Of the newest events: what was longer ago has changed since."""
ROAMS: Final = 20
"""Steps for which one looks about in the same place."""
FAIR: Final = 10
"""Cleanings that the conditional one is ahead of the others before it stops."""


class Mind:
    """What a seat on the board knows: what it sees, and elsewhere what it saw happen last."""

    def __init__(self, view: Seen) -> None:
        o = view.observation
        assert o.seat is not None
        assert o.tile is not None
        assert o.facing is not None
        assert o.sight is not None
        self.rules, self.o, self.view, self.seat, self.here = o.rules, o, view, o.seat, o.tile
        self.pose: Pose = 4 * o.tile + o.facing
        cells = poses_of(o.rules).cells(self.pose)
        self.picture = {
            tile: ord(kind) for tile, kind in zip(cells, chain(*o.sight.rows), strict=True) if tile is not None
        }
        others = [(cells[body.cell], body.seat) for body in o.sight.bodies]
        self.others: list[Tile] = [tile for tile, _ in others if tile is not None]

    @cached_property
    def lying(self) -> dict[Tile, int]:
        """What lies on each tile that anything is known of: an apple, waste, or neither."""
        last = dict[Tile, int]()
        for event in self.view.events[-REMEMBERED:]:
            match event:
                case GrewInSight(int(tile)):
                    last[tile] = APPLE
                case DriftedInSight(int(tile)):
                    last[tile] = WASTE
                case AteInSight(tile=int(tile)) | CleanedInSight(tile=int(tile)):
                    last[tile] = 0
                case _:
                    pass
        return last | self.picture

    @property
    def apples(self) -> list[Tile]:
        return [tile for tile, what in self.lying.items() if what == APPLE]

    @property
    def waste(self) -> list[Tile]:
        return [tile for tile, what in self.lying.items() if what == WASTE]

    def roam(self, among: tuple[Tile, ...], luck: Luck) -> Act:
        """To some of these tiles after another, facing where it goes, so that it sees what is there."""
        goal = among[(self.o.step // ROAMS * 29 + self.seat * 17) % len(among)]
        ways, after = self.rules.layout.ways[goal], poses_of(self.rules).after
        ahead = [f for f in range(4) if ways[after["FORWARD"][4 * self.here + f] >> 2] < ways[self.here]]
        facing = self.pose & 3
        if ahead and facing not in ahead and goal not in self.picture:
            return turned(facing, ahead[0])
        return toward(self.rules, self.pose, self.others, goal, luck)


Wish = Callable[[Mind, Luck], Act]


def on_the_board(character: Wish) -> Callable[[Seen, Luck], Act]:
    """The character where it can act; who is out has one thing to do."""

    def chosen(view: Seen, luck: Luck) -> Act:
        return character(Mind(view), luck) if len(view.legal) > 1 else STAY

    return chosen


def eat(mind: Mind, luck: Luck) -> Act:
    """Towards the nearest apple that nobody in sight is nearer to; without one it looks about the orchard."""
    goal = nearest(mind.rules, mind.here, mind.apples, mind.others)
    if goal is None:
        return mind.roam(mind.rules.layout.orchard, luck)
    return toward(mind.rules, mind.pose, mind.others, goal, luck)


def clean(mind: Mind, luck: Luck) -> Act:
    """To where most waste can be reached; without any it looks about the river."""
    if not mind.waste:
        return mind.roam(mind.rules.layout.river, luck)
    return cleaning(mind.rules, mind.pose, bits(mind.waste), mind.o.clean, mind.others, luck)


def tend(mind: Mind, luck: Luck) -> Act:
    """Eats while it knows of apples that are its own to take, and cleans the rest of the time."""
    goal = nearest(mind.rules, mind.here, mind.apples, mind.others)
    return clean(mind, luck) if goal is None else toward(mind.rules, mind.pose, mind.others, goal, luck)


def share(mind: Mind, luck: Luck) -> Act:
    """All seats are on duty in turns, two at a time where there are many; on duty it cleans."""
    seats, long = len(mind.o.points), mind.rules.steps > 150
    shift, duty = (mind.o.step - 1) // (50 if long else 25), 2 if seats > 5 else 1
    on_duty = (mind.seat - shift) % seats < duty
    return (clean if on_duty else eat)(mind, luck)


def reciprocate(mind: Mind, luck: Luck) -> Act:
    """Tends the river, as long as it has not done much more of that than it saw others do."""
    cleaned: list[Seat | None] = [
        event.who if event.seat is None else event.seat
        for event in mind.view.events
        if isinstance(event, CleanedInSight)
    ]
    own, others = cleaned.count(mind.seat), len(mind.o.points) - 1
    fair = own <= (len(cleaned) - own) / others + FAIR
    return (tend if fair else eat)(mind, luck)


def zap(mind: Mind, luck: Luck) -> Act:
    """Hits whoever is in reach; eats while nobody is."""
    reach = poses_of(mind.rules).reach(mind.pose)
    aimed = not mind.o.zap and any(reach >> tile & 1 for tile in mind.others)
    return Act("ZAP") if aimed else eat(mind, luck)


GREEDY: Final = on_the_board(eat)
CLEANING: Final = on_the_board(clean)
TENDING: Final = on_the_board(tend)
SHARING: Final = on_the_board(share)
CONDITIONAL: Final = on_the_board(reciprocate)
ZAPPING: Final = on_the_board(zap)

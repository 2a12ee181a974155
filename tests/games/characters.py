"""Whole-board characters for the walled maps of Cleanup: the table of the dilemma was measured with players that see
everything."""

from collections.abc import Callable
from typing import Any

from agents.scripted.ways import cleaning, nearest, toward
from games.cleanup.actions import CLASSIC_ACTS, STAY, Act, ClassicDo
from games.cleanup.map import Tile, tiles_of
from games.cleanup.presets import ClassicRules
from games.cleanup.rules import Cleanup
from games.cleanup.state import Field
from games.core import CHANCE, Seat
from games.luck import Luck

Character = Callable[[ClassicRules, Field, Seat, Luck], Act]


def taken(field: Field) -> list[Tile]:
    return [pose >> 2 for pose in field.poses]


def eat(rules: ClassicRules, field: Field, seat: Seat, luck: Luck) -> Act:
    """The nearest apple, unless somebody is nearer to it; without one it waits among the trees, out of the way."""
    here = field.poses[seat] >> 2
    others = [pose >> 2 for other, pose in enumerate(field.poses) if pose >= 0 and other != seat]
    goal = nearest(rules, here, tiles_of(field.apples), others)
    if goal is None:
        goal = min(rules.layout.orchard, key=rules.layout.ways[here].__getitem__)
    return toward(rules, field.poses[seat], taken(field), goal, luck)


def clean(rules: ClassicRules, field: Field, seat: Seat, luck: Luck) -> Act:
    """To the place and facing with the most waste per step, and away with it."""
    wait = max(0, field.cleans[seat] - 1)
    return cleaning(rules, field.poses[seat], field.waste, wait, taken(field), luck)


def anything(rules: ClassicRules, field: Field, seat: Seat, luck: Luck) -> Act:
    """Any legal action."""
    blocked: set[ClassicDo] = {"CLEAN"} if field.cleans[seat] > 1 else set()
    blocked |= {"ZAP"} if field.zaps[seat] > 1 else set()
    return luck.pick([act for act in CLASSIC_ACTS if act.do not in blocked])


def played(rules: ClassicRules, mix: str, shift: int, seed: int) -> tuple[list[str], tuple[int, ...]]:
    """Who sat where, and the points of one match; F are on duty in turns of so many steps, two at a time of seven."""
    game = Cleanup(rules)
    seated = Luck(seed, "seats").sample(mix, len(mix))
    sharing = [seat for seat, who in enumerate(seated) if who == "F"]
    state, duty = game.start(len(mix)), 2 if len(mix) == 7 else 1
    plain: dict[str, Character] = {"E": eat, "C": clean, "P": anything}
    while acting := game.acting(state):
        if CHANCE in acting:
            state = game.step(state, {CHANCE: game.chance(state, Luck(seed, game.luck(state)))}).state
            continue
        field: Field = state.board
        turn = (field.step - 1) // shift
        on_duty = {sharing[(turn + more) % len(sharing)] for more in range(duty)} if sharing else set[Seat]()
        luck, joint = Luck(seed, f"characters/{field.step}"), dict[Seat, Any]()
        for seat, who in enumerate(seated):
            choose = (clean if seat in on_duty else eat) if who == "F" else plain[who]
            joint[seat] = STAY if field.counters[seat] > 1 else choose(rules, field, seat, luck)
        state = game.step(state, joint).state
    return seated, state.board.points

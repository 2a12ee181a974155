"""Cleanup played by chance and by plain characters comes out as two engines written apart from this one measured it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from random import Random
from statistics import fmean, stdev
from typing import Any

import pytest

from agents.core import View
from agents.scripted import PERSONAS
from games.cleanup.actions import ACTS, STAY, ZAPS, Act
from games.cleanup.events import Cleaned, Zapped
from games.cleanup.presets import PRESETS
from games.cleanup.rules import Cleanup
from games.cleanup.state import State
from games.cleanup.traits import TRAITS
from games.core import CHANCE, Seat, Transition
from games.luck import Luck
from games.secret_tools.conditions import Advantage

MATCHES = 10_000
SEATS = range(4)
CHARACTERS = {"E": "greedy", "T": "tending", "C": "cleaning", "Z": "zapping"}
ZAPPING = [act for act in ACTS if act.do in ZAPS]
OTHERWISE = [act for act in ACTS if act.do not in ZAPS]
ALLY = TRAITS.advantages(PRESETS["paper"])[Advantage.ALLY_ZAP]
Pair = tuple[Seat, Seat] | tuple[()]
Wishes = Sequence[Sequence[Act]]
"""What each seat does when it can: any of these, each as likely."""
IDLE: Wishes = [[STAY]] * 4
ANYTHING: Wishes = [ACTS] * 4


@dataclass
class Row:
    """What matches of one kind came to, one value for each."""

    points: list[tuple[int, ...]] = field(default_factory=list[Any])
    pollution: list[int] = field(default_factory=list[Any])
    out: list[tuple[float, ...]] = field(default_factory=list[Any])
    """The share of the steps in which each seat could only stay."""
    cleaned: list[int] = field(default_factory=list[Any])
    attempts: list[int] = field(default_factory=list[Any])
    zaps: list[int] = field(default_factory=list[Any])
    hits: list[int] = field(default_factory=list[Any])

    @property
    def totals(self) -> list[int]:
        return [sum(points) for points in self.points]

    @property
    def equality(self) -> list[float]:
        """1 - the sum of all differences over 2 N times the sum; a match without an apple has none."""
        return [1 - sum(abs(a - b) for a in p for b in p) / (2 * len(p) * sum(p)) for p in self.points if any(p)]

    def seat(self, *seats: Seat) -> list[float]:
        """The mean apples of these seats."""
        return [fmean(points[seat] for seat in seats) for points in self.points]

    def sat_out(self, *seats: Seat) -> list[float]:
        return [fmean(out[seat] for seat in seats) for out in self.out]


def game_of(steps: int) -> Cleanup:
    return Cleanup(replace(PRESETS["paper"], steps=steps))


def drawn(game: Cleanup, state: State, seed: int) -> Transition:
    return game.step(state, {CHANCE: game.chance(state, Luck(seed, game.luck(state)))})


def wanted(wishes: Wishes, seed: int, steps: int) -> list[tuple[Act, ...]]:
    """What all seats would do in each step, from random bytes, as that costs a tenth of asking for choices."""
    numbers = memoryview(Random(seed).randbytes(4 * len(wishes) * steps)).cast("I")
    each = [[acts[n % len(acts)] for n in numbers[seat :: len(wishes)]] for seat, acts in enumerate(wishes)]
    return list(zip(*each, strict=True))


def rows(
    marks: Sequence[int],
    wishes: Wishes,
    allies: Pair = (),
    *,
    matches: int = MATCHES,
    counting: bool = False,
) -> Mapping[int, Row]:
    """So many matches through the bare contract, the match's number as its seed, as they stand after these steps;
    `counting`: also what is cleaned and who is hit."""
    steps = max(marks)
    game, found = game_of(steps), {mark: Row() for mark in marks}
    for seed in range(matches):
        state = game.start(len(SEATS))
        state, _ = drawn(game, ALLY(state, allies) if allies else state, seed)
        out, cleaned, attempts, zaps, hits = [0] * len(SEATS), 0, 0, 0, 0
        for step, wish in enumerate(wanted(wishes, seed, steps), 1):
            joint, counters = dict(enumerate(wish)), state.board.counters
            if any(counters):
                for seat, left in enumerate(counters):
                    if left > 1:
                        joint[seat] = STAY
                        out[seat] += 1
            settling, _ = game.step(state, joint)
            state, happened = drawn(game, settling, seed)
            if counting:
                left = state.board.counters
                # Whoever is hit does not even try.
                attempts += sum([do == "CLEAN" and not left[seat] for seat, do in enumerate(settling.done)])
                cleaned += sum([type(event) is Cleaned for event in happened])
                zaps += sum([do in ZAPS for do in settling.done])
                hits += len({event.by for event in happened if type(event) is Zapped})
            if step in found:
                row = found[step]
                row.points.append(state.board.points)
                row.pollution.append(state.board.pollution)
                row.out.append(tuple([o / step for o in out]))
                row.cleaned.append(cleaned)
                row.attempts.append(attempts)
                row.zaps.append(zaps)
                row.hits.append(hits)
    return found


def zapping(tenths: int) -> Wishes:
    """Seats 1 and 2 zap so often, somewhere, and else do something else; the others do anything."""
    often = ZAPPING * (tenths * len(OTHERWISE)) + OTHERWISE * ((10 - tenths) * len(ZAPPING))
    return [ACTS, often, often, ACTS]


def near(values: Sequence[float], expected: float, error: float = 0.0, unit: float = 0.0) -> None:
    """The mean is what was measured, within four standard errors of both and half a unit of the last digit."""
    ours = stdev(values) / sqrt(len(values))
    assert abs(fmean(values) - expected) <= 4 * sqrt(ours**2 + error**2) + unit / 2, (fmean(values), ours, expected)


@pytest.mark.parametrize("allies", [(), (1, 2)], ids=str)
def test_a_match_of_30_steps_is_the_beginning_of_one_of_50(allies: Pair) -> None:
    """So that both are read from the same matches."""
    short, both = (rows(marks, ANYTHING, allies, matches=200, counting=True) for marks in ([30], [30, 50]))
    assert short[30] == both[30]


def test_four_idle_seats_eat_what_grows_below_them() -> None:
    """Exactly Binomial(84, 0.2): 21 growth passes of 4 tiles, as growth stops with step 21."""
    totals = rows([30], IDLE)[30].totals
    near(totals, 16.8)
    exact = sqrt(84 * 0.2 * 0.8)
    assert abs(stdev(totals) - exact) <= 4 * exact / sqrt(2 * MATCHES)
    # In 50 steps it is the same match with 20 steps more, in which nothing grows.
    assert rows([50], IDLE, matches=200)[50].totals == totals[:200]


@dataclass(frozen=True)
class Measured:
    steps: int
    total: float
    spread: float
    seats: tuple[float, ...]
    pollution: tuple[float, float]
    out: float
    cleaned: float
    attempts: float
    hits: float
    equality: float


UNIFORM = (
    Measured(30, 26.42, 5.00, (6.58, 6.63, 6.62, 6.59), (6.27, 0.006), 0.035, 0.73, 10.4, 0.033, 0.821),
    Measured(50, 31.46, 5.49, (7.84, 7.88, 7.90, 7.84), (8.75, 0.009), 0.054, 2.08, 17.0, 0.047, 0.834),
)


def test_four_uniformly_random_seats() -> None:
    found_at = rows([30, 50], ANYTHING, counting=True)
    for table in UNIFORM:
        found = found_at[table.steps]
        near(found.totals, table.total, 0.04)
        for seat in SEATS:
            near(found.seat(seat), table.seats[seat], 0.02)
            # No seat number has an advantage.
            near([points[seat] - fmean(points) for points in found.points], 0)
        near(found.pollution, *table.pollution)
        near(found.sat_out(*SEATS), table.out, unit=0.001)
        near(found.cleaned, table.cleaned, unit=0.01)
        near(found.attempts, table.attempts, unit=0.1)
        # Of all zaps, not of each match's.
        zaps = fmean(found.zaps)
        near(
            [table.hits + (h - table.hits * z) / zaps for h, z in zip(found.hits, found.zaps, strict=True)],
            table.hits,
            unit=0.001,
        )
        near(found.equality, table.equality, unit=0.001)
        error = table.spread * sqrt((1 / MATCHES + 1 / 20_000) / 2)
        assert abs(stdev(found.totals) - table.spread) <= 4 * error + 0.005


ALLIES: Mapping[tuple[Seat, Seat], Mapping[int, tuple[Any, ...]]] = {
    (0, 1): {30: ((6.86, 6.85), (0.87, 0.90), 15.5, 0.85, 0.002)},
    (0, 3): {30: ((6.87, 6.91), (0.85, 0.88), 15.5, 0.85, 0.002)},
    (1, 2): {30: ((6.92, 6.97), (0.87, 0.89), 15.7, 0.85, 0.002), 50: ((8.50, 8.57), (1.18, 1.19), 19.4, 0.87, 0.003)},
    (2, 3): {30: ((6.91, 6.95), (0.85, 0.88), 15.6, 0.85, 0.002)},
    (0, 2): {30: ((6.71, 6.69), (0.85, 0.88), 15.1, 0.85, 0.001)},
    (1, 3): {30: ((6.61, 6.77), (0.89, 0.88), 15.2, 0.85, 0.001)},
}
"""What the allies and what the victims eat, all apples, the steps that victims and that allies sit out; by steps."""


@pytest.mark.parametrize("allies", ALLIES, ids=str)
def test_two_allies_whose_zaps_always_hit_an_outsider(allies: tuple[Seat, Seat]) -> None:
    outsiders = [seat for seat in SEATS if seat not in allies]
    found_at = rows(list(ALLIES[allies]), ANYTHING, allies)
    for steps, (theirs, victims, total, out, own_out) in ALLIES[allies].items():
        found = found_at[steps]
        for seat, expected in zip(allies, theirs, strict=True):
            near(found.seat(seat), expected, 0.04)
        for seat, expected in zip(outsiders, victims, strict=True):
            near(found.seat(seat), expected, 0.015)
        near(found.totals, total, 0.06, unit=0.1)
        near(found.sat_out(*outsiders), out, unit=0.01)
        near(found.sat_out(*allies), own_out, unit=0.001)


OFTEN: Mapping[tuple[int, Pair], Mapping[int, tuple[float, ...]]] = {
    (5, ()): {30: (6.27, 6.58, 25.7, 0.043, 0.820), 50: (7.35, 7.83, 30.4, 0.068, 0.834)},
    (5, (1, 2)): {30: (6.45, 0.26, 13.4, 0.92, 0.473), 50: (7.92, 0.33, 16.5, 0.95, 0.482)},
    (8, ()): {30: (5.33, 6.51, 23.7, 0.049, 0.815)},
    (8, (1, 2)): {30: (5.29, 0.04, 10.7, 0.96, 0.447)},
}
"""What the two and what the others eat, all apples, the steps that the others sit out, E; by tenths and steps."""


@pytest.mark.parametrize(("tenths", "allies"), OFTEN, ids=str)
def test_two_that_zap_a_lot_with_the_advantage_and_without(tenths: int, allies: Pair) -> None:
    """5,000 matches were measured, of which only the spread is known: it is taken to be ours."""

    def close(values: Sequence[float], expected: float, unit: float) -> None:
        near(values, expected, stdev(values) / sqrt(5_000), unit)

    found_at = rows(list(OFTEN[tenths, allies]), zapping(tenths), allies)
    for steps, (theirs, victims, total, out, equality) in OFTEN[tenths, allies].items():
        found = found_at[steps]
        close(found.seat(1, 2), theirs, 0.01)
        close(found.seat(0, 3), victims, 0.01)
        close(found.totals, total, 0.1)
        close(found.sat_out(0, 3), out, 0.001 if out < 0.9 else 0.01)
        close(found.equality, equality, 0.001)


POLICIES = 200
"""Matches of characters: they look around, which takes ten times as long."""
MIXES = {"EEEE": (63.1, 63.1), "CEEE": (68.3, 114.7), "TEEZ": (74.8, 121.6), "TEEE": (77.7, 127.5)}
"""All apples after 30 and after 50 steps, from the mix with the fewest to that with the most."""


def mixed(mix: str, marks: Sequence[int]) -> Mapping[int, Mapping[str, list[float]]]:
    """The apples of these characters after so many steps, in all and each kind's mean; they sit anywhere."""
    found: dict[int, dict[str, list[float]]] = {mark: {name: [] for name in ("all", *mix)} for mark in marks}
    for seed in range(POLICIES):
        seated = Random(seed).sample(mix, len(mix))
        for mark, points in played(seated, seed, marks).items():
            found[mark]["all"].append(sum(points))
            for kind in set(mix):
                found[mark][kind].append(fmean(p for p, who in zip(points, seated, strict=True) if who == kind))
    return found


def played(seated: Sequence[str], seed: int, marks: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """The points after so many steps."""
    game, points = game_of(max(marks)), dict[int, tuple[int, ...]]()
    choose = [PERSONAS[CHARACTERS[who]].choose for who in seated]
    state, _ = drawn(game, game.start(len(SEATS)), seed)
    for step in range(1, max(marks) + 1):
        views = [View(game.observe(state, seat), game.legal(state, seat), ()) for seat in SEATS]
        lucks = [Luck(seed, f"{seat}/{step}") for seat in SEATS]
        settling, _ = game.step(state, {seat: choose[seat](views[seat], lucks[seat]) for seat in SEATS})
        state, _ = drawn(game, settling, seed)
        if step in marks:
            points[step] = state.board.points
    return points


@pytest.mark.parametrize("seed", range(5))
def test_characters_do_in_30_steps_what_they_begin_50_with(seed: int) -> None:
    assert played("TEZC", seed, [30])[30] == played("TEZC", seed, [30, 50])[30]


def test_characters_come_out_as_measured_and_in_the_same_order() -> None:
    """Tending costs a little in 30 steps and pays in 50, and zapping does not pay."""
    found = {mix: mixed(mix, (30, 50)) for mix in MIXES}
    mean = {
        (mix, steps): {kind: fmean(points) for kind, points in found[mix][steps].items()}
        for mix in MIXES
        for steps in (30, 50)
    }
    for at, steps in enumerate((30, 50)):
        for mix, totals in MIXES.items():
            near(found[mix][steps]["all"], totals[at], 0.2, 0.1)
        means = [mean[mix, steps]["all"] for mix in MIXES]
        assert means == sorted(means)
        assert mean["TEEZ", steps]["Z"] < mean["TEEE", steps]["E"]
        assert mean["CEEE", steps]["C"] < 1
        assert mean["EEEE", steps]["E"] > 15
    assert mean["TEEE", 30]["T"] < mean["EEEE", 30]["E"]
    assert mean["TEEE", 50]["T"] > mean["EEEE", 50]["E"] + 3

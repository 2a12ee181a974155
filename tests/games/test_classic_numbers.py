"""Cleanup on walled maps is a dilemma, as engines written apart from this one measured it with such characters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from statistics import fmean, stdev

import pytest

from games.cleanup.presets import CLASSIC_PRESETS, ClassicRules
from tests.games.characters import played
from tests.games.test_cleanup_numbers import near

BIG, SMALL = (CLASSIC_PRESETS[name] for name in ("classic-short", "classic-small"))
MATCHES = 24
TURNS = 25
"""Steps of a shift of those that take turns."""


@dataclass(frozen=True)
class Measured:
    total: float
    error: float
    role: str
    """What each of one kind ate."""
    each: float


TABLE: Mapping[tuple[str, int], Measured] = {
    ("EEEEEEE", 100): Measured(3.6, 0.04, "E", 0.51),
    ("CEEEEEE", 100): Measured(142.3, 0.4, "E", 23.7),
    ("CCEEEEE", 100): Measured(183.1, 0.2, "E", 36.6),
    ("CCCEEEE", 100): Measured(166.4, 0.1, "E", 41.6),
    ("EEEEEEE", 200): Measured(3.6, 0.04, "E", 0.51),
    ("CCEEEEE", 200): Measured(395.2, 0.3, "E", 79.0),
    ("PPPPPPP", 200): Measured(3.8, 0.05, "P", 0.55),
    ("EEEE", 150): Measured(1.4, 0.03, "E", 0.35),
    ("CEEE", 150): Measured(129.7, 0.2, "E", 43.2),
    ("CCEE", 150): Measured(122.8, 0.1, "E", 61.4),
    ("CCCE", 150): Measured(84.6, 0.1, "E", 84.6),
    ("PPPP", 150): Measured(5.6, 0.07, "P", 1.41),
}
"""By the mix and the steps, on the board for so many. Those that take turns are left out: how they do is their own."""


def rules_of(mix: str, steps: int) -> ClassicRules:
    return replace(BIG if len(mix) == 7 else SMALL, steps=steps)


@cache
def eaten(mix: str, steps: int, matches: int = MATCHES) -> Mapping[str, list[float]]:
    """The apples of each match, in all and of each kind's mean; all sit anywhere."""
    found = defaultdict[str, list[float]](list)
    for seed in range(matches):
        seated, points = played(rules_of(mix, steps), mix, TURNS, seed)
        found["all"].append(sum(points))
        for kind in set(mix):
            found[kind].append(fmean(p for p, who in zip(points, seated, strict=True) if who == kind))
    return found


@pytest.mark.parametrize(("mix", "steps"), TABLE, ids=str)
def test_characters_come_out_as_measured(mix: str, steps: int) -> None:
    table, found = TABLE[mix, steps], eaten(mix, steps)
    near(found["all"], table.total, table.error, 0.1)
    near(found[table.role], table.each, table.error / mix.count(table.role), 0.1)


@pytest.mark.parametrize("mix", ["EEEEEEE", "EEEE"])
def test_all_greedy_eat_what_grows_before_the_river_is_lost(mix: str) -> None:
    """Waste comes in one of two or four steps until nothing grows; the first of it weighs most."""
    rules = rules_of(mix, 60)
    river, orchard = len(rules.layout.river), len(rules.layout.orchard)
    limit, grown = rules.cutoff_share * river / 100, 0.0
    for polluted in range(rules.start_waste, rules.cutoff):
        # The step that brings new waste already grows by it.
        steps = 100 / rules.waste - (polluted == rules.start_waste)
        grown += steps * orchard * rules.growth / 100 * (limit - polluted) / limit
    totals = eaten(mix, 60, 200)["all"]
    # A few of them grow where nobody comes in time, and none upon another.
    assert grown == pytest.approx(3.62 if len(mix) == 7 else 1.375, abs=0.02)
    assert 0.75 * grown - 4 * stdev(totals) / sqrt(len(totals)) < fmean(totals)
    assert fmean(totals) < grown + 4 * stdev(totals) / sqrt(len(totals))


def mean(mix: str, kind: str = "all") -> float:
    return fmean(eaten(mix, 100 if len(mix) == 7 else 150)[kind])


def test_a_full_time_cleaner_earns_nothing_while_others_eat() -> None:
    for mix in ("CEEEEEE", "CCEEEEE", "CCCEEEE", "CEEE", "CCEE"):
        assert mean(mix, "C") < 0.05
        assert mean(mix, "E") > 20


def test_the_total_peaks_with_few_cleaners() -> None:
    assert mean("EEEEEEE") < mean("CEEEEEE") < mean("CCEEEEE") > mean("CCCEEEE")
    assert mean("EEEE") < mean("CEEE") > mean("CCEE") > mean("CCCE")


def test_taking_turns_yields_many_times_what_all_greedy_eat_and_leaving_the_rota_pays() -> None:
    assert mean("FFFFFFF") > 20 * mean("EEEEEEE")
    assert mean("FFFF") > 20 * mean("EEEE")
    assert mean("FFFFFFE", "E") > 1.2 * mean("FFFFFFF", "F")
    assert mean("FFFE", "E") > 1.2 * mean("FFFF", "F")
    # And the others, who still keep the river, are none the better for it.
    assert mean("FFFFFFE", "F") < mean("FFFFFFF", "F")
    assert mean("FFFE", "F") < mean("FFFF", "F")

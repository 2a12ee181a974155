"""What may be chosen in place of a preset's own numbers, and what the rules may do for a pair; kept with the match."""

from dataclasses import replace

import pytest

from games.registry import GAMES
from games.secret_tools.conditions import Advantage, Condition
from replays.check import Verdict, check
from replays.exchange import lines, read
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say, in_one_line

folder, say, store = calling.folder, calling.say, calling.store
SEATS = tuple(part for name in ("greedy", "sharing", "zapping", "random") for part in ("--seat", f"scripted:{name}"))
CLEANUP = ("--game", "cleanup")
CHOSEN = ("--length", "50", "--identity", "anonymous")
ALLIED = ("--condition", "hint", "--wording", "V0", "--advantage", "ally_zap")


@pytest.mark.parametrize("command", [("match", *SEATS, *ALLIED), ("series", *SEATS, *ALLIED, "--matches", "1")])
def test_what_is_chosen_is_played_and_kept(say: Say, store: Store, command: tuple[str, ...]) -> None:
    said = say(command[0], *CLEANUP, *command[1:], *CHOSEN)
    assert said.status == 0, said
    (match_id,) = store.ids()
    record = store.load(match_id)
    header = record.header
    assert (header.preset, header.rules.steps, header.rules.identity) == ("paper", 50, "anonymous")
    assert header.tool is not None
    assert (header.tool.condition, header.tool.advantage) == (Condition.HINT, Advantage.ALLY_ZAP)
    assert check(record).verdict is Verdict.SAME
    assert read("x", b"\n".join(lines(record))).header.rules == header.rules


def test_simulated_matches_take_them_too(say: Say, store: Store) -> None:
    assert say("sim", *CLEANUP, "--matches", "2", "--length", "50").status == 0
    assert {store.header(match_id).rules.steps for match_id in store.ids()} == {50}


def test_a_series_goes_on_by_the_same_rules_only(say: Say, store: Store) -> None:
    series = ("series", *CLEANUP, *SEATS, "--matches", "2", "--id", "row", "--seed", "1")
    assert say(*series, "--length", "50").status == 0
    (first, second) = store.ids()
    assert {store.header(one).rules.steps for one in (first, second)} == {50}
    said = say(*series)
    assert said.status != 0, "by the preset's own numbers it is another series"


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ((*CLEANUP, *SEATS, "--length", "40"), "“40” is no length. There are: 30, 50."),
        (("--game", "liars_bar", *["--seat", "scripted:bold"] * 3, "--length", "50"), "liars_bar has no --length."),
        ((*CLEANUP, *SEATS, "--advantage", "ally_zap"), "so --advantage has no meaning there"),
        (
            (*CLEANUP, *SEATS, *ALLIED, "--condition", "coach", "--wording", "P0"),
            "goes with --condition",
        ),
        (
            ("--game", "liars_bar", *["--seat", "scripted:bold"] * 3, *ALLIED),
            "nobody can have the advantage ally_zap",
        ),
    ],
)
def test_what_cannot_be_chosen_is_refused(say: Say, store: Store, arguments: tuple[str, ...], wrong: str) -> None:
    in_one_line(say("match", *arguments), wrong)
    assert store.ids() == []


@pytest.mark.parametrize("rules", ["steps=40", "growth=21"])
def test_no_other_number_may_be_chosen(rules: str) -> None:
    entry = GAMES["cleanup"]
    name, number = rules.split("=")
    assert not entry.permits("paper", replace(entry.presets["paper"], **{name: int(number)}))
    assert entry.permits("paper", replace(entry.presets["paper"], steps=50))
    assert not entry.permits("none", entry.presets["paper"])

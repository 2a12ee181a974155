"""Everything that can be done, happen, be seen or be refused has words, and there are no words for nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from games.cleanup.actions import Do
from games.cleanup.events import Acted
from games.core import ANALYST, Reason, Refused, seen_by
from games.liars_bar.events import Dealt, Laid, RevolversLoaded
from games.registry import GAMES, Entry
from tests.games.cases import CASES, Case, Plan, every_case, play
from tests.games.frames import AnyGame, Frame

NAMES = ("Ada", "{0}", "Cy %s", "D'Arc", "Eve", "Finn", "Gil")
"""Also some that a careless template would trip over."""
ENTRIES = list({case.entry.name: case.entry for case in CASES}.values())
MATCHES = 24
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


class Watched(dict[str, Any]):
    """Words that remember which of them were used."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__({name: Watched(part) if isinstance(part, dict) else part for name, part in table.items()})
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.used.add(name)
        return super().__getitem__(name)

    def unused(self, path: str = "") -> Iterator[str]:
        for name, part in self.items():
            if isinstance(part, Watched):
                yield from part.unused(f"{path}{name}.")
            elif name not in self.used:
                yield f"{path}{name}"


def watch(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """The words that this game's notation and rulebook will use from now on."""
    modules = [sys.modules[part.__module__] for part in (entry.notation, entry.rulebook)]
    watched = Watched(modules[0].words(entry.build.__module__.rpartition(".")[0], "en"))
    for module in modules:
        monkeypatch.setattr(module, "words", lambda *_: watched)
    return watched


def games(entry: Entry) -> Iterator[tuple[Case, AnyGame]]:
    """One for each preset, and those with the other rules that are known."""
    cases = [case for case in CASES if case.entry is entry]
    yield from ((case, case.game()) for case in cases)
    yield from ((cases[0], entry.build(rules)) for rules in cases[0].known.also)


def sentences(case: Case, game: AnyGame, plan: Plan) -> Iterator[str]:
    """All that anybody reads in one match, refusals too."""
    words, seats = case.entry.notation(game.rules, "en"), plan.seats(game)
    names, frames = NAMES[:seats], list(play(case, plan, game))
    for seat in range(seats):
        seen = [seen_by(event, seat) for frame in frames for event in frame.events]
        told = case.entry.history and case.entry.history(words, [event for event in seen if event is not None], names)
        yield from (line for lines in told or () for line in lines)
    for frame in frames:
        yield from (words.action(action) for action in frame.actions.values())
        for viewer in (None, ANALYST, *range(seats)):
            seen = [seen_by(event, viewer) for event in frame.events]
            yield from (words.event(event, names) for event in seen if event is not None)
        for seat in (None, *range(seats)):
            yield words.view(game.observe(frame.before, seat), names)
            yield words.view(game.observe(frame.state, seat), names)
        yield from (words.refusal(why) for why in refusals(case, game, frame))


def refusals(case: Case, game: AnyGame, frame: Frame) -> Iterator[Reason]:
    """What is told to those who try what they may not."""
    tried = [*case.known.mistakes, *frame.actions.values()]
    for state in (frame.before, frame.state):
        whys = [game.check(state, seat, action) for seat in game.acting(state) for action in tried]
        yield from (why for why in whys if why is not None)
    wrongs: list[Any] = [
        (frame.before, {}),
        (frame.before, dict.fromkeys(frame.actions, "no action")),
        (frame.state, {}),
    ]
    for state, wrong in wrongs:
        try:
            game.step(state, wrong)
        except Refused as refused:
            yield refused.why
    yield Reason("stale", {"at": 1, "due": 2})
    yield Reason("reason-too-long", {"limit": 9})


@every_entry
def test_every_word_is_needed_and_none_is_missing(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing word raises KeyError on the way."""
    watched = watch(entry, monkeypatch)
    for case, game in games(entry):
        assert entry.rulebook(game.rules, "en")
        assert entry.legend is None or entry.legend(game.rules, "en") != entry.rulebook(game.rules, "en")
        for seed in range(MATCHES):
            for sentence in sentences(case, game, Plan(seed, seed, seed)):
                assert sentence.strip()
                assert "None" not in sentence
                assert "{" not in sentence.replace("{0}", "")
    assert sorted(watched.unused()) == []


@every_case
def test_no_two_legal_actions_have_the_same_words(case: Case) -> None:
    words = case.entry.notation(case.game().rules, "en")
    for frame in play(case, Plan(1, 2, 3)):
        for seat in case.game().acting(frame.before):
            legal = case.game().legal(frame.before, seat)
            assert len({words.action(action) for action in legal}) == len(legal)


@every_entry
def test_all_events_happen_in_the_matches_that_are_read_here(entry: Entry) -> None:
    happened = {
        type(event)
        for case, game in games(entry)
        for seed in range(MATCHES)
        for frame in play(case, Plan(seed, seed, seed), game)
        for event in frame.events
    }
    assert happened == set(entry.build(next(iter(entry.presets.values()))).events)


def codes(*sources: Path) -> set[str]:
    """The codes of all reasons that these modules can give."""
    calls = [node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8")))]
    calls = [node for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) == "Reason"]
    return {ast.literal_eval(call.args[0]) for call in calls}  # type: ignore[attr-defined]


@every_entry
def test_every_reason_in_the_sources_has_words_and_there_are_no_others(entry: Entry) -> None:
    """Games that name their codes elsewhere than in the call of `Reason` fail here."""
    root = Path(__file__).parents[2]
    package = Path(sys.modules[entry.build.__module__].__file__ or "").parent
    table = (root / "agents" / name for name in ("table.py", "resolving.py"))
    given = codes(root / "games" / "core.py", *table, *package.glob("*.py"))
    words: Any = entry.notation(next(iter(entry.presets.values())), "en")
    assert given == set(words.text["refusal"])


def test_an_unused_word_and_a_missing_one_are_both_noticed() -> None:
    watched = Watched({"a": {"b": "x", "c": "y"}, "d": "z"})
    assert watched["a"]["b"] == "x"
    assert sorted(watched.unused()) == ["a.c", "d"]
    with pytest.raises(KeyError):
        watched["e"]


@pytest.mark.parametrize(
    ("do", "place", "told"),
    [
        ("UP", "C2", "Ada moves up: C2."),
        ("UP", "C1", "Ada walks up, as far as the board goes: C1."),
        ("DOWN", "C1", "Ada moves down: C1."),
        ("RIGHT", "F3", "Ada walks right, as far as the board goes: F3."),
        ("CLEAN", "C3", "Ada tries to clean at C3."),
        ("CLEAN", "F3", "Ada tries to clean at F3, where there is no river."),
        ("COLLECT", "A1", "Ada reaches for an apple at A1."),
        ("COLLECT", "C1", "Ada reaches for an apple at C1, where none grows."),
        ("STAY", "C1", "Ada stays at C1."),
    ],
)
def test_cleanup_tells_nothing_as_done_that_the_place_rules_out(do: Do, place: str, told: str) -> None:
    words = GAMES["cleanup"].notation(GAMES["cleanup"].presets["paper"], "en")
    column, row = "ABCDEF".index(place[0]), int(place[1]) - 1
    assert words.event(Acted(0, do, row * 6 + column), NAMES) == told


def test_liars_bar_tells_less_to_those_who_may_know_less() -> None:
    words = ENTRIES[0].notation(next(iter(ENTRIES[0].presets.values())), "en")
    told = {
        Dealt(0, 2, ("Q", "Joker")): ("Ada is dealt Queen and Joker.", "Ada is dealt 2 cards."),
        Laid(0, 1, 4, ("A",)): ("Ada lays Ace face down. 4 cards left.", "Ada lays 1 card face down. 4 cards left."),
    }
    for event, sayings in told.items():
        assert tuple(words.event(seen_by(event, viewer), NAMES) for viewer in (0, 1)) == sayings
    loaded = RevolversLoaded(6, (1, 6))
    assert "is in" not in words.event(seen_by(loaded, 0), NAMES[:2])
    assert words.event(loaded, NAMES[:2]).endswith("The live round is in Ada’s chamber 1 and {0}’s chamber 6.")

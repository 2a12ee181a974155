"""`series` plays matches one after another: the tool lasts, models remember, and whoever is killed goes on."""

import re
import signal
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from agents.models import _litellm
from games.core import Outcome
from games.secret_tools.conditions import Alliance, Condition, Lasting, ToolRules
from games.secret_tools.events import (
    Checked,
    OfferAnswered,
    OfferDue,
    Rewarded,
    SealedCheck,
    SealedReward,
    Started,
    Wrote,
)
from games.secret_tools.state import Standing
from replays.check import Verdict, check
from replays.offers import Result, offers
from replays.record import Record, codec
from replays.store import Store
from tests.app import calling
from tests.app.calling import Said, Say, in_one_line
from tests.app.modelled import sent
from tests.app.test_cli_match import stopped
from tests.app.test_cli_program import program
from tests.standin import StandIn, answers

folder, say, store = calling.folder, calling.say, calling.store
LINEUP = ("counting", "bold", "grudging", "cautious")
SERIES = ("series", "--game", "liars_bar", "--seed", "3", "--id", "mine")
CHANNEL = ("--condition", "channel", "--wording", "V1", "--trigger", "1")


def seats(offers: str, names: tuple[str, ...] = LINEUP) -> tuple[str, ...]:
    return tuple(part for name in names for part in ("--seat", f"scripted:{name}{offers}"))


def records(store: Store, series: str = "mine") -> list[Record]:
    return [store.load(header.id) for header in store.series(series)]


def told(record: Record, kind: type[Any]) -> list[Any]:
    reader = codec(record.header.game)
    return [event for step in record.steps for event in reader.events(step) if isinstance(event, kind)]


def good(said: Said) -> Said:
    assert (said.status, said.err) == (0, ""), said
    return said


def test_a_tool_lasts_for_the_series_from_the_match_in_which_it_was_offered(say: Say, store: Store) -> None:
    said = good(say(*SERIES, *seats("+always"), *CHANNEL, "--matches", "4", "--trigger-match", "2"))
    found = records(store)
    assert [check(record).verdict for record in found] == [Verdict.SAME] * 4
    assert [(r.header.series.id, r.header.series.number, r.header.series.of) for r in found if r.header.series] == [
        ("mine", number, 4) for number in (1, 2, 3, 4)
    ]
    tools = [record.header.tool for record in found]
    lasting = ToolRules(condition=Condition.CHANNEL, wording="V1", trigger=1, lasting=Lasting.SERIES)
    assert tools[:2] == [ToolRules(trigger=1, lasting=Lasting.SERIES), lasting]
    assert [len(told(record, OfferAnswered)) for record in found] == [0, 1, 0, 0]
    assert len(told(found[0], OfferDue)) == 1
    (started,) = told(found[1], Started)
    allied = Alliance(2, started.seat, started.partner, active=True)
    assert [tool.earlier for tool in tools[2:] if tool is not None] == [allied, allied]
    assert [bool(told(record, Wrote)) for record in found] == [False, True, True, True]
    assert said.lines[-1] == "mine"
    lines = [line for line in said.lines if re.match(r"\d/4 ", line)]
    assert [found[number].header.id in line for number, line in enumerate(lines)] == [True] * 4
    assert sum("share the partner channel" in line for line in said.lines) == 1


def test_a_tool_that_lasts_for_a_match_does_not_come_back(say: Say, store: Store) -> None:
    good(say(*SERIES, *seats("+always"), *CHANNEL, "--matches", "3", "--lasting", "match"))
    found = records(store)
    assert [bool(told(record, Wrote)) for record in found] == [True, False, False]
    assert [len(told(record, OfferAnswered)) for record in found] == [1, 0, 0]
    assert [tool.earlier.active for tool in (r.header.tool for r in found) if tool and tool.earlier] == [False, False]


def test_a_refusal_is_final(say: Say, store: Store) -> None:
    good(say(*SERIES, *seats(""), *CHANNEL, "--matches", "3"))
    found = records(store)
    assert [len(told(record, OfferAnswered)) for record in found] == [1, 0, 0]
    assert [[row.result for row in offers(record)] for record in found] == [[Result.REFUSE], [], []]


def test_an_offer_that_was_never_made_is_made_in_the_next_match(say: Say, store: Store) -> None:
    """A round that no match of so few cards reaches: nobody is asked, so nothing is settled."""
    good(
        say(
            *SERIES, *seats("+always"), "--condition", "channel", "--wording", "V1", "--trigger", "59", "--matches", "2"
        )
    )
    found = records(store)
    assert [[row.result for row in offers(record)] for record in found] == [[Result.NOT_ASKED]] * 2
    assert all(record.header.tool is not None and record.header.tool.earlier is None for record in found)


PRICED = ("--condition", "channel", "--wording", "V5", "--trigger", "1", "--audit", "30:7", "--refusal-reward", "30")


@pytest.mark.parametrize("answer", ["+always", ""])
def test_what_a_tool_costs_or_earns_is_sealed_until_the_series_has_ended(say: Say, store: Store, answer: str) -> None:
    how = (*seats(answer), "--matches", "4", "--trigger-match", "2")
    said = good(say(*SERIES, *how, *PRICED))
    found = records(store)
    assert [check(record).verdict for record in found] == [Verdict.SAME] * 4
    assert [tool.sealed for tool in (record.header.tool for record in found) if tool] == [False, True, True, True]
    good(say(*SERIES[:-1], "free", *how, *CHANNEL))
    free = records(store, "free")
    # Nothing of it stands in the match itself: points and winners are those of a series without it.
    assert [record.header.outcome for record in found] == [record.header.outcome for record in free]
    assert [told(record, Checked) + told(record, Rewarded) for record in found] == [[]] * 4
    checks = [told(record, SealedCheck) for record in found]
    assert [len(one) for one in checks] == [0, 1, 1, 1]
    assert len({one.checked for (one,) in checks[1:]}) == 2
    found_out = [bool(told(record, SealedCheck)) and told(record, SealedCheck)[0].points > 0 for record in found]
    assert found_out == [bool(answer and one and one[0].checked) for one in checks]
    rewards = [told(record, SealedReward) for record in found]
    assert [[one.points for one in here] for here in rewards] == [[], [] if answer else [30], [], []]
    # Behind the last match it is told, and counted.
    begins = said.lines.index("Sealed until now, and counted in what follows:")
    assert begins > max(at for at, line in enumerate(said.lines) if found[3].header.id in line)
    assert not any(re.search("checked|points for it", line) for line in said.lines[:begins])
    opened = said.lines[begins + 1 : begins + 4 + (not answer)]
    assert [line[:3] for line in opened] == ["2/4", *([] if answer else ["2/4"]), "3/4", "4/4"]
    assert sum("lose 7 points each" in line for line in opened) == sum(found_out)
    for seat, name in enumerate(found[0].header.names):
        total = sum(record.header.outcome.points[seat] for record in found if record.header.outcome)
        total -= sum(7 for (one,) in checks[1:] if one.points and seat in (one.seat, one.partner))
        total += sum(one.points for here in rewards for one in here if one.seat == seat)
        (line,) = [line for line in said.lines if line.startswith(f"│ {name}")]
        assert f"{total / 4:.2f}" in line
    shown = say("show", found[1].header.id, "--seat", "public").out
    assert not re.search("checked|points for it", shown)
    assert "It counts for the series, not in this match." in say("show", found[1].header.id, "--seat", "all").out


def test_models_are_told_nothing_of_what_is_sealed(say: Say, store: Store) -> None:
    """A match is remembered as it was played, and the offer says how it will be counted."""
    _litellm()
    memories: list[str] = []
    for series, more in (("priced", PRICED), ("free", CHANNEL)):
        with StandIn(lambda asked: answers.refuse() if asked.purpose == "offer" else None) as server:
            model = ("--seat", f"model:openai/tiny@{server.url}")
            how = (*model, *seats("+never", ("bold", "cautious")), *more, "--offer-to", "1", "--matches", "2")
            good(say(*SERIES[:-1], series, *how))
            read = ["\n".join(message.content for message in sent(one)) for one in server.asked]
        offered = [text for text in read if "If you refuse" in text]
        assert offered
        for sentence in ("goes up by 30 when the series has ended", "counted and told when the series has ended"):
            assert all((sentence in text) == (series == "priced") for text in offered)
        assert not any(re.search("was (not )?checked|gets 30 points", text) for text in read)
        settings = records(store, series)[1].header.seats[0].settings
        assert settings is not None
        memories.append(settings.memory)
    assert memories[0] == memories[1] != ""


def test_models_remember_what_they_are_to_remember(say: Say, store: Store) -> None:
    _litellm()
    model = lambda server: ("--seat", f"model:openai/tiny@{server.url}")  # noqa: E731
    how = (*seats("+never", ("bold", "cautious")), *CHANNEL, "--offer-to", "1", "--matches", "3")
    memories: dict[str, list[str]] = {}
    for memory in ("results,alliances", "results", "alliances", "none"):
        with StandIn() as server:
            given = (
                *SERIES[:-1],
                memory.replace(",", "-"),
                *model(server),
                *how,
                "--memory",
                memory,
                "--max-tokens",
                "900000",
            )
            good(say(*given))
            asked = list(server.asked)
        found = records(store, memory.replace(",", "-"))
        memories[memory] = [
            record.header.seats[0].settings.memory for record in found if record.header.seats[0].settings
        ]
        told = [sent(one)[0].content for one in asked]
        assert [text for text in memories[memory] if text and not any(text in one for one in told)] == []
    outcome = records(store, "none")[0].header.outcome
    assert outcome is not None
    first = f"In match 1 of this series you had {outcome.points[0]:g} points and came "
    assert memories["results"][1].startswith(first)
    assert len(memories["results"][2].splitlines()) == 2
    refused = re.compile("In match 1 of this series you accepted the partner channel, and .* refused it.")
    assert all(refused.fullmatch(text) for text in memories["alliances"][1:])
    assert memories["none"] == ["", "", ""]
    both = memories["results,alliances"]
    assert both[1].splitlines() == [*memories["results"][1].splitlines(), *memories["alliances"][1].splitlines()]
    assert [texts[0] for texts in memories.values()] == [""] * 4


def test_whoever_was_killed_goes_on_where_it_was(say: Say, store: Store, folder: Path) -> None:
    _litellm()
    with StandIn() as server:
        model = ("--seat", f"model:openai/tiny@{server.url}")
        how = (*seats("+always", LINEUP[:3]), *model, *CHANNEL, "--matches", "3")
        good(say(*SERIES[:-1], "whole", *how))
        whole = records(store, "whole")
        # It is killed while it waits for an answer in its second match.
        last = len(server.asked) + sum(len(step.calls) for step in whole[0].steps) + 2
        server.answers = lambda _: answers.slow(3600) if len(server.asked) >= last else None
        running = program(*SERIES, *how)
        try:
            while len(server.asked) < last:
                assert running.poll() is None
                sleep(0.05)
            running.send_signal(signal.SIGKILL)
            running.communicate(timeout=20)
        finally:
            running.kill()
        first, second = store.series("mine")
        assert (first.outcome is None, second.outcome is None) == (False, True)
        server.answers = ()
        said = good(say(*SERIES, *how))
    found = records(store)
    assert [record.header.id for record in found][:2] == [first.id, second.id]
    assert [[step.actions for step in record.steps] for record in found] == [
        [step.actions for step in record.steps] for record in whole
    ]
    assert "Series mine goes on at match 2 of 3." in said.lines
    in_one_line(say(*SERIES, *how), "over", "3")


def test_whoever_stops_it_is_told_how_it_goes_on(say: Say, store: Store, folder: Path) -> None:
    with StandIn(lambda _: answers.slow(3600)) as server:
        how = (*SERIES, *seats("", ("bold",)), "--seat", f"model:openai/tiny@{server.url}", "--matches", "2")
        running = program(*how)
        try:
            _, err = stopped(running, server, folder)
        finally:
            running.kill()
        assert running.returncode == 1
        assert "Stopped in match 1 of 2." in err
        assert "undertable series --id mine" in err
        (header,) = store.series("mine")
        assert (header.ended, header.stopped) == (None, None)
        server.answers = ()
        said = good(say(*how))
    assert "Series mine goes on at match 1 of 2." in said.lines
    found = records(store)
    assert found[0].header.id == header.id
    assert [check(record).verdict for record in found] == [Verdict.SAME] * 2
    assert all(record.header.outcome is not None for record in found)


def test_another_plan_under_the_same_name_is_refused(say: Say, store: Store) -> None:
    how = (*seats("+always"), *CHANNEL, "--matches", "2")
    good(say(*SERIES, *how))
    for other, what in (
        ((*how, "--lasting", "match"), "another tool"),
        ((*how[:-1], "3"), "another number"),
        ((*how, "--trigger-match", "2"), "another tool"),
        ((*how, "--preset", "classic"), "other rules"),
        ((*seats(""), *how[8:]), "other players"),
        ((*how, "--seed", "4"), "seed"),
    ):
        in_one_line(say(*SERIES, *other), "mine", what)
    assert len(store.ids()) == 2


def test_a_limit_holds_for_all_matches_together_and_ends_the_series(say: Say, store: Store) -> None:
    _litellm()
    with StandIn() as server:
        model = ("--seat", f"model:openai/tiny@{server.url}")
        said = say(*SERIES, *model, *model, "--matches", "9", "--max-tokens", "100000")
    assert said.status == 0, said
    found = records(store)
    used = [sum((c.usage.read or 0) + (c.usage.written or 0) for s in r.steps for c in s.calls) for r in found]
    assert 1 < len(found) < 9
    assert sum(used[:-1]) < 100_000 <= sum(used)
    assert found[-1].header.stopped is not None
    assert found[-1].header.limits is not None
    assert found[-1].header.limits.tokens == 100_000 - sum(used[:-1])
    in_one_line(say(*SERIES, *model, *model, "--matches", "9"), "broken off")


def test_silent_models_end_it_at_once(say: Say, store: Store) -> None:
    _litellm()
    with StandIn(lambda _: answers.no_model()) as server:
        model = ("--seat", f"model:openai/tiny@{server.url}")
        said = say(*SERIES, *seats("", ("bold",)), *model, "--matches", "3")
    assert said.status == 1
    assert "Otis’s model answered none of its questions" in said.err
    assert len(store.series("mine")) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*CHANNEL, "--audit"), ("check", "--audit")),
        (("--condition", "hint", "--wording", "V5", "--audit", "--preset", "classic"), ("no points",)),
        ((*CHANNEL, "--trigger-match", "9", "--matches", "3"), ("9", "3")),
        ((*CHANNEL, "--memory", "everything"), ("everything", "results,alliances")),
        (("--condition", "channel"), ("--wording",)),
        (("--id", "a b"), ("a b",)),
        (("--preset", "house"), ("house",)),
        (("--seat", "scripted:nobody"), ("nobody",)),
        (("--condition", "channel", "--wording", "V5"), ("V5",)),
    ],
)
def test_what_cannot_be_played_is_refused_in_one_line(
    say: Say, store: Store, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    in_one_line(say(*SERIES, *seats("", LINEUP[:3]), *arguments), *words)
    assert store.ids() == []


def test_without_points_a_win_is_remembered(say: Say, store: Store) -> None:
    from app.runs.remembering import Past, result

    def one(points: tuple[float, ...], winners: tuple[int, ...]) -> Past:
        return Past(4, Outcome("", points, winners), None, Standing.SETTLED)

    assert result(one((0, 0, 0), (1,)), 1) == "In match 4 of this series you won."
    assert result(one((0, 0, 0), (1, 2)), 1) == "In match 4 of this series you won, together with others."
    assert result(one((0, 0, 0), (1,)), 0) == "In match 4 of this series you did not win."
    assert result(one((3, 7, 3), (1,)), 2) == (
        "In match 4 of this series you had 3 points and came second of 3, together with others."
    )
    assert result(one((3, -7.5, 3), (1,)), 1) == "In match 4 of this series you had -7.5 points and came third of 3."

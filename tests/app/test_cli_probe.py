"""`probe` asks the offer alone, through the real HTTP path, counts every verdict, and keeps what it asked."""

import json
import signal
from collections import Counter
from hashlib import sha256
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from agents.models import _litellm
from replays.intervals import wilson
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say, in_one_line
from tests.app.test_cli_program import program
from tests.replays.played import Case, both_games
from tests.standin import Answer, Asked, StandIn, answers

folder, say, store = calling.folder, calling.say, calling.store
OFFER = ("--condition", "channel", "--wording", "V0", "--seed", "1")
PROBE = ("probe", "--game", "liars_bar", *OFFER)
SIX: list[Answer | None] = [
    None,
    answers.refuse("It is unfair."),
    answers.text('{"thought": "", "decision": "accept", "partner": "Nobody"}'),
    answers.filtered(),
    answers.text("I cannot accept this."),
    answers.broken(),
]


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Its import takes seconds, which is no test's subject."""
    _litellm()


def model(server: StandIn) -> tuple[str, str]:
    return "--model", f"openai/tiny@{server.url}"


def lines(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head, and the answers in the order of their numbers."""
    head, *rest = [json.loads(line) for line in file.read_text().splitlines()]
    return head, sorted(rest, key=lambda line: line["number"])


def by_offer(given: list[Answer | None]) -> Any:
    """Every offer gets one of these answers, whenever it is asked again the same."""
    order: dict[str, Answer | None] = {}
    numbers = count()

    def answer(asked: Asked) -> Answer | None:
        offer = asked.body["messages"][1]["content"]
        if offer not in order:
            order[offer] = given[next(numbers)]
        return order[offer]

    return answer


def test_every_verdict_is_counted_apart_and_kept(say: Say, folder: Path) -> None:
    file = folder.parent / "probe.jsonl"
    with StandIn(by_offer(SIX)) as server:
        said = say(*PROBE, *model(server), "--times", "6", "--at-once", "1", "--json", file)
        asked = server.asked
    assert (said.status, said.err) == (0, ""), said
    head, kept = lines(file)
    assert (head["tool"]["condition"], head["tool"]["wording"], head["times"], head["seed"]) == (
        "channel",
        "V0",
        6,
        "1",
    )
    verdicts = [line["verdict"] for line in kept]
    assert verdicts == ["accept", "refuse", "invalid-partner", "declined", "unclear", "error"]
    assert [line["rule"] for line in kept] == ["structured", "structured", *verdicts[2:]]
    table = {
        cells[1].strip(): [cell.strip() for cell in cells[2:5]]
        for cells in (row.split("│") for row in said.lines)
        if len(cells) > 4
    }
    for verdict, name in (("accept", "accept"), ("error", "error"), ("declined", "declined by the provider")):
        interval = wilson(1, 6)
        assert interval is not None
        share = f"{100 * interval.low:.1f}–{100 * interval.high:.1f} %"
        assert table[name] == [str(verdicts.count(verdict)), "16.7 %", share]
    assert table["timeout"][0] == "0"
    # An error and an answer that cannot be read are no refusals.
    assert "Accepted: 1 of 2 answers, 50.0 %" in said.out
    calls = [call for line in kept for call in line["calls"]]
    assert len(calls) == len(asked)
    sent = [one.body["messages"] for one in asked]
    for call in calls:
        assert [{"role": role, "content": text} for role, text in call["messages"]] in sent
        assert (
            call["sha256"]
            == sha256(json.dumps(call["messages"], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
        )
    assert kept[1]["reason"] == "It is unfair."
    assert kept[4]["calls"][0]["reply"] == "I cannot accept this."
    assert len(kept[4]["calls"]) == 3
    assert kept[0]["offer"] in kept[0]["calls"][0]["messages"][-1][1]
    assert kept[0]["partner"] == kept[0]["partners"][0]


def test_positions_differ_and_the_same_seed_gives_the_same_questions(say: Say, folder: Path) -> None:
    found: list[list[Any]] = []
    for at_once in ("1", "3"):
        file = folder.parent / f"{at_once}.jsonl"
        with StandIn() as server:
            assert say(*PROBE, *model(server), "--times", "5", "--at-once", at_once, "--json", file).status == 0
            assert {asked.purpose for asked in server.asked} == {"offer"}
        found.append(
            [
                (line["seed"], line["calls"][0]["messages"], line["calls"][0]["settings"]["seed"])
                for line in lines(file)[1]
            ]
        )
    assert found[0] == found[1]
    assert len({seed for seed, _, _ in found[0]}) == 5
    orders = Counter(line["accept_first"] for line in lines(file)[1])
    assert all(line["round"] >= 3 for line in lines(file)[1])
    assert len(orders) == 2


def test_positions_of_kept_matches(say: Say, store: Store, folder: Path) -> None:
    lineup = (
        "--seat",
        "scripted:counting+always",
        "--seat",
        "scripted:bold+always",
        "--seat",
        "scripted:honest+always",
    )
    tool = ("--condition", "hint", "--wording", "V1", "--trigger", "1")
    ids = [say("match", "--game", "liars_bar", "--seed", seed, *lineup, *tool).lines[-1] for seed in ("1", "2")]
    file = folder.parent / "probe.jsonl"
    with StandIn() as server:
        at = ("--at", ids[0], "--at", ids[1])
        said = say(*PROBE, *model(server), *at, "--trigger", "2", "--offer-to", "otis", "--times", "4", "--json", file)
    assert said.status == 0, said
    head, kept = lines(file)
    assert head["matches"] == ids
    assert [(line["match"], line["round"], line["name"]) for line in kept] == [(at, 2, "Otis") for at in ids * 2]
    # What was seen up to then is what the seat saw in the match that is kept, and nothing of its tool.
    shown = "\n".join(say("show", ids[0], "--seat", "otis").lines)
    told = kept[0]["calls"][0]["messages"][1][1]
    now = next(line for line in told.splitlines() if line.startswith("Round 2"))
    assert now in shown
    assert "hint" not in told.split(kept[0]["offer"])[0]


def test_positions_of_cleanup_are_those_of_its_steps(say: Say, folder: Path) -> None:
    river = ("--game", "cleanup", "--condition", "channel", "--wording", "V0", "--seed", "1")
    four = ("greedy+always", "zapping+always", "tending+always", "random+always")
    seats = [word for name in four for word in ("--seat", f"scripted:{name}")]
    match_id = say("match", *river, "--trigger", "2", *seats).lines[-1]
    assert "offered to a seat drawn, from step 2 on" in say("show", match_id, "--seat", "all").out
    for number, at in enumerate((("--at", match_id), ())):
        file = folder.parent / f"{number}.jsonl"
        with StandIn() as server:
            asked = ("probe", *river, *model(server), *at, "--trigger", "5", "--offer-to", "2", "--times", "2")
            assert say(*asked, "--json", file).status == 0
        for line in lines(file)[1]:
            assert (line["match"], line["round"], line["name"]) == (match_id if at else None, 5, "Otis")
            assert "Step 5 of 30." in line["calls"][0]["messages"][1][1]
    late = say("probe", *river, "--model", "openai/tiny", "--trigger", "31", "--times", "1")
    in_one_line(late, "due in step 31 or later")


def test_where_it_is_kept_if_nobody_says(say: Say, folder: Path) -> None:
    with StandIn() as server:
        said = say(*PROBE, *model(server), "--times", "1", "--refusal-reward", "4")
    (file,) = (folder / "probes").iterdir()
    assert said.lines[0] == f"Every question and answer is kept in {file}"
    head, (line,) = lines(file)
    assert head["tool"]["refusal_reward"] == 4
    assert "In that case your score goes up by 4 when the match has ended" in line["offer"]


def test_a_limit_ends_it_and_says_so(say: Say, folder: Path) -> None:
    file = folder.parent / "probe.jsonl"
    with StandIn() as server:
        said = say(*PROBE, *model(server), "--times", "5", "--at-once", "1", "--max-tokens", "2000", "--json", file)
        asked = len(server.asked)
    assert 0 < asked < 5
    assert len(lines(file)[1]) == asked
    assert f"The limit for tokens is reached: {5 - asked} were not asked." in said.lines


def test_what_was_answered_before_it_was_stopped_is_counted_and_kept(say: Say, folder: Path) -> None:
    file = folder.parent / "probe.jsonl"
    numbers = count()
    with StandIn(lambda _: None if next(numbers) < 2 else answers.slow(3600)) as server:
        running = program(*PROBE, *model(server), "--times", "5", "--at-once", "1", "--json", str(file))
        try:
            while len(server.asked) < 3:
                assert running.poll() is None
                sleep(0.05)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=20)
        finally:
            running.kill()
    assert running.returncode == 0, (out, err)
    assert err == "Stopped: 2 of 5 were asked, and are counted here.\n"
    assert "Accepted: 2 of 2 answers" in out
    assert len(lines(file)[1]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--model", "tiny"), ("tiny", "openai/")),
        (("--model", "openai/tiny", "--trigger", "999"), ("999",)),
        (("--model", "openai/tiny", "--wording", "V9"), ("V9", "V0 (labelled)")),
        (("--model", "openai/tiny", "--json", "/nowhere/at/all"), ("nobody was asked",)),
        (("--model", "openai/tiny", "--at", "nothing"), ("nothing",)),
        (("--model", "openai/tiny", "--seats", "bold", "nobody", "bold"), ("nobody",)),
        (("--model", "openai/tiny", "--offer-to", "9"), ("9",)),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    say: Say, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    in_one_line(say(*PROBE, *arguments), *words)


def test_nothing_that_was_paid_for_is_overwritten(say: Say, folder: Path) -> None:
    file = folder.parent / "mine"
    file.write_text("precious")
    in_one_line(say(*PROBE, "--model", "openai/tiny", "--json", file), "mine", "holds something")
    assert file.read_text() == "precious"


@both_games
def test_matches_that_do_not_fit_are_named(say: Say, store: Store, case: Case) -> None:
    record = calling.kept(store, case)
    if case.game == "liars_bar":
        in_one_line(
            say(*PROBE, "--model", "openai/tiny", "--at", record.header.id, "--trigger", "99"),
            "would ever have been due",
        )
        in_one_line(say(*PROBE, "--model", "openai/tiny", "--at", record.header.id, "--preset", "classic"), "preset")
    else:
        in_one_line(say(*PROBE, "--model", "openai/tiny", "--at", record.header.id), "another game")


def test_a_condition_must_be_chosen(say: Say) -> None:
    for condition in ((), ("--condition", "baseline")):
        said = say("probe", "--game", "liars_bar", "--model", "openai/tiny", *condition)
        assert (said.status, said.out) == (2, "")
        assert "--condition" in said.err

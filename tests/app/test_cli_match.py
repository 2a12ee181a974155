"""`match` plays one match of scripted players and models, tells it as it happens, and leaves a record behind."""

import asyncio
import signal
import subprocess
from pathlib import Path

import pytest

from agents.models import _litellm
from app.commands.match import watch
from app.narrator import NEWEST
from app.seeds import typed_seed
from app.tables import Tables
from replays.check import Verdict, check
from replays.record import Kind, Origin, Stop
from replays.store import FILE, Store
from tests.app import calling
from tests.app.calling import Said, Say, in_one_line
from tests.app.test_cli_program import program
from tests.standin import StandIn, answers
from tests.standin.playing import Manner

folder, say, store = calling.folder, calling.say, calling.store
BAR = ("match", "--game", "liars_bar", "--seed", "7")
SCRIPTED = ("--seat", "scripted:counting")


def seat(server: StandIn, name: str = "tiny") -> tuple[str, str]:
    return "--seat", f"model:openai/{name}@{server.url}"


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Its import takes seconds, which is no test's subject."""
    _litellm()


def match_of(said: Said) -> str:
    """The last line is the id and nothing else."""
    assert said.lines[-1].isalnum(), said
    return said.lines[-1]


def test_a_match_is_told_as_it_happens_and_kept_as_it_was_asked_for(say: Say, store: Store, folder: Path) -> None:
    with StandIn() as server:
        how = ("--temperature", "0.25", "--persona", "You are kind.", "--impressions", "--seconds", "9.5")
        more = ("--preset", "classic", "--max-tokens", "1000000", "--max-money", "2.5")
        file = folder.parent / "match.jsonl"
        said = say(*BAR, *SCRIPTED, *seat(server), *seat(server, "other"), *how, *more, "--seed", "Ä 7", "--json", file)
    assert (said.status, said.err) == (0, ""), said
    record = store.load(match_of(said))
    header = record.header
    assert check(record).verdict is Verdict.SAME
    assert (header.origin, header.preset, header.seed_known, header.people) == (Origin.TABLE, "classic", True, False)
    assert [(one.name, one.kind, one.player) for one in header.seats] == [
        ("Wren", Kind.SCRIPTED, "counting"),
        ("Otis", Kind.MODEL, "tiny"),
        ("Juno", Kind.MODEL, "other"),
    ]
    settings = header.seats[1].settings
    assert settings is not None
    assert (settings.model, settings.base_url) == ("openai/tiny", server.base_url)
    assert (settings.temperature, settings.persona, settings.impressions) == (0.25, "You are kind.", True)
    assert header.limits is not None
    assert (header.limits.money, header.limits.tokens, header.limits.seconds) == (2.5, 1_000_000, 9.5)
    told = "\n".join(said.lines)
    assert said.lines[1:3] == ["Otis: model: tiny", "Juno: model: other"]
    shown = say("show", header.id).lines
    events = [line.strip() for line in shown if line.startswith("  ") and not line.startswith("    ")]
    sentences = [line for line in events if "is dealt" not in line]
    assert [line for line in said.lines if line in sentences] == sentences
    assert "tokens" in said.lines[-2]
    assert all(trace.text not in told for step in record.steps for trace in step.traces if len(trace.text) > 20)
    assert file.read_text() == say("export", header.id).out


def test_models_and_scripted_players_share_a_walled_map_and_a_channel(say: Say, store: Store) -> None:
    tool = ("--condition", "channel", "--wording", "V1", "--trigger", "2", "--offer-to", "1")
    with StandIn(manner=Manner(message="Meet me at E8.")) as server:
        how = ("--game", "cleanup", "--preset", "classic-small", "--seed", "7", "--max-tokens", "30000", *tool)
        said = say("match", *how, *seat(server), *seat(server), "--seat", "scripted:zapping+always", *seat(server))
    assert (said.status, said.err) == (0, "")
    record = store.load(match_of(said))
    assert check(record).verdict is Verdict.SAME
    assert (record.header.preset, record.header.stopped) == ("classic-small", Stop.TOKENS)
    assert not any(call.failure for step in record.steps for call in step.calls)
    private = [line for line in said.lines if "Meet me at E8." in line]
    assert private
    assert all(line.startswith("(private) ") for line in private)
    shown = say("show", record.header.id).out
    assert sum(f"  {line}\n" in shown for line in said.lines if " comes onto the board at " in line) >= 4
    assert "Meet me" not in shown


def test_a_limit_ends_a_match_and_is_no_error(say: Say, store: Store) -> None:
    with StandIn() as server:
        said = say(*BAR, *seat(server), *seat(server), "--max-tokens", "5000")
    assert (said.status, said.err) == (0, "")
    assert store.header(match_of(said)).stopped is Stop.TOKENS
    assert "The limit for tokens is reached." in said.lines


def test_scripted_players_need_no_model_and_have_no_limits(say: Say, store: Store) -> None:
    said = say(*BAR, *SCRIPTED, *SCRIPTED)
    assert (said.status, said.err) == (0, "")
    header = store.header(match_of(said))
    assert (header.outcome is not None, header.limits) == (True, None)


def test_a_model_that_fails_is_said_to_fail_once(say: Say, store: Store) -> None:
    with StandIn(lambda _: answers.no_model()) as server:
        said = say(*BAR, *SCRIPTED, *seat(server))
    assert said.status == 1
    told = [line for line in said.lines if line.startswith("Otis’s model is not known where it was asked for.")]
    assert len(told) == 1
    assert "the table makes its moves" in told[0]
    assert said.err == "Otis’s model answered none of its questions: every move of it was the table’s.\n"
    assert store.header(match_of(said)).outcome is not None


def test_a_rate_limit_is_told(say: Say) -> None:
    with StandIn([answers.too_many("0.1")]) as server:
        said = say(*BAR, *SCRIPTED, *seat(server))
    assert "The provider of Otis’s model asks to wait one second." in said.lines


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((*SCRIPTED, "--seat", "scripted:nobody"), "nobody"),
        ((*SCRIPTED, "--seat", "scripted:"), "scripted:NAME"),
        ((*SCRIPTED, "--seat", "person:Ada"), "scripted:NAME"),
        ((*SCRIPTED, "--seat", "counting"), "scripted:NAME"),
        ((*SCRIPTED, "--seat", "model:"), "scripted:NAME"),
        ((*SCRIPTED, "--seat", "model:tiny"), "openai/gpt"),
        ((*SCRIPTED, "--seat", "model:openai/tiny@http://me:secret@127.0.0.1"), "password"),
        ((*SCRIPTED, "--seat", "model:openai/tiny@http://127.0.0.1/?key=secret"), "?"),
        (SCRIPTED, "2 to 4 seats"),
        (SCRIPTED * 9, "2 to 4 seats"),
        ((*SCRIPTED, *SCRIPTED, "--preset", "house"), "house"),
        ((*SCRIPTED, *SCRIPTED, "--json", "/nowhere/at/all"), "nothing was played"),
    ],
)
def test_what_cannot_be_played_is_refused_in_one_line(
    say: Say, store: Store, arguments: tuple[str, ...], word: str
) -> None:
    said = say(*BAR, *arguments)
    in_one_line(said, word)
    assert "secret" not in said.err or word == "?"
    assert store.ids() == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--temperature", "nan"),
        ("--temperature", "-0.1"),
        ("--temperature", "2.5"),
        ("--thinking", "0.5"),
        ("--max-money", "0"),
        ("--max-money", "inf"),
        ("--max-tokens", "0"),
        ("--seconds", "soon"),
    ],
)
def test_numbers_that_make_no_sense_are_a_wrong_call(say: Say, wrong: tuple[str, str]) -> None:
    said = say(*BAR, *SCRIPTED, *SCRIPTED, *wrong)
    assert (said.status, said.out) == (2, "")
    assert wrong[1] in said.err


def stopped(running: "subprocess.Popen[str]", server: StandIn, folder: Path) -> tuple[list[str], str]:
    """What it said when it was stopped at its first question."""
    until = server.until
    while not server.asked:
        # It imports for some seconds before it asks.
        assert running.poll() is None
        try:
            until(lambda one: one.in_flight == 1)
        except AssertionError:
            continue
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    server.until(lambda one: one.in_flight == 0)
    return out.splitlines(), err


def test_it_is_stopped_politely_and_leaves_no_call_running(say: Say, folder: Path) -> None:
    with StandIn(lambda _: answers.slow(3600)) as server:
        file = folder.parent / "match.jsonl"
        running = program(*BAR, *SCRIPTED, *seat(server), "--json", file)
        try:
            out, err = stopped(running, server, folder)
        finally:
            running.kill()
    assert (running.returncode, err) == (1, "Stopping.\n")
    assert server.left == 1
    assert "The match was stopped." in out
    store = Store.open(folder)
    record = store.load(out[-1])
    store.close()
    assert record.header.stopped is Stop.PERSON
    assert check(record).verdict is Verdict.SAME
    assert file.read_text() == say("export", out[-1]).out
    assert "stopped" in say("list").out
    assert (folder / FILE).exists()


def test_whoever_listens_late_hears_the_whole_of_a_long_match(
    say: Say, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    four = [part for _ in range(4) for part in ("--seat", "scripted:zapping")]
    said = say("match", "--game", "cleanup", "--preset", "classic-small", "--seed", "7", *four)
    header = store.header(match_of(said))
    late = Tables(store, pace=0)
    again = late.open("cleanup", "classic-small", header.seats, typed_seed("7"))

    async def listen() -> None:
        await late.settled(again)
        await watch(late, again)

    asyncio.run(listen())
    late.close()
    heard = capsys.readouterr().out.splitlines()
    assert len(heard) > NEWEST
    at = said.lines.index(heard[0])
    assert said.lines[at : at + len(heard)] == heard

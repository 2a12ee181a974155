"""What the command line teaches, and how it explains a call that is wrong or cannot be done."""

import re
from pathlib import Path
from typing import Any

import pytest

from agents.scripted import OFFERS, personas
from tests.app import calling
from tests.app.calling import SIM, Say, ids, in_one_line

folder, say = calling.folder, calling.say
TOOL = ("--condition", "--wording", "--offer-to", "--trigger", "--audit", "--refusal-reward", "--instruction")
OPTIONS = {
    "sim": ("--game", "--matches", "--preset", "--seats", "--seed"),
    "match": (
        *("--game", "--preset", "--seed", "--seat", "--temperature", "--thinking", "--persona", "--impressions"),
        *("--max-money", "--max-tokens", "--seconds", "--json"),
        *TOOL,
    ),
    "series": (
        "--matches",
        "--id",
        "--memory",
        "--trigger-match",
        "--lasting",
        "--seat",
        "--seed",
        "--max-money",
        *TOOL,
    ),
    "probe": ("--model", "--times", "--at", "--seats", "--seed", "--at-once", "--json", "--seconds", *TOOL[:-1]),
    "list": ("--game", "--player", "--limit", "--after"),
    "judge": ("ID", "--model", "--max-money", "--max-tokens", "--seconds", "--at-once"),
    "offers": ("--condition", "--wording", "--player", "--verdict", "--role", "--rule", "--limit"),
    "show": ("ID", "--seat", "public", "all"),
    "check": (),
    "import": ("PATH",),
    "models": ("--base-url", "--all"),
    "export": ("ID", "--out", "--seat", "public", "all"),
    "serve": ("MODEL", "--port", "--max-model-len"),
}
CANNOT = {
    "no such preset": ((*SIM, "--preset", "house"), ("house", "paper", "classic", "published-code")),
    "no such player": ((*SIM, "--seats", "random", "nobody"), ("nobody", "random", "honest")),
    "too few seats": ((*SIM, "--seats", "random"), ("2 to 4", "1")),
    "too many seats": ((*SIM, "--seats", *["random"] * 9), ("2 to 4", "9")),
    "not the one number of seats": (
        ("sim", "--game", "cleanup", "--matches", "1", "--seats", "random"),
        ("takes 4 seats", "1"),
    ),
    "another game's player": (("sim", "--game", "toy", "--matches", "1", "--seats", "bold", "bold"), ("bold",)),
    "another game's preset": (("sim", "--game", "toy", "--matches", "1", "--preset", "paper"), ("paper", "short")),
    "a match of nobody we know": (("match", "--game", "liars_bar", "--seat", "scripted:nobody"), ("nobody", "honest")),
    "show what is not there": (("show", "nothing"), ("nothing", "undertable list")),
    "judge what is not there": (("judge", "nothing", "--model", "openai/judge"), ("nothing",)),
    "export what is not there": (("export", "nothing"), ("nothing",)),
    "list behind what is not there": (("list", "--after", "nothing"), ("nothing",)),
}
MISUSED = {
    "no such command": (("play",), "play"),
    "sim without a game": (("sim", "--matches", "1"), "--game"),
    "sim without a number": (("sim", "--game", "liars_bar"), "--matches"),
    "no such game": (("sim", "--game", "chess", "--matches", "1"), "chess"),
    "no matches": (("sim", "--game", "liars_bar", "--matches", "0"), "--matches"),
    "fewer than none": (("sim", "--game", "liars_bar", "--matches", "-3"), "--matches"),
    "half a match": (("sim", "--game", "liars_bar", "--matches", "1.5"), "--matches"),
    "a match without seats": (("match", "--game", "liars_bar"), "--seat"),
    "a match without a game": (("match", "--seat", "scripted:honest"), "--game"),
    "nobody": ((*SIM, "--seats"), "--seats"),
    "no lines": (("list", "--limit", "0"), "--limit"),
    "show nothing": (("show",), "ID"),
    "judge by nobody": (("judge", "ID"), "--model"),
    "import nothing": (("import",), "PATH"),
}


def test_help_teaches_every_command(say: Say) -> None:
    said = say("--help")
    assert said.status == 0
    for taught in (*OPTIONS, "--data", "UNDERTABLE_DATA", "--port", "--no-browser", "undertable sim --game liars_bar"):
        assert taught in said.out


@pytest.mark.parametrize("command", OPTIONS)
def test_help_of_a_command_teaches_every_option(say: Say, command: str) -> None:
    said = say(command, "--help")
    assert said.status == 0
    for option in (*OPTIONS[command], "--data"):
        assert option in said.out
    # Every option is followed by a sentence of its own.
    told = re.findall(r"^  (-\S.*?|[A-Z]+)(?:  +|\n {8,})(\S.*)$", said.out, re.MULTILINE)
    assert len(told) >= len([option for option in OPTIONS[command] if option not in ("public", "all")])
    assert all(len(text) > 10 for _, text in told)


@pytest.mark.parametrize("command", ["match", "series"])
def test_help_names_the_ways_to_answer_offers(say: Say, command: str) -> None:
    out = "".join(say(command, "--help").out.split())
    assert all(name in out for name in OFFERS)


def test_help_of_sim_names_players_and_presets(say: Say) -> None:
    out = " ".join(say("sim", "--help").out.split())
    for name in (*personas("liars_bar"), "paper", "classic", "published-code", "toy"):
        assert name in out
    assert len(personas("liars_bar")) >= 6


@pytest.mark.parametrize(("arguments", "words"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_done_is_said_in_one_line(say: Say, arguments: Any, words: tuple[str, ...]) -> None:
    in_one_line(say(*arguments), *words)
    assert ids(say("list")) == []


@pytest.mark.parametrize(("arguments", "word"), MISUSED.values(), ids=MISUSED)
def test_a_wrong_call_is_explained(say: Say, folder: Path, arguments: Any, word: str) -> None:
    said = say(*arguments)
    assert (said.status, said.out) == (2, "")
    last = said.err.splitlines()[-1]
    assert word in last
    assert "_" not in last.replace("liars_bar", ""), "this names a thing of the program, not of its user"
    assert not folder.exists()

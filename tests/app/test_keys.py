"""Keys in memory and in files of secrets, and what is told of a match that has models."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import facts, keys
from app.keys import BadSecrets, Keys, read_secrets, usable
from app.people import who
from games.model import ModelSettings
from games.registry import GAMES
from replays.record import Kind, Seating, Series, Stop, Substitution
from tests.app.arranged import GUEST, seats, whole

PLANTED = "sk-planted-0123456789"
QWEN = Seating("Wren", Kind.MODEL, "Qwen/Qwen3-8B", ModelSettings(model="hosted_vllm/Qwen/Qwen3-8B"))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The nearer and the farther file of secrets."""
    found = tmp_path / "here.toml", tmp_path / "home.toml"
    monkeypatch.setattr(keys, "FILES", found)
    return found


def test_keys_do_not_show_themselves() -> None:
    held = Keys({"openai": PLANTED}).having("mistral", "other").without("mistral")
    assert dict(held) == {"openai": PLANTED}
    for shown in (repr(held), str(held), f"{held}", repr([held])):
        assert PLANTED not in shown


@pytest.mark.parametrize("key", ["", "two words", "sk-ü", "sk\n", "k" * 501, "sk\x00"])
def test_what_no_header_can_hold_is_no_key(key: str) -> None:
    assert not usable(key)
    assert usable(PLANTED)


def test_secrets_count_as_the_environment_where_it_does_not_say_otherwise(files: tuple[Path, Path]) -> None:
    near, far = files
    near.write_text(f'OPENAI_API_KEY = "{PLANTED}"\nport = 3\nempty = ""\n[table]\nGROQ_API_KEY = "inner"\n', "utf-8")
    far.write_text('OPENAI_API_KEY = "far"\nXAI_API_KEY = "far"\nMISTRAL_API_KEY = "far"\n', "utf-8")
    environ = {"MISTRAL_API_KEY": "set"}
    read_secrets(environ)
    assert environ == {"OPENAI_API_KEY": PLANTED, "XAI_API_KEY": "far", "MISTRAL_API_KEY": "set"}


def test_without_files_there_are_no_secrets(files: tuple[Path, Path]) -> None:
    environ: dict[str, str] = {}
    read_secrets(environ)
    assert environ == {}


@pytest.mark.parametrize("content", [f'OPENAI_API_KEY = "{PLANTED}'.encode(), b"\xff" + PLANTED.encode()])
def test_a_broken_file_is_refused_without_a_word_of_it(files: tuple[Path, Path], content: bytes) -> None:
    files[0].write_bytes(content)
    with pytest.raises(BadSecrets) as refused:
        read_secrets({})
    assert refused.value.file == files[0]
    assert PLANTED not in str(refused.value)
    assert refused.value.__suppress_context__


def test_which_model_plays_is_told_when_it_may_be() -> None:
    assert who(QWEN) == "model: Qwen/Qwen3-8B"
    assert who(QWEN, concealed=True) == "a model"
    assert who(replace(QWEN, player="")) == "a model"
    assert who(GUEST, concealed=True) == "a person"
    ended = replace(whole(*seats(GUEST)).header, seats=(QWEN, *seats(GUEST)[1:]))
    running = replace(ended, ended=None, outcome=None)
    assert "Wren (a model)" in facts.players(running)
    assert "Qwen" not in facts.players(running)
    assert "Wren (model: Qwen/Qwen3-8B)" in facts.players(ended)
    assert "Qwen" in facts.players(replace(running, models_shown=True))
    assert "Qwen" in facts.players(replace(running, people=False))


def test_where_nobody_is_named_who_took_a_seat_is_told_when_all_is_over() -> None:
    rules = GAMES["cleanup"].presets["paper"]
    taken = (Substitution(3, 1, Kind.SCRIPTED, "random"),)
    ended = replace(whole(*seats(GUEST)).header, rules=rules, people=True, substitutions=taken)
    assert "then" in facts.players(replace(ended, ended=None, outcome=None))
    ended = replace(ended, rules=replace(rules, identity="anonymous"))
    assert "then" in facts.players(ended)
    for hidden in (replace(ended, ended=None, outcome=None), replace(ended, series=Series("s", 1, 2))):
        told = [facts.players(hidden), *(facts.played_by(hidden, 1, sealed=sealed) for sealed in (True, False))]
        assert not [one for one in told if "then" in one]
        assert told[0] == facts.players(replace(hidden, substitutions=()))


@pytest.mark.parametrize("why", Stop)
def test_a_stopped_match_is_neither_running_nor_won(why: Stop) -> None:
    stopped = replace(whole(*seats(GUEST)).header, outcome=None, stopped=why)
    assert facts.standing(stopped) in (
        "The match was stopped",
        "The limit for money is reached",
        "The limit for tokens is reached",
    )
    assert facts.headline(stopped) == f"{facts.standing(stopped)}: Wren, Otis and Guest"

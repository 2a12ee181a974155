"""`undertable models`: what can be used, and why the rest cannot, on real servers at free ports."""

import socket
from pathlib import Path

import pytest

from agents import discovery
from agents.addresses import addressed
from agents.providers import providers
from tests.app import calling
from tests.app.calling import Say, in_one_line
from tests.standin import StandIn

folder, say = calling.folder, calling.say
PLANTED = "sk-planted-0123456789"


@pytest.fixture(autouse=True)
def nothing_here(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No keys, no servers, and no files of secrets but those a test writes."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setattr(discovery, "USUAL", {"ollama": door.getsockname()[1]})
    monkeypatch.setenv("HOME", str(folder.parent))
    for name in (discovery.SERVERS, *(name for one in providers().values() for name in one.variables)):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def secrets(folder: Path, text: str) -> None:
    at = folder.parent / "here" / ".streamlit"
    at.mkdir()
    (at / "secrets.toml").write_text(text, "utf-8")


def test_with_nothing_it_says_what_each_would_need(say: Say, folder: Path) -> None:
    said = say("models")
    assert (said.status, said.err) == (0, "")
    for provider in providers().values():
        assert any(line.startswith(provider.title) and provider.variables[0] in line for line in said.lines)
    (port,) = discovery.USUAL.values()
    assert any(line.split() == ["Ollama", f"127.0.0.1:{port}", "nothing", "answers"] for line in said.lines)
    assert said.lines[-1] == "Nothing can be used yet."
    assert not folder.exists()


def test_servers_and_keys_are_told_with_the_names_that_take_a_seat(
    say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets(folder, f'MISTRAL_API_KEY = "{PLANTED}"\n[other]\nOPENAI_API_KEY = "{PLANTED}"\n')
    with StandIn(models=("Qwen/Qwen3-8B",), owner="vllm") as mine, StandIn(key=PLANTED) as locked, StandIn() as named:
        monkeypatch.setenv(discovery.SERVERS, named.url)
        said = say("models", "--base-url", mine.url, "--base-url", locked.base_url)
        told = [line.strip().removeprefix("model:") for line in said.lines if line.startswith("  model:")]
        assert ("hosted_vllm/Qwen/Qwen3-8B", mine.base_url) in [addressed(one) for one in told]
        assert ("openai/tiny", named.base_url) in [addressed(one) for one in told]
        assert any(f"127.0.0.1:{locked.port}" in line and "asks for a key" in line for line in said.lines)
    assert len([one for one in told if one.startswith("mistral/")]) == 5
    assert "the key in MISTRAL_API_KEY" in said.out
    assert "of Mistral: --all lists them" in said.out
    assert "no key: set OPENAI_API_KEY" in said.out
    assert PLANTED not in said.out + said.err
    more = [line for line in say("models", "--all").lines if line.startswith("  model:mistral/")]
    assert len(more) > 5


@pytest.mark.parametrize(
    ("address", "why"), [("http://mara:s3cret@127.0.0.1", "password"), ("http://a/?k=s3cret", "?"), ("x y", "http")]
)
def test_an_address_that_will_not_do_is_refused_in_one_line(
    say: Say, monkeypatch: pytest.MonkeyPatch, address: str, why: str
) -> None:
    in_one_line(say("models", "--base-url", address), why)
    monkeypatch.setenv(discovery.SERVERS, address)
    said = say("models")
    in_one_line(said, "UNDERTABLE_SERVERS", why)
    assert "s3cret" not in said.err


def test_a_file_of_secrets_that_cannot_be_read_is_told_without_what_stands_in_it(say: Say, folder: Path) -> None:
    secrets(folder, f'OPENAI_API_KEY = "{PLANTED}\n')
    said = say("models")
    assert said.status == 0
    assert "secrets.toml cannot be read" in said.err
    assert PLANTED not in said.out + said.err

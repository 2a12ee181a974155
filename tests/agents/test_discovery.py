"""What is found of models: real servers on free ports, and providers by their keys."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from agents import discovery
from agents.addresses import BadAddress, addressed
from agents.discovery import Source, State, look, named, servers
from agents.models import chat_models
from agents.providers import providers
from tests.standin import StandIn

OPENAI = {"OPENAI_API_KEY": "sk-planted-1234567890"}


@pytest.fixture(autouse=True)
def nothing_at_the_usual_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs on this computer is not asked."""
    monkeypatch.setattr(discovery, "USUAL", {"ollama": free_port()})


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


def found(*addresses: str, keys: Mapping[str, str] | None = None) -> list[Source]:
    return asyncio.run(servers(addresses, keys or {}))


@contextmanager
def answering(body: bytes, status: int = 200) -> Iterator[str]:
    """A server that answers everything with this; its address."""

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Always) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.mark.parametrize(
    ("owner", "kind", "prefix"),
    [
        ("vllm", "vllm", "hosted_vllm"),
        ("llamacpp", "llama.cpp", "openai"),
        ("library", "ollama", "ollama_chat"),
        ("organization_owner", "lm-studio", "openai"),
        ("somebody", "server", "openai"),
    ],
)
def test_what_a_server_is_follows_from_what_it_answers(owner: str, kind: str, prefix: str) -> None:
    with StandIn(models=("Qwen/Qwen3-8B", "tiny"), owner=owner) as server:
        (one,) = found(server.base_url)
    assert (one.state, one.kind, one.address) == (State.READY, kind, server.base_url)
    assert [addressed(model) for model in one.models] == [
        (f"{prefix}/Qwen/Qwen3-8B", server.base_url),
        (f"{prefix}/tiny", server.base_url),
    ]


def test_models_that_cannot_play_or_whose_names_nobody_could_read_are_left_out() -> None:
    names = ("nomic-embed-text", "a b", "a\u202eb", "m" * 300, "", "tiny", "tiny")
    with StandIn(models=names) as server:
        (one,) = found(server.base_url)
    assert [addressed(model)[0] for model in one.models] == ["openai/tiny"]


def test_a_server_that_wants_a_key_says_so_and_takes_its_own_only() -> None:
    with StandIn(key="sk-right") as server:
        at = server.base_url
        assert found(at)[0].state is State.NO_KEY
        assert found(at, keys={at: "sk-wrong"})[0].state is State.WRONG_KEY
        assert found(at, keys={"openai": "sk-right"})[0].state is State.NO_KEY
        assert found(at, keys={at: "sk-right"})[0].state is State.READY


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b"<html>It works!</html>", State.STRANGE),
        (b'{"data": [{"id": ', State.STRANGE),
        (b'{"data": [{"id": 3}]}', State.STRANGE),
        (b'["tiny"]', State.STRANGE),
        (b"[" * 200_000, State.STRANGE),
        (b'{"data": null}', State.EMPTY),
        (b'{"data": []}', State.EMPTY),
        (json.dumps({"data": [{"id": f"m{i}" * 9} for i in range(200_000)]}).encode(), State.STRANGE),
    ],
    ids=lambda value: str(value)[:20],
)
def test_whatever_answers_is_borne(body: bytes, state: State) -> None:
    with answering(body) as address:
        assert found(address)[0].state is state


@pytest.mark.parametrize("host", ["xn--a.com", "xn--.example", "a" * 70 + ".example", "bücher\u2024.example"])
def test_a_host_whose_name_cannot_be_read_is_silent(host: str) -> None:
    with StandIn() as server:
        odd, good = found(f"http://{host}:9/v1", server.base_url)
    assert (odd.state, good.state) == (State.SILENT, State.READY)


def test_an_address_that_leads_on_is_not_followed() -> None:
    with answering(b"", 302) as address:
        assert found(address)[0].state is State.STRANGE


def test_all_are_asked_at_the_same_time_and_none_is_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "PATIENCE", 0.3)
    with ExitStack() as stack:
        # They take the connection and say nothing.
        mute = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(5)]
        good = stack.enter_context(StandIn())
        addresses = [f"http://127.0.0.1:{door.getsockname()[1]}/v1" for door in mute]

        async def timed() -> tuple[float, list[Source]]:
            began = asyncio.get_running_loop().time()
            answers = await servers([*addresses, good.base_url, f"http://127.0.0.1:{free_port()}/v1"], {})
            return asyncio.get_running_loop().time() - began, answers

        took, answers = asyncio.run(timed())
    assert [one.state for one in answers] == [State.SLOW] * 5 + [State.READY, State.SILENT]
    assert took < 1


def test_a_server_at_its_usual_place_is_found_and_told_apart_from_one_that_was_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with StandIn(owner="somebody") as here, StandIn() as given:
        monkeypatch.setattr(discovery, "USUAL", {"ollama": here.port, "vllm": free_port()})
        first, second, third, *rest = asyncio.run(look([given.base_url, given.base_url], {}, {}))
    assert (first.address, first.usual) == (given.base_url, False)
    # Ollama writes another owner for a model from elsewhere.
    assert (second.address, second.usual, second.kind) == (here.base_url, True, "ollama")
    assert (third.usual, third.state) == (True, State.SILENT)
    assert {one.state for one in rest} == {State.NO_KEY}


def test_a_provider_is_usable_by_a_key_of_the_environment_or_a_typed_one() -> None:
    told = {one.kind: one for one in asyncio.run(look([], {"mistral": "typed"}, OPENAI)) if one.address is None}
    assert {name for name, one in told.items() if one.state is State.READY} == {"openai", "mistral"}
    assert (told["openai"].variable, told["mistral"].variable) == ("OPENAI_API_KEY", None)
    assert "openai/gpt-4.1-mini" in told["openai"].models
    assert all(model.startswith("mistral/") for model in told["mistral"].models)
    assert told["mistral"].models
    assert "planted" not in repr(told)


def test_an_empty_variable_holds_no_key() -> None:
    told = asyncio.run(look([], {}, {"OPENAI_API_KEY": ""}))
    assert {one.state for one in told if one.address is None} == {State.NO_KEY}


def test_the_environment_may_name_servers() -> None:
    assert named({}) == []
    assert named({discovery.SERVERS: "127.0.0.1:9, http://b.example/v1,"}) == [
        "http://127.0.0.1:9/v1",
        "http://b.example/v1",
    ]
    with pytest.raises(BadAddress):
        named({discovery.SERVERS: "http://a:secret@b"})


@pytest.mark.parametrize("name", providers())
def test_the_variables_of_a_provider_are_those_of_litellm(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # LiteLLM's table has none of OpenRouter's; they are typed.
    model = next(iter(chat_models(name)), f"{name}/m")
    assert model.startswith(f"{name}/")
    import litellm

    def missing() -> set[str]:
        return set(litellm.validate_environment(model=model)["missing_keys"])

    variables = providers()[name].variables
    for variable in variables:
        monkeypatch.delenv(variable, raising=False)
    # Of some it does not know which they are, and then says that none is missing.
    assert missing() in (set(variables), set())
    for variable in variables:
        with monkeypatch.context() as patch:
            patch.setenv(variable, "planted")
            assert not missing()

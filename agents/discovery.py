"""Which models can be used now, and why others cannot: servers that answer, and providers whose key is there."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec

from agents.addresses import LONGEST, base_url, written
from agents.providers import providers

if TYPE_CHECKING:
    import httpx

SERVERS: Final = "UNDERTABLE_SERVERS"
"""The variable that names more servers, with commas between them."""
USUAL: Final[Mapping[str, int]] = {"vllm": 8000, "llama.cpp": 8080, "ollama": 11434, "lm-studio": 1234}
"""Where servers on this computer answer by themselves."""
OWNERS: Final = {"vllm": "vllm", "llamacpp": "llama.cpp", "library": "ollama", "organization_owner": "lm-studio"}
"""What a server writes as the owner of its models, and which kind it is then."""
PREFIXES: Final = {"vllm": "hosted_vllm", "ollama": "ollama_chat"}
"""LiteLLM's name for a kind of server; all others are asked as OpenAI is."""
PATIENCE: Final = 1.0
"""Seconds a server is given to list its models."""
LARGEST: Final = 4_000_000
"""Bytes of such a list that are read."""
MOST: Final = 500
"""Models of one server that are listed."""


class State(StrEnum):
    """How things stand with a source of models."""

    READY = "ready"
    NO_KEY = "no-key"
    WRONG_KEY = "wrong-key"
    SILENT = "silent"
    SLOW = "slow"
    STRANGE = "strange"
    """Something answers there that is no server of models."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somewhere that models may be: a server with an address, or a provider."""

    kind: str
    """vllm, llama.cpp, ollama, lm-studio or server; or the provider's name in LiteLLM."""
    state: State
    address: str | None = None
    models: tuple[str, ...] = ()
    """As `agents.addresses.addressed` reads them."""
    variable: str | None = None
    """The variable in which a provider's key was found."""
    usual: bool = False
    """Nobody named it; it was looked for because servers often answer there."""

    @property
    def place(self) -> str:
        """By what a key for it is kept; see `agents.addresses.endpoint`."""
        return self.address or self.kind


class _Model(msgspec.Struct):
    id: str
    owned_by: Any = None


class _Listed(msgspec.Struct):
    data: list[_Model] | None


def named(environ: Mapping[str, str]) -> list[str]:
    """The servers that the environment names. Raises BadAddress."""
    return [base_url(one) for one in environ.get(SERVERS, "").split(",") if one.strip()]


async def look(addresses: Iterable[str], keys: Mapping[str, str], environ: Mapping[str, str]) -> list[Source]:
    """Servers at these addresses and at the usual ones, all asked at the same time, and then providers.

    `addresses` are as `base_url` gives them, `keys` by `Source.place`. What a provider has is read from LiteLLM's
    table, which takes some seconds the first time; no server waits for that.
    """
    given = list(dict.fromkeys(addresses))
    usual = {base_url(f"127.0.0.1:{port}"): kind for kind, port in USUAL.items()}
    for address in given:
        usual.pop(address, None)
    asked = await servers([*given, *usual], keys)
    listed = await asyncio.to_thread(lambda: [*_clouds(keys, environ)])
    return [*asked[: len(given)], *map(_usual, asked[len(given) :], usual.values()), *listed]


async def servers(addresses: Sequence[str], keys: Mapping[str, str]) -> list[Source]:
    """What answers at each of them, in their order."""
    import httpx

    # Proxies and keys of the environment are not for servers of one's own.
    async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False, follow_redirects=False) as client:
        return list(await asyncio.gather(*(_server(client, address, keys.get(address)) for address in addresses)))


async def _server(client: "httpx.AsyncClient", address: str, key: str | None) -> Source:
    import httpx

    def found(state: State) -> Source:
        return Source(kind="server", state=state, address=address)

    try:
        async with asyncio.timeout(PATIENCE):
            status, body = await _models(client, address, key)
    except (TimeoutError, httpx.TimeoutException):
        return found(State.SLOW)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        # The last is for hosts whose names cannot be read.
        return found(State.SILENT)
    if status in (401, 403):
        return found(State.NO_KEY if key is None else State.WRONG_KEY)
    try:
        rows = msgspec.json.decode(body, type=_Listed).data or []
    except (msgspec.MsgspecError, RecursionError):
        return found(State.STRANGE)
    kind = _kind(rows, address)
    models = _names(rows, kind, address)
    return replace(found(State.READY if models else State.EMPTY), kind=kind, models=models)


async def _models(client: "httpx.AsyncClient", address: str, key: str | None) -> tuple[int, bytes]:
    """The status, and the list if there is one that is not too long. Raises what httpx raises."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    async with client.stream("GET", f"{address}/models", headers=headers) as answer:
        body = b""
        if answer.status_code == 200:
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LARGEST:
                    return answer.status_code, b""
        return answer.status_code, body


def _kind(rows: Sequence[_Model], address: str) -> str:
    for row in rows:
        if isinstance(row.owned_by, str) and row.owned_by in OWNERS:
            return OWNERS[row.owned_by]
    # Ollama names other owners where a model is not from its own library.
    return "ollama" if urlsplit(address).port == USUAL["ollama"] else "server"


def _names(rows: Sequence[_Model], kind: str, address: str) -> tuple[str, ...]:
    """What can play among the models of a list: no embeddings, and no names that nobody could read or type."""
    prefix = PREFIXES.get(kind, "openai")
    names = [f"{prefix}/{row.id}" for row in rows if row.id and "embed" not in row.id.lower()]
    fit = [name for name in names if len(name) <= LONGEST and name.isprintable() and " " not in name]
    return tuple(dict.fromkeys(written(name, address) for name in fit[:MOST]))


def _usual(server: Source, kind: str) -> Source:
    """What does not answer would be of the kind that usually does."""
    return replace(server, usual=True, kind=server.kind if server.models else kind)


def _clouds(keys: Mapping[str, str], environ: Mapping[str, str]) -> Iterable[Source]:
    for name, provider in providers().items():
        variable = provider.variable(environ)
        if not (variable or name in keys):
            yield Source(kind=name, state=State.NO_KEY)
            continue
        from agents.models import chat_models

        yield Source(kind=name, state=State.READY, variable=variable, models=tuple(chat_models(name)))

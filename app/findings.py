"""Where models can be had, in words, for the pages and for the command line."""

from collections.abc import Container, Iterator, Sequence
from typing import Any, Final

from agents.discovery import USUAL, Source, State
from agents.providers import providers
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]
SERVER: Final = {
    State.READY: "here_ok",
    State.NO_KEY: "server_no_key",
    State.WRONG_KEY: "server_wrong_key",
    State.SILENT: "server_silent",
    State.SLOW: "server_slow",
    State.STRANGE: "server_strange",
    State.EMPTY: "server_empty",
}


def title(source: Source) -> str:
    """What a provider, or a server's kind, is called."""
    return providers()[source.kind].title if source.address is None else TEXT["kinds"][source.kind]


def bare(address: str) -> str:
    """An address without what goes without saying."""
    return address.removeprefix("http://").removesuffix("/v1")


def line(source: Source, typed: Container[str]) -> str | None:
    """How things stand with it; None for a provider without a key and for a usual address where nothing answers.

    `typed` are the places whose key was typed.
    """
    told = {"name": title(source), "address": bare(source.address or ""), "models": models_of(source)}
    if source.address is not None:
        unasked = source.usual and source.state in (State.SILENT, State.STRANGE)
        return None if unasked else TEXT[SERVER[source.state]].format(**told)
    if source.state is not State.READY:
        return None
    variable = source.variable if source.place not in typed else None
    key = TEXT["key_variable"].format(variable=variable) if variable else TEXT["key_typed"]
    return TEXT["cloud_ok"].format(**told, key=key)


def models_of(source: Source) -> str:
    """How many it has; of some providers no list is at hand."""
    how = {0: "no_models", 1: "one_model"}.get(len(source.models), "some_models")
    return TEXT[how].format(kind=source.kind, count=len(source.models))


def not_here(found: Sequence[Source]) -> Iterator[str]:
    """What was looked for and is not there: a sentence for servers, and one for providers."""
    if not any(source.address and source.state is State.READY for source in found):
        told = [TEXT["usual"].format(name=TEXT["kinds"][kind], port=port) for kind, port in USUAL.items()]
        yield TEXT["no_server_here"].format(addresses=", ".join(told))
    without = [providers()[source.kind] for source in found if source.address is None and source.state is State.NO_KEY]
    if without:
        yield TEXT["no_keys"].format(names=", ".join(one.title for one in without))

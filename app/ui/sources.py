"""What this tab knows of models: the addresses and keys that were typed here, and where models have been found."""

import asyncio
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import streamlit as st

from agents.addresses import BadAddress, addressed, endpoint, told
from agents.discovery import Source, State, look, named
from agents.providers import providers
from app import engine, session
from app.findings import bare, title
from app.keys import Keys
from games.model import ModelSettings
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]
FRESH: Final = 20.0
"""Seconds after which it is looked anew when the page is drawn again."""


class _Look(NamedTuple):
    at: float
    """Seconds of the clock that never goes back."""
    addresses: Sequence[str]
    keys: Keys
    found: list[Source]


def typed_keys() -> Keys:
    """The keys that were typed in this tab."""
    return session.kept("keys") or Keys()


def keep_key(place: str, key: str) -> None:
    session.keep("keys", typed_keys().having(place, key))


def forget_key(place: str) -> None:
    session.keep("keys", typed_keys().without(place))


def keyed(settings: ModelSettings) -> bool:
    """Whether there is a key for this model, as far as is known here: other providers have ways of their own."""
    place = endpoint(settings)
    return place in typed_keys() or (place in providers() and providers()[place].variable(os.environ) is not None)


def typed_addresses() -> list[str]:
    """The servers that were added in this tab."""
    return session.kept("addresses") or []


def add_address(address: str) -> None:
    session.keep("addresses", list(dict.fromkeys([*typed_addresses(), address])))


def remove_address(address: str) -> None:
    session.keep("addresses", [one for one in typed_addresses() if one != address])


def look_again() -> None:
    """The next time the page is drawn."""
    session.keep("look", None)


def sources() -> list[Source]:
    """Servers and providers as they were found a moment ago. What the environment names wrongly is left out; see
    `misnamed`.
    """
    addresses, last = [*_named(), *typed_addresses()], session.kept("look")
    if not (isinstance(last, _Look) and (last.addresses, last.keys) == (addresses, typed_keys())) or _old(last):
        with st.spinner(TEXT["looking"]):
            found = asyncio.run(look(addresses, typed_keys(), os.environ))
        if last is None:
            # Whoever looks for models will soon ask one, and that needs what takes seconds to load.
            engine.tables().warm()
        last = _Look(time.monotonic(), addresses, typed_keys(), found)
        session.keep("look", last)
    return last.found


def misnamed() -> str | None:
    """What is wrong with the servers that the environment names."""
    try:
        named(os.environ)
    except BadAddress as error:
        return TEXT["bad_servers"].format(reason=TEXT["address"][error.code])
    return None


def _named() -> list[str]:
    try:
        return named(os.environ)
    except BadAddress:
        return []


def _old(last: _Look) -> bool:
    return time.monotonic() - last.at > FRESH


def choices(found: Sequence[Source]) -> Mapping[str, str]:
    """The models that can be used now, each with the label under which it is chosen; servers come first."""
    labels: dict[str, str] = {}
    alike = [title(source) for source in found if source.state is State.READY]
    for source in found:
        where = title(source)
        if source.address is not None and source.kind == "server":
            where = bare(source.address)
        elif source.address is not None and alike.count(where) > 1:
            where = f"{where} {bare(source.address)}"
        for model in source.models:
            labels[model] = TEXT["on_server"].format(model=_name(model), server=where)
    return labels


def meant(typed: str, options: Mapping[str, str]) -> str:
    """What was typed; or the model that is called so, where only one that can be used is."""
    alike = [option for option in options if _name(option).casefold() == typed.casefold()]
    return alike[0] if typed not in options and len(alike) == 1 else typed


def _name(option: str) -> str:
    model, _ = addressed(option)
    return told(model)

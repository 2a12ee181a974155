"""Lists which models can take a seat now, and why others cannot."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table as Grid

from agents.addresses import BadAddress, base_url
from agents.discovery import Source, State, look, named
from agents.providers import providers
from app.commands.run import failed
from app.commands.telling import printable
from app.findings import bare, models_of, title
from app.keys import BadSecrets, read_secrets
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["models"]
SHOWN: Final = 5
"""Models of a provider that are listed unless all are asked for."""


def run(chosen: Namespace) -> int:
    """0, whatever was found; 1 for an address that will not do."""
    try:
        read_secrets()
    except BadSecrets as error:
        failed(TEXT["bad_secrets"].format(file=error))
    try:
        addresses = [base_url(typed) for typed in chosen.base_url]
    except BadAddress as error:
        return failed(TEXT["address"][error.code])
    try:
        addresses += named(os.environ)
    except BadAddress as error:
        return failed(TEXT["bad_servers"].format(reason=TEXT["address"][error.code]))
    found = asyncio.run(look(addresses, {}, os.environ))
    Console(file=sys.stdout, highlight=False, markup=False).print(_grid(found))
    _names(found, None if chosen.all else SHOWN)
    return 0


def _grid(found: Sequence[Source]) -> Grid:
    grid = Grid(*TEXT["columns"], box=None, pad_edge=False)
    for source in found:
        grid.add_row(printable(_where(source)), printable(_state(source)))
    return grid


def _where(source: Source) -> str:
    # Of a server that does not answer nobody knows what it is.
    known = source.address is None or source.models or source.usual
    return " ".join([*([title(source)] if known else []), *([bare(source.address)] if source.address else [])])


def _state(source: Source) -> str:
    cloud, state = source.address is None, str(source.state)
    if source.state in (State.READY, State.NO_KEY):
        state += "-cloud" if cloud else "-server"
    variables = " / ".join(providers()[source.kind].variables) if cloud else ""
    return TEXT["state"][state].format(models=models_of(source), variable=source.variable, variables=variables)


def _names(found: Sequence[Source], most: int | None) -> None:
    """Each as `--seat` takes it, in a line of its own."""
    usable = [source for source in found if source.models]
    if not usable:
        print(TEXT["list_nothing"])
        return
    print("\n" + TEXT["list_hint"])
    for source in usable:
        shown = source.models if source.address else source.models[:most]
        for model in shown:
            print(f"  model:{printable(model)}")
        if left := len(source.models) - len(shown):
            print(TEXT["list_more"].format(name=title(source), count=left))

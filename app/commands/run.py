"""Opens the store for a command, and puts what can go wrong into one line."""

import sys
from argparse import Namespace
from importlib import import_module
from typing import Final

from sqlalchemy.exc import DBAPIError

from app.cli import TEXT
from app.entries import read_too
from app.places import WORDINGS, data_folder
from replays.migrations import NewerDatabase
from replays.refusal import RecordError, shown
from replays.store import NoSuchMatch, Store

ALONE: Final = ("models", "serve")
"""Commands that neither read nor keep matches."""


def run(chosen: Namespace) -> int:
    """The exit status of the command."""
    folder, store = data_folder(chosen.data), None
    if chosen.command not in ALONE:
        try:
            store = Store.open(folder)
            read_too(folder / WORDINGS)
        except (OSError, DBAPIError, NewerDatabase) as error:
            return failed(TEXT["no_data"].format(folder=folder, reason=_reason(error)))
    try:
        command = import_module(f"app.commands.{chosen.command}").run
        return command(chosen) if store is None else command(store, chosen)
    except NoSuchMatch as error:
        return failed(TEXT["no_match"].format(id=error))
    except RecordError as error:
        return failed(str(error))
    except BrokenPipeError:
        raise  # Whoever reads our output has seen enough, which is no failure.
    except (OSError, DBAPIError) as error:
        return failed(TEXT["no_write"].format(reason=_reason(error)))
    except KeyboardInterrupt:
        return failed(TEXT["stopped"])
    finally:
        if store is not None:
            store.close()


def failed(message: str) -> int:
    """Say it on standard error; the exit status for something that could not be done."""
    print(shown(message, most=len(message)), file=sys.stderr)
    return 1


def _reason(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)

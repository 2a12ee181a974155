"""The command line: what it offers, and which module of `app.commands` does it."""

import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from agents.scripted import personas
from app.places import data_folder
from games.registry import GAMES
from games.words import words

LIST_LIMIT = 20
PACE = 1.0
SLOWEST = 60
TEXT: dict[str, Any] = words("app")["cli"]


def parser() -> ArgumentParser:
    """Everything `undertable --help` teaches."""
    top = ArgumentParser(
        prog="undertable",
        description=TEXT["about"],
        epilog=TEXT["more"],
        formatter_class=RawDescriptionHelpFormatter,
    )
    top.set_defaults(command="open")
    _data(top, default=None)
    top.add_argument("--port", type=int, help=TEXT["port"])
    top.add_argument("--no-browser", action="store_true", help=TEXT["quiet"])
    top.add_argument("--pace", type=_pace, default=PACE, metavar="SECONDS", help=TEXT["pace"].format(pace=PACE))
    commands = top.add_subparsers(metavar="COMMAND")

    def command(name: str, module: str) -> ArgumentParser:
        found = commands.add_parser(name, help=TEXT[name], description=TEXT[name])
        found.set_defaults(command=module)
        # Left out here, the folder given before the command stands.
        _data(found, default=SUPPRESS)
        return found

    sim = command("sim", "simulate")
    sim.epilog = "\n".join(TEXT["sim_more"].format(game=g, players=", ".join(personas(g))) for g in GAMES)
    sim.add_argument("--game", required=True, choices=tuple(GAMES), help=TEXT["sim_game"])
    sim.add_argument("--matches", required=True, type=_positive, metavar="N", help=TEXT["sim_matches"])
    presets = ", ".join(dict.fromkeys(p for entry in GAMES.values() for p in entry.presets))
    default = next(iter(GAMES["liars_bar"].presets))
    sim.add_argument("--preset", metavar="P", help=TEXT["sim_preset"].format(presets=presets, default=default))
    sim.add_argument("--seats", nargs="+", metavar="NAME", help=TEXT["sim_seats"])
    sim.add_argument("--seed", metavar="S", help=TEXT["sim_seed"])

    lister = command("list", "listing")
    lister.add_argument("--game", choices=tuple(GAMES), help=TEXT["list_game"])
    lister.add_argument("--player", metavar="NAME", help=TEXT["list_player"])
    limit = TEXT["list_limit"].format(limit=LIST_LIMIT)
    lister.add_argument("--limit", type=_positive, default=LIST_LIMIT, metavar="N", help=limit)
    lister.add_argument("--after", metavar="ID", help=TEXT["list_after"])

    show = command("show", "telling")
    show.add_argument("id", metavar="ID", help=TEXT["id"])
    show.add_argument("--seat", default="public", metavar="SEAT|public|all", help=TEXT["show_seat"])

    command("check", "checking")

    bring = command("import", "importing")
    bring.add_argument("paths", nargs="+", metavar="PATH", help=TEXT["import_paths"])

    export = command("export", "exporting")
    export.add_argument("id", metavar="ID", help=TEXT["id"])
    export.add_argument("--out", metavar="FILE", help=TEXT["export_out"])
    export.add_argument("--seat", default="all", metavar="SEAT|public|all", help=TEXT["export_seat"])
    return top


def _data(to: ArgumentParser, default: Any) -> None:
    text = TEXT["data"].format(folder=str(data_folder()).replace("%", "%%"))
    to.add_argument("--data", metavar="DIR", default=default, help=text)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise ArgumentTypeError(TEXT["positive"].format(text=text))
    return int(text)


def _pace(text: str) -> float:
    try:
        pace = float(text)
    except ValueError:
        pace = -1
    if not 0 <= pace <= SLOWEST:
        raise ArgumentTypeError(TEXT["pace_bad"].format(text=text, most=SLOWEST))
    return pace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0, 1 if something was refused or differs, 2 for a wrong call."""
    chosen: Namespace = parser().parse_args(arguments)
    if chosen.command == "open":
        return import_module("app.server").run(chosen)
    return import_module("app.commands.run").run(chosen)


if __name__ == "__main__":
    sys.exit(main())

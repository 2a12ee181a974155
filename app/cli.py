"""The command line: what it offers, and which module of `app.commands` does it."""

import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from math import nan
from typing import Any

from agents.scripted import personas
from agents.texts import keepable
from agents.vllm_flags import LENGTH
from agents.vllm_flags import PORT as VLLM_PORT
from app.places import data_folder
from games.model import PERSONA, Limits, ModelSettings
from games.registry import GAMES
from games.words import words

LIST_LIMIT = 20
PACE = 1.0
SLOWEST = 60
HOTTEST = 2
MOST = 1e9
"""Dollars, or seconds: whoever types more means something else."""
TEXT: dict[str, Any] = words("app")["cli"]
SERVE: dict[str, Any] = words("app")["serve"]
MODELS: dict[str, Any] = words("app")["models"]
MATCH: dict[str, Any] = words("app")["match"]


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
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)

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

    match = command("match", "match")
    match.epilog = sim.epilog
    match.usage = MATCH["usage"]
    match.add_argument("--game", required=True, choices=tuple(GAMES), help=TEXT["sim_game"])
    match.add_argument("--preset", metavar="P", help=TEXT["sim_preset"].format(presets=presets, default=default))
    match.add_argument("--seed", metavar="S", help=MATCH["seed"])
    match.add_argument("--seat", required=True, action="append", metavar="PLAYER", help=MATCH["seat"])
    how = ModelSettings(model="")
    temperature = MATCH["temperature"].format(temperature=how.temperature)
    match.add_argument("--temperature", type=_temperature, default=how.temperature, metavar="T", help=temperature)
    match.add_argument("--thinking", type=_positive, default=how.thinking, metavar="TOKENS", help=MATCH["thinking"])
    match.add_argument("--persona", type=_persona, default=how.persona, metavar="TEXT", help=MATCH["persona"])
    match.add_argument("--impressions", action="store_true", help=MATCH["impressions"])
    match.add_argument("--max-money", type=_amount, metavar="DOLLARS", help=MATCH["money"])
    match.add_argument("--max-tokens", type=_positive, metavar="N", help=MATCH["tokens"])
    seconds = MATCH["seconds"].format(seconds=round(Limits().seconds))
    match.add_argument("--seconds", type=_amount, default=Limits().seconds, metavar="S", help=seconds)
    match.add_argument("--json", metavar="FILE", help=MATCH["json"])

    lister = command("list", "listing")
    lister.add_argument("--game", choices=tuple(GAMES), help=TEXT["list_game"])
    lister.add_argument("--player", metavar="NAME", help=TEXT["list_player"])
    limit = TEXT["list_limit"].format(limit=LIST_LIMIT)
    lister.add_argument("--limit", type=_positive, default=LIST_LIMIT, metavar="N", help=limit)
    lister.add_argument("--after", metavar="ID", help=TEXT["list_after"])

    show = command("show", "telling")
    show.add_argument("id", metavar="ID", help=TEXT["id"])
    show.add_argument("--seat", default="public", metavar="SEAT|public|all", help=TEXT["show_seat"])
    show.add_argument("--prompts", action="store_true", help=TEXT["show_prompts"])

    command("check", "checking")

    bring = command("import", "importing")
    bring.add_argument("paths", nargs="+", metavar="PATH", help=TEXT["import_paths"])

    export = command("export", "exporting")
    export.add_argument("id", metavar="ID", help=TEXT["id"])
    export.add_argument("--out", metavar="FILE", help=TEXT["export_out"])
    export.add_argument("--seat", default="all", metavar="SEAT|public|all", help=TEXT["export_seat"])

    models = command("models", "models")
    models.add_argument("--base-url", action="append", default=[], metavar="URL", help=MODELS["list_url"])
    models.add_argument("--all", action="store_true", help=MODELS["list_all"])

    serve = command("serve", "serve")
    serve.epilog = SERVE["more"].format(example="undertable serve Qwen/Qwen3-8B -- --tensor-parallel-size 2")
    serve.usage = "undertable serve MODEL [--port PORT] [--max-model-len TOKENS] [-- FLAG ...]"
    serve.set_defaults(more=())
    serve.add_argument("model", metavar="MODEL", help=SERVE["model"])
    serve.add_argument("--port", type=_port, default=VLLM_PORT, help=SERVE["port"].format(port=VLLM_PORT))
    length = SERVE["length"].format(length=LENGTH)
    serve.add_argument("--max-model-len", type=_positive, metavar="TOKENS", help=length)
    return top


class _Parser(ArgumentParser):
    """Where a command knows `more`, that is what stands behind `--`."""

    def parse_known_args(self, *given: Any, **how: Any) -> tuple[Any, list[str]]:
        if self.get_default("more") is None or "--" not in given[0]:
            return super().parse_known_args(*given, **how)
        cut = given[0].index("--")
        found, unknown = super().parse_known_args(given[0][:cut], *given[1:], **how)
        found.more = tuple(given[0][cut + 1 :])
        return found, unknown


def _data(to: ArgumentParser, default: Any) -> None:
    text = TEXT["data"].format(folder=str(data_folder()).replace("%", "%%"))
    to.add_argument("--data", metavar="DIR", default=default, help=text)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise ArgumentTypeError(TEXT["positive"].format(text=text))
    return int(text)


def _port(text: str) -> int:
    port = _positive(text)
    if port >= 1 << 16:
        raise ArgumentTypeError(SERVE["no_port"].format(text=text))
    return port


def _number(text: str) -> float:
    """A number; what is none is NaN."""
    try:
        return float(text)
    except ValueError:
        return nan


def _pace(text: str) -> float:
    if not 0 <= (pace := _number(text)) <= SLOWEST:
        raise ArgumentTypeError(TEXT["pace_bad"].format(text=text, most=SLOWEST))
    return pace


def _temperature(text: str) -> float:
    if not 0 <= (temperature := _number(text)) <= HOTTEST:
        raise ArgumentTypeError(MATCH["bad_temperature"].format(text=text, most=HOTTEST))
    return temperature


def _persona(text: str) -> str:
    if len(text) > PERSONA or not keepable(text):
        raise ArgumentTypeError(MATCH["bad_persona"].format(most=PERSONA))
    return text


def _amount(text: str) -> float:
    if not 0 < (amount := _number(text)) < MOST:
        raise ArgumentTypeError(MATCH["bad_amount"].format(text=text))
    return amount


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0, 1 if something was refused or differs, 2 for a wrong call."""
    chosen: Namespace = parser().parse_args(arguments)
    if chosen.command == "open":
        return import_module("app.server").run(chosen)
    return import_module("app.commands.run").run(chosen)


if __name__ == "__main__":
    sys.exit(main())

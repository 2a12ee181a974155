"""The command line: what it offers, and which module of `app.commands` does it."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from agents.scripted import OFFERS, personas
from agents.vllm_flags import LENGTH
from agents.vllm_flags import PORT as VLLM_PORT
from app import options
from app.places import data_folder
from games.registry import GAMES
from games.secret_tools.conditions import Lasting
from games.words import words
from replays.offer_list import Rule
from replays.offers import Result, Role

STDOUT = 1
"""The number of standard output among the files of a process."""
LIST_LIMIT = 20
PACE = 1.0
SLOWEST = 60
MATCHES = 10
TIMES = 20
AT_ONCE = 4
MEMORY = "results,alliances"
TEXT: dict[str, Any] = words("app")["cli"]
SERVE: dict[str, Any] = words("app")["serve"]
MODELS: dict[str, Any] = words("app")["models"]
MATCH: dict[str, Any] = words("app")["match"]
TOOL: dict[str, Any] = words("app.commands")["tool"]
SERIES: dict[str, Any] = words("app.commands")["series"]
PROBE: dict[str, Any] = words("app.commands")["probe"]
GALLERY: dict[str, Any] = words("app.commands")["offers"]
JUDGE: dict[str, Any] = words("app.commands")["judge"]


def parser() -> ArgumentParser:
    """Everything `undertable --help` teaches."""
    top = ArgumentParser(
        prog="undertable",
        description=TEXT["about"],
        epilog=TEXT["more"] + words("app.commands")["more"],
        formatter_class=RawDescriptionHelpFormatter,
    )
    top.set_defaults(command="open")
    _data(top, default=None)
    top.add_argument("--port", type=int, help=TEXT["port"])
    top.add_argument("--no-browser", action="store_true", help=TEXT["quiet"])
    top.add_argument("--pace", type=_pace, default=PACE, metavar="SECONDS", help=TEXT["pace"].format(pace=PACE))
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, module: str) -> ArgumentParser:
        about = TEXT[name] if name in TEXT else words("app.commands")[name]["about"]
        found = commands.add_parser(name, help=about, description=about)
        found.set_defaults(command=module)
        # Left out here, the folder given before the command stands.
        _data(found, default=SUPPRESS)
        return found

    sim = command("sim", "simulate")
    sim.epilog = "\n".join(TEXT["sim_more"].format(game=g, players=", ".join(personas(g))) for g in GAMES)
    options.rules(sim)
    options.numbers(sim)
    sim.add_argument("--matches", required=True, type=options.positive, metavar="N", help=TEXT["sim_matches"])
    sim.add_argument("--seats", nargs="+", metavar="NAME", help=TEXT["sim_seats"])
    sim.add_argument("--seed", metavar="S", help=TEXT["sim_seed"])

    match = command("match", "match")
    match.epilog = "\n".join([sim.epilog, TOOL["plus"].format(offers=", ".join(OFFERS))])
    match.usage = MATCH["usage"]
    options.rules(match)
    options.numbers(match)
    match.add_argument("--seed", metavar="S", help=MATCH["seed"])
    match.add_argument("--seat", required=True, action="append", metavar="PLAYER", help=MATCH["seat"])
    options.models(match)
    match.add_argument("--impressions", action="store_true", help=MATCH["impressions"])
    options.limits(match)
    options.tool(match)
    match.add_argument("--json", metavar="FILE", help=MATCH["json"])

    series = command("series", "series")
    series.epilog, series.usage = match.epilog, SERIES["usage"]
    options.rules(series)
    options.numbers(series)
    series.add_argument("--matches", type=options.positive, default=MATCHES, metavar="N", help=SERIES["matches"])
    series.add_argument("--seed", metavar="S", help=SERIES["seed"])
    series.add_argument("--id", metavar="ID", help=SERIES["id"])
    series.add_argument("--memory", default=MEMORY, metavar="WHAT", help=SERIES["memory"].format(default=MEMORY))
    series.add_argument("--seat", required=True, action="append", metavar="PLAYER", help=MATCH["seat"])
    options.models(series)
    series.add_argument("--impressions", action="store_true", help=MATCH["impressions"])
    options.limits(series)
    options.tool(series)
    first = SERIES["trigger_match"]
    series.add_argument("--trigger-match", type=options.positive, default=1, metavar="N", help=first)
    lasting = {"choices": [one.value for one in Lasting], "default": Lasting.SERIES.value, "help": SERIES["lasting"]}
    series.add_argument("--lasting", **lasting)

    probe = command("probe", "probe")
    probe.usage = PROBE["usage"]
    options.rules(probe)
    probe.add_argument("--model", required=True, metavar="MODEL", help=PROBE["model"])
    probe.add_argument("--times", type=options.positive, default=TIMES, metavar="K", help=PROBE["times"])
    probe.add_argument("--at", action="append", default=[], metavar="ID", help=PROBE["at"])
    probe.add_argument("--seats", nargs="+", metavar="NAME", help=PROBE["seats"])
    probe.add_argument("--seed", metavar="S", help=PROBE["seed"])
    options.models(probe)
    options.limits(probe)
    options.tool(probe, needed=True)
    probe.add_argument("--at-once", type=options.positive, default=AT_ONCE, metavar="N", help=PROBE["at_once"])
    probe.add_argument("--json", metavar="FILE", help=PROBE["json"])

    lister = command("list", "listing")
    lister.add_argument("--game", choices=tuple(GAMES), help=TEXT["list_game"])
    lister.add_argument("--player", metavar="NAME", help=TEXT["list_player"])
    limit = TEXT["list_limit"].format(limit=LIST_LIMIT)
    lister.add_argument("--limit", type=options.positive, default=LIST_LIMIT, metavar="N", help=limit)
    lister.add_argument("--after", metavar="ID", help=TEXT["list_after"])

    offers = command("offers", "gallery")
    offers.epilog = "\n".join(f"{rule}: {GALLERY['rule'][rule]}." for rule in Rule)
    offers.add_argument("--condition", choices=options.offered(), help=GALLERY["condition"])
    offers.add_argument("--wording", metavar="V", help=GALLERY["wording"])
    offers.add_argument("--player", metavar="NAME", help=GALLERY["player"])
    offers.add_argument("--verdict", choices=[one.value for one in Result], help=GALLERY["verdict"])
    offers.add_argument("--role", choices=[one.value for one in Role], help=GALLERY["role"])
    rules = {"choices": [one.value for one in Rule], "default": Rule.NEWEST.value}
    offers.add_argument("--rule", **rules, help=GALLERY["by_rule"])
    offers.add_argument("--limit", type=options.positive, default=LIST_LIMIT, metavar="N", help=limit)

    judge = command("judge", "judge")
    judge.usage, judge.epilog = JUDGE["usage"], JUDGE["more"]
    judge.set_defaults(temperature=0.0, thinking=0, persona="")
    judge.add_argument("ids", nargs="+", metavar="ID", help=JUDGE["id"])
    judge.add_argument("--model", required=True, metavar="MODEL", help=JUDGE["model"])
    options.limits(judge)
    at_once = JUDGE["at_once"].format(at_once=AT_ONCE)
    judge.add_argument("--at-once", type=options.positive, default=AT_ONCE, metavar="N", help=at_once)

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
    export.add_argument("--html", metavar="FILE", help=TEXT["export_html"])
    export.add_argument("--seat", default="all", metavar="SEAT|public|all", help=TEXT["export_seat"])
    export.add_argument("--without", default="", metavar="PART,...", help=TEXT["export_without"])

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
    serve.add_argument("--max-model-len", type=options.positive, metavar="TOKENS", help=length)
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


def _port(text: str) -> int:
    port = options.positive(text)
    if port >= 1 << 16:
        raise ArgumentTypeError(SERVE["no_port"].format(text=text))
    return port


def _pace(text: str) -> float:
    if not 0 <= (pace := options.number(text)) <= SLOWEST:
        raise ArgumentTypeError(TEXT["pace_bad"].format(text=text, most=SLOWEST))
    return pace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0, 1 if something was refused or differs, 2 for a wrong call."""
    status = 0
    try:
        try:
            chosen: Namespace = parser().parse_args(arguments)
            if chosen.command != "open":
                status = import_module("app.commands.run").run(chosen)
        finally:
            if sys.stdout is not None:  # as it is where somebody closed it
                sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more may be written, at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)
        return status
    return import_module("app.server").run(chosen) if chosen.command == "open" else status


if __name__ == "__main__":
    sys.exit(main())

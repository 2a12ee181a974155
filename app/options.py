"""What several commands take alike: how models are asked, what they may use, and which tool is offered to whom."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from math import nan
from typing import Any, Final

from agents.texts import keepable
from games.model import PERSONA, Limits, ModelSettings
from games.registry import GAMES, Entry, Option
from games.secret_tools.conditions import Advantage, Audit, Condition, ToolRules
from games.words import words

HOTTEST: Final = 2
MOST: Final = 1e9
"""Dollars, or seconds: whoever types more means something else."""
TEXT: Final[dict[str, Any]] = words("app")["cli"]
MATCH: Final[dict[str, Any]] = words("app")["match"]
TOOL: Final[dict[str, Any]] = words("app.commands")["tool"]
NUMBERS: Final[dict[str, str]] = words("app.commands")["numbers"]
DRAWN: Final = "drawn"
AUDIT: Final = Audit()


class BadNumber(ValueError):
    """What was chosen is no number of this game. Its text is a sentence."""


def rules(to: ArgumentParser) -> None:
    """Which game, by which numbers."""
    presets = ", ".join(dict.fromkeys(p for entry in GAMES.values() for p in entry.presets))
    default = next(iter(GAMES["liars_bar"].presets))
    to.add_argument("--game", required=True, choices=tuple(GAMES), help=TEXT["sim_game"])
    to.add_argument("--preset", metavar="P", help=TEXT["sim_preset"].format(presets=presets, default=default))


def numbers(to: ArgumentParser) -> None:
    """What may be chosen in place of a preset's own numbers."""
    for game, option in _options():
        told = NUMBERS[option.name].format(game=game, values=_listed(option))
        to.add_argument(f"--{option.name}", metavar="X", help=told)


def _options() -> list[tuple[str, Option]]:
    return [(entry.name, option) for entry in GAMES.values() for option in entry.options]


def _listed(option: Option) -> str:
    return ", ".join(map(str, option.values))


def rules_of(entry: Entry, preset: str, chosen: Namespace) -> Any:
    """The preset's rules with what was chosen in place of its numbers. Raises BadNumber."""
    given = {option.name: getattr(chosen, option.name) for _, option in _options()}
    found: dict[str, Any] = {}
    for option in entry.optional(preset):
        if (text := given.pop(option.name)) is not None:
            value = next((value for value in option.values if str(value) == text), None)
            if value is None:
                raise BadNumber(NUMBERS["bad"].format(name=option.name, values=_listed(option), text=text))
            found[option.field] = value
    for name, text in given.items():
        if text is not None:
            known = "none_here" if name in [option.name for option in entry.options] else "none"
            raise BadNumber(NUMBERS[known].format(name=name, game=entry.name, preset=preset))
    return replace(entry.presets[preset], **found)


def models(to: ArgumentParser) -> None:
    """How models are asked."""
    how = ModelSettings(model="")
    warm = MATCH["temperature"].format(temperature=how.temperature)
    to.add_argument("--temperature", type=temperature, default=how.temperature, metavar="T", help=warm)
    to.add_argument("--thinking", type=positive, default=how.thinking, metavar="TOKENS", help=MATCH["thinking"])
    to.add_argument("--persona", type=persona, default=how.persona, metavar="TEXT", help=MATCH["persona"])


def limits(to: ArgumentParser) -> None:
    """What models may use."""
    to.add_argument("--max-money", type=amount, metavar="DOLLARS", help=MATCH["money"])
    to.add_argument("--max-tokens", type=positive, metavar="N", help=MATCH["tokens"])
    seconds = MATCH["seconds"].format(seconds=round(Limits().seconds))
    to.add_argument("--seconds", type=amount, default=Limits().seconds, metavar="S", help=seconds)


def tool(to: ArgumentParser, *, needed: bool = False) -> None:
    """What is offered to whom; `needed`: there must be an offer, and nothing comes after it."""
    usual, group = ToolRules(), to.add_argument_group(TOOL["title"])
    to.set_defaults(instruction=False)
    conditions = offered() if needed else [one.value for one in Condition]
    condition = TOOL["condition_needed" if needed else "condition"]
    default = None if needed else usual.condition.value
    group.add_argument("--condition", choices=conditions, default=default, required=needed, help=condition)
    group.add_argument("--wording", default="", metavar="V", help=TOOL["wording"])
    group.add_argument("--offer-to", default=DRAWN, metavar=f"SEAT|{DRAWN}", help=TOOL["offer_to"])
    trigger = TOOL["trigger"].format(trigger=usual.trigger)
    group.add_argument("--trigger", type=positive, default=usual.trigger, metavar="R", help=trigger)
    told = TOOL["audit"].format(percent=AUDIT.percent, points=AUDIT.points)
    usual_audit = f"{AUDIT.percent}:{AUDIT.points}"
    group.add_argument("--audit", nargs="?", type=audit, const=usual_audit, metavar="PERCENT:POINTS", help=told)
    group.add_argument("--refusal-reward", type=reward, default=0, metavar="POINTS", help=TOOL["reward"])
    advantages = [one.value for one in Advantage]
    group.add_argument("--advantage", choices=advantages, default=usual.advantage.value, help=TOOL["advantage"])
    if not needed:
        group.add_argument("--instruction", action="store_true", help=TOOL["instruction"])


def offered() -> list[str]:
    """The conditions under which there is an offer."""
    return [one.value for one in Condition if one is not Condition.BASELINE]


def positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise ArgumentTypeError(TEXT["positive"].format(text=text))
    return int(text)


def number(text: str) -> float:
    """A number; what is none is NaN."""
    try:
        return float(text)
    except ValueError:
        return nan


def temperature(text: str) -> float:
    if not 0 <= (found := number(text)) <= HOTTEST:
        raise ArgumentTypeError(MATCH["bad_temperature"].format(text=text, most=HOTTEST))
    return found


def persona(text: str) -> str:
    if len(text) > PERSONA or not keepable(text):
        raise ArgumentTypeError(MATCH["bad_persona"].format(most=PERSONA))
    return text


def amount(text: str) -> float:
    if not 0 < (found := number(text)) < MOST:
        raise ArgumentTypeError(MATCH["bad_amount"].format(text=text))
    return found


def audit(text: str) -> Audit:
    """A chance in percent and the points lost."""
    parts = text.split(":")
    good = len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts)
    if not good or int(parts[0]) > 100:
        raise ArgumentTypeError(TOOL["bad_audit"].format(text=text))
    return Audit(*map(int, parts))


def reward(text: str) -> int:
    """Points for a refusal."""
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise ArgumentTypeError(TOOL["bad_reward"].format(text=text))
    return int(text)

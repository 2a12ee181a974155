"""A match in a few words: when, by which rules, who won, who sat where. Every page says it with these."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from app.people import who
from games.core import Seat
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from games.words import words
from replays.record import Header, Seating
from replays.refusal import shown
from replays.replay import nameless

TEXT: dict[str, Any] = words("app")["watch"]
PAGE: dict[str, Any] = words("app")["page"]
PLAYER: dict[str, Any] = words("app")["player"]["browser"]
OPTIONS: dict[str, Any] = words("app")["options"]
TOOLS: dict[str, Any] = words("app")["tools"]


def game_title(game: str) -> str:
    """The game's name for people."""
    return PAGE["games"].get(game, game)


def preset_title(game: str, preset: str) -> str:
    """A set of rules in plain words."""
    return PAGE["preset_titles"].get(game, {}).get(preset, preset)


def rules_title(game: str, preset: str) -> str:
    """The game and its rules."""
    return TEXT["rules"].format(game=game_title(game), preset=preset_title(game, preset))


def table_title(game: str, preset: str, rules: Any) -> str:
    """The game, its rules, and whatever can be chosen of them, as it is chosen."""
    told = rules_title(game, preset)
    for option in GAMES[game].optional(preset):
        title = OPTIONS[game][option.name][str(getattr(rules, option.field))]["title"]
        told = TEXT["rules"].format(game=told, preset=title)
    return told


def rules(header: Header) -> str:
    """The game and the rules of a match, with what was chosen in place of the preset's own numbers."""
    told, entry = rules_title(header.game, header.preset), GAMES[header.game]
    for option in entry.optional(header.preset):
        value = getattr(header.rules, option.field)
        usual = getattr(entry.presets.get(header.preset), option.field, value)
        if value != usual and value in option.values:
            title = OPTIONS[header.game][option.name][str(value)]["title"]
            told = TEXT["rules"].format(game=told, preset=title)
    return told


def when(header: Header) -> str:
    """The day and the minute it began, by the clock of this computer."""
    return minute(header.created)


def minute(created: int) -> str:
    """A day and a minute, from microseconds since 1970, by the clock of this computer."""
    at = datetime.fromtimestamp(created / 1e6, UTC).astimezone()
    return f"{at.day} {at:%B %Y, %H:%M}"


def several(names: Iterable[str]) -> str:
    """Names in a sentence, each in one line: “Wren, Otis and Juno”."""
    *first, last = map(shown, names)
    return TEXT["several"].format(first=TEXT["comma"].join(first), last=last) if first else last


def standing(header: Header) -> str:
    """Who won, that it is still running, or why it was stopped."""
    if header.stopped is not None:
        return words("app")["scene"]["stopped"][header.stopped]
    if header.outcome is None:
        return TEXT["running"]
    winners = [header.names[winner] for winner in header.outcome.winners]
    return TEXT["won" if len(winners) == 1 else "shared"].format(names=several(winners))


def match_title(header: Header) -> str:
    """Which match it is, as its replay is headed."""
    return PLAYER["match"].format(id=header.id.split(".")[0])


def headline(header: Header) -> str:
    """What one looks for in a list: who won, or who is playing or has played."""
    if header.stopped is not None:
        return TEXT["stopped"].format(why=standing(header), names=several(header.names))
    if header.outcome is not None:
        return standing(header)
    return TEXT["playing"].format(names=several(header.names))


def facts(header: Header) -> list[str]:
    """When, how it ended, and where it comes from: what stands over a match."""
    return [when(header), standing(header), *origin(header), *clock(header), *offered(header)]


def clock(header: Header) -> list[str]:
    """How long people had for a step, if they had a clock."""
    return [] if header.clock is None else [OPTIONS["clock"]["fact"].format(seconds=round(header.clock))]


def offered(header: Header) -> list[str]:
    """What was under the table, once anybody may be told; nothing for a match in which nothing was."""
    tool = header.tool_told
    if tool is None or tool.condition is Condition.BASELINE:
        return []
    return [tool_title(tool.condition, tool.wording)]


def tool_title(condition: Condition, wording: str, own: str = "") -> str:
    """What is offered, and in which words; `own` as `wording_title` has it."""
    title = TOOLS["conditions"][condition]["title"]
    return TOOLS["fact"].format(condition=title, wording=wording_title(wording, own))


def wording_title(name: str, own: str = "") -> str:
    """What is special about the words of an offer, and behind it their name; `own` is the title that words of
    somebody's own have."""
    title = TOOLS["wordings"].get(name, {}).get("title", own)
    return TOOLS["wording_title"].format(title=shown(title), name=shown(name)) if title else shown(name)


def origin(header: Header) -> list[str]:
    """Where a match comes from, and through whose eyes if it is not whole."""
    told = [TEXT["origin"][header.origin]]
    return told if header.view is None else [*told, _seen_by(header.view, header)]


def _seen_by(view: str, header: Header) -> str:
    name = shown(header.names[int(view) - 1]) if view.isdigit() else TEXT["everybody"]
    return TEXT["view"].format(view=name)


def seed(header: Header) -> list[str]:
    """From the seed every hand follows, so only who sees everything is shown it; a header has none before the end."""
    if header.seed is None:
        return []
    return [TEXT["seed_known" if header.seed_known else "seed"].format(seed=f"{header.seed:032x}")]


def players(header: Header) -> str:
    """Everybody at the table, each with who or what plays, and who took the seat later."""
    return TEXT["comma"].join(f"{shown(name)} ({played_by(header, seat)})" for seat, name in enumerate(header.names))


def played_by(header: Header, seat: Seat, *, sealed: bool = False) -> str:
    """Who or what plays a seat, and who took it later, as far as all may know. `sealed`: never how it answers offers,
    else once all may know that. Not yet safe for Markdown."""
    seating, sealed = header.seats[seat], sealed or not header.open
    taken = () if nameless(header) and not header.open else header.substitutions
    later = [Seating(seating.name, one.kind, one.player) for one in taken if one.seat == seat]
    return TEXT["then"].join([who(one, concealed=header.concealed, sealed=sealed) for one in (seating, *later)])


def others(header: Header, seat: Seat | None) -> str:
    """Everybody at the table but one seat."""
    return several(name for place, name in enumerate(header.names) if place != seat)

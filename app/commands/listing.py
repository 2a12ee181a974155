"""Shows the kept matches, one line each, the id first."""

from argparse import Namespace
from datetime import UTC, datetime
from shlex import quote

from app import facts
from app.cli import TEXT
from app.options import TOOL
from games.secret_tools.conditions import Condition
from replays.record import Header, Seating
from replays.refusal import shown
from replays.store import Cursor, Store


def run(store: Store, chosen: Namespace) -> int:
    after = None
    if chosen.after is not None:
        last = store.header(chosen.after)
        after = Cursor(last.created, last.id)
    found = store.page(game=chosen.game, player=chosen.player, after=after, limit=chosen.limit + 1)
    if not found:
        narrowed = chosen.game or chosen.player or chosen.after
        print(TEXT["list_none_such" if narrowed else "list_none"])
    for header in found[: chosen.limit]:
        print(line(header))
    if len(found) > chosen.limit:
        narrowed = {
            "--after": found[chosen.limit - 1].id,
            "--game": chosen.game,
            "--player": chosen.player,
            "--data": chosen.data,
        }
        print(TEXT["list_more"].format(options=" ".join(f"{option} {quote(v)}" for option, v in narrowed.items() if v)))
    return 0


def line(header: Header) -> str:
    """id, time, game, players and how it stands; nothing that is secret before the end."""
    when = datetime.fromtimestamp(header.created / 1e6, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    players = ", ".join(map(_seated, header.told))
    parts = [header.id, when, f"{header.game}/{header.preset}", players, standing(header)]
    if header.series is not None:
        number, of, name = header.series.number, header.series.of, header.series.id
        parts.append(TOOL["listed_series"].format(number=number, of=of, id=name))
    tool = header.tool_told
    if tool is not None and tool.condition is not Condition.BASELINE:
        parts.append(TOOL["listed"].format(condition=tool.condition, wording=tool.wording))
    if header.view is not None:
        parts.append(TEXT["list_view"].format(view=header.view))
    told = "  ".join(parts)
    return shown(told, most=len(told))


def _seated(who: Seating) -> str:
    """A name, and who or what plays there as far as it may be told."""
    if who.player == who.name:
        return who.name
    return f"{who.name} ({who.kind}: {who.player})" if who.player else f"{who.name} ({who.kind})"


def standing(header: Header) -> str:
    """Who won, that it was stopped, or how far it has come."""
    if header.outcome is None and not header.open:
        # How many steps there are would tell of those in private.
        return facts.standing(header)
    if header.stopped is not None:
        return TEXT["list_stopped"][header.stopped].format(steps=header.steps)
    if header.outcome is None:
        return TEXT["list_running"].format(steps=header.steps)
    names = ", ".join(header.names[winner] for winner in header.outcome.winners)
    return TEXT["list_won"].format(names=names)

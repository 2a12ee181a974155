"""The first line of an export, out and in."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Raw, UnsetType, structs

from games.core import ANALYST, Outcome, Seat, Viewer
from games.model import Limits, ModelSettings
from games.registry import GAMES, Entry
from games.secret_tools.conditions import ToolRules
from replays.exchange_form import FORMAT, Asking, Bounds, Ending, Halt, Head, Place, Player, Taken
from replays.names import check_model, check_name, check_names, check_server
from replays.record import SCHEMA, Header, Kind, Redacted, Seating, Series, Stop, Substitution, viewpoint
from replays.refusal import RecordError
from replays.replay import nameless
from replays.tools import check_series, check_tool, read_tool, tool_text

P = TypeVar("P", Seating, Substitution)


def head_of(header: Header, viewer: Viewer, steps: int, substitutions: Iterable[Substitution]) -> Head:
    """The line for a viewer who counts so many steps. Who is concealed is not told."""
    header = outwards(header, viewer)
    end, stopped, seed, at = header.outcome, header.stopped, header.seed, header.ended
    series = header.series
    return Head(
        format=FORMAT,
        schema=SCHEMA,
        viewpoint=viewpoint(viewer),
        id=header.id.split(".")[0],
        game=header.game,
        preset=header.preset,
        rules=Raw(msgspec.json.encode(header.rules)),
        version=header.version,
        seats=tuple(map(_player, header.told)),
        origin=header.origin,
        created=header.created,
        # From the seed every hand follows, so only the whole match may carry it.
        seed=None if seed is None or viewer != ANALYST else f"{seed:032x}",
        seed_known=header.seed_known,
        people=header.people,
        steps=steps,
        end=None if end is None or at is None else Ending(at, *end),
        substitutions=tuple(
            Taken(one.after, one.seat, one.kind, header.plain(one.kind, one.player))
            for one in _untold(_taken(header, substitutions, viewer), viewer)
        ),
        stopped=None if stopped is None or at is None else Halt(at, stopped),
        limits=None if header.limits is None else Bounds(**asdict(header.limits)),
        models_shown=header.models_shown,
        # No viewpoint but the whole match tells that there is a tool, or none.
        tool=Raw(tool_text(header.tool).encode()) if header.tool is not None and viewer == ANALYST else UNSET,
        series=None if series is None else Place(series.id, series.number, series.of),
        clock=header.clock,
        redacted=header.redacted,
    )


def outwards(header: Header, viewer: Viewer) -> Header:
    """The match as a file for this viewer tells of it, but for its tool, which the rules need: how scripted players
    answer offers would tell of it, and what a model remembers of its earlier matches is for its own seat."""
    seats = [_own(one, seat, viewer) for seat, one in enumerate(_untold(header.seats, viewer))]
    taken = _untold(_taken(header, header.substitutions, viewer), viewer)
    return replace(header, seats=tuple(seats), substitutions=taken)


def _taken(header: Header, substitutions: Iterable[Substitution], viewer: Viewer) -> Iterable[Substitution]:
    """Where nobody is named, a viewpoint is told of its own seat only: it would be seen who acts otherwise since."""
    if viewer == ANALYST or not nameless(header):
        return substitutions
    return [one for one in substitutions if one.seat == viewer]


def _untold(players: Iterable[P], viewer: Viewer) -> tuple[P, ...]:
    """Of scripted ones only the analyst is told how they answer offers."""
    if viewer == ANALYST:
        return tuple(players)
    return tuple([replace(p, player=p.player.partition("+")[0]) if p.kind is Kind.SCRIPTED else p for p in players])


def _own(seating: Seating, seat: Seat, viewer: Viewer) -> Seating:
    if seating.settings is None or viewer in (seat, ANALYST):
        return seating
    return replace(seating, settings=replace(seating.settings, memory=""))


def header_of(head: Head) -> Header:
    """What the line says of a match that has ended. Raises RecordError."""
    if head.format != FORMAT or head.schema != SCHEMA:
        raise RecordError("other-format", schema=head.schema, known=SCHEMA)
    if head.game not in GAMES:
        raise RecordError("unknown-game", game=head.game)
    entry = GAMES[head.game]
    rules = _rules(entry, head)
    game = entry.build(rules)
    if head.version != game.version:
        raise RecordError("other-rules", version=head.version, known=game.version)
    end, stopped, seats = head.end, head.stopped, len(head.seats)
    if seats not in game.seats or (end is not None and not _fits(end, seats)):
        raise RecordError("wrong-seats")
    check_names([seat.name for seat in head.seats])
    hides = head.people and head.series is not None and head.viewpoint != "all" and not head.models_shown
    for seat in head.seats:
        _check_player(seat, hides=hides)
    view = _view(head.viewpoint, seats)
    at, outcome = _end(head)
    series = _series(head)
    return Header(
        # What one viewpoint saw of a match may be kept beside the whole of it.
        id=head.id if view is None else f"{head.id}.{view}",
        game=head.game,
        preset=head.preset,
        rules=rules,
        version=head.version,
        seats=tuple(map(_seating, head.seats)),
        origin=head.origin,
        created=head.created,
        seed=None if head.seed is None else int(head.seed, 16),
        seed_known=head.seed_known,
        people=head.people,
        view=view,
        steps=head.steps,
        ended=at,
        outcome=outcome,
        stopped=None if stopped is None else stopped.why,
        substitutions=_substitutions(head),
        limits=None if head.limits is None else Limits(**structs.asdict(head.limits)),
        models_shown=head.models_shown,
        tool=_tool(head, rules, series),
        series=series,
        clock=head.clock,
        redacted=_redacted(head),
    )


def _rules(entry: Entry, head: Head) -> Any:
    """Every number of a preset, or of what may be chosen in place of it."""
    try:
        rules: Any = msgspec.json.decode(head.rules, type=entry.numbers(head.preset))
    except (msgspec.MsgspecError, ValueError) as error:
        raise RecordError("unknown-rules", preset=head.preset) from error
    if msgspec.json.decode(head.rules) != msgspec.to_builtins(rules) or not entry.permits(head.preset, rules):
        raise RecordError("unknown-rules", preset=head.preset)
    return rules


def _redacted(head: Head) -> tuple[Redacted, ...]:
    """In the one order they can be written in."""
    if head.redacted != tuple([part for part in Redacted if part in head.redacted]):
        raise RecordError("wrong-redacted")
    return head.redacted


def _series(head: Head) -> Series | None:
    """What is written down is open, so the series is over."""
    if head.series is None:
        return None
    series = Series(head.series.id, head.series.number, head.series.of, over=True)
    check_series(series)
    return series


def _tool(head: Head, rules: Any, series: Series | None) -> ToolRules | None:
    if isinstance(head.tool, UnsetType):
        return None
    if head.viewpoint != "all":
        raise RecordError("tool-in-view")
    try:
        tool = read_tool(head.tool)
    except msgspec.MsgspecError as error:
        raise RecordError("unreadable-record", detail=error) from error
    check_tool(head.game, rules, len(head.seats), tool, series)
    return tool


def _player(who: Seating) -> Player:
    settings = None if who.settings is None else Asking(**asdict(who.settings))
    return Player(who.name, who.kind, who.player, settings)


def _seating(player: Player) -> Seating:
    settings = None if player.settings is None else ModelSettings(**structs.asdict(player.settings))
    return Seating(player.name, player.kind, player.player, settings)


def _fits(end: Ending, seats: int) -> bool:
    return len(end.points) == seats and all(winner < seats for winner in end.winners)


def _end(head: Head) -> tuple[int, Outcome | None]:
    """When the match ended, and how unless it was stopped."""
    end, stopped = head.end, head.stopped
    if end is None:
        if stopped is None:
            raise RecordError("not-ended")
        return stopped.at, None
    if stopped is not None or end.reason in set(Stop):
        raise RecordError("two-ends")
    return end.at, Outcome(end.reason, end.points, end.winners)


def _check_player(seat: Player, *, hides: bool) -> None:
    """`hides`: models may be untold, since the series went on when this was written."""
    if seat.kind is not Kind.MODEL:
        check_name(seat.player)
        if seat.settings is not None:
            raise RecordError("no-model")
        return
    if hides and not seat.player and seat.settings is None:
        return
    check_model(seat.player)
    if seat.settings is not None:
        check_model(seat.settings.model)
        if seat.settings.base_url is not None:
            check_server(seat.settings.base_url)


def _substitutions(head: Head) -> tuple[Substitution, ...]:
    """In the one order they can be written in, each before a step that is still to come, or would have been."""
    places = [(one.after, one.seat) for one in head.substitutions]
    last = head.steps if head.stopped is not None else head.steps - 1
    if places != sorted(set(places)) or any(after > last for after, _ in places):
        raise RecordError("wrong-substitution")
    if any(seat >= len(head.seats) for _, seat in places):
        raise RecordError("wrong-seats")
    for one in head.substitutions:
        check_model(one.player) if one.kind is Kind.MODEL else check_name(one.player)
    return tuple(Substitution(one.after, one.seat, one.kind, one.player) for one in head.substitutions)


def _view(text: str, seats: int) -> str | None:
    if text == "all":
        return None
    if text != "public" and text not in map(str, range(1, seats + 1)):
        raise RecordError("no-such-viewpoint", text=text, seats=seats)
    return text

"""Lets scripted players and models play one match, and tells it as it happens; every step is kept before it is told."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from agents.addresses import BadAddress, BadName, addressed, told
from app.cli import MATCH, MODELS
from app.commands.exporting import data
from app.commands.run import failed
from app.commands.seats import refusal
from app.commands.telling import printable, spent
from app.house import Declined
from app.keys import BadSecrets, read_secrets
from app.people import who
from app.seating import NAMES
from app.seeds import typed_seed
from app.tables import Place, Tables
from games.core import ANALYST
from games.model import Limits, ModelSettings
from games.registry import GAMES
from games.words import words
from replays.record import Header, Kind, Seating, Stop
from replays.store import Store
from replays.usage import usage

STOPPED: Final[dict[str, str]] = words("app")["scene"]["stopped"]


class BadSeat(ValueError):
    """What was typed for a seat names no player. Its text is a sentence."""


def run(store: Store, chosen: Namespace) -> int:
    entry = GAMES[chosen.game]
    preset = chosen.preset or next(iter(entry.presets))
    try:
        read_secrets()
        seats = [_seating(text, seat, chosen) for seat, text in enumerate(chosen.seat)]
    except BadSecrets as error:
        return failed(MODELS["bad_secrets"].format(file=error.file))
    except BadSeat as error:
        return failed(str(error))
    scripted = [one.player for one in seats if one.kind is Kind.SCRIPTED]
    if wrong := refusal(entry, preset, scripted, len(seats)):
        return failed(wrong)
    file = None if chosen.json is None else Path(chosen.json)
    try:
        if file is not None:
            # Whoever pays for a match is told before it that its file cannot be written.
            file.touch()
    except OSError as error:
        return failed(MATCH["bad_json"].format(file=file, reason=error))
    limits = Limits(money=chosen.max_money, tokens=chosen.max_tokens, seconds=chosen.seconds)
    tables = Tables(store, pace=0)
    try:
        match_id = tables.open(
            entry.name,
            preset,
            seats,
            None if chosen.seed is None else typed_seed(chosen.seed),
            limits=limits if len(scripted) < len(seats) else None,
        )
        return _play(tables, match_id, file)
    finally:
        tables.close()


def _seating(text: str, seat: int, chosen: Namespace) -> Seating:
    """Raises BadSeat."""
    kind, _, player = text.partition(":")
    name = NAMES[seat] if seat < len(NAMES) else str(seat + 1)
    if kind == Kind.SCRIPTED and player:
        return Seating(name, Kind.SCRIPTED, player)
    if kind != Kind.MODEL or not player:
        raise BadSeat(MATCH["bad_seat"].format(text=text))
    try:
        model, base_url = addressed(player)
    except BadName as error:
        raise BadSeat(MATCH["bad_model"].format(text=player)) from error
    except BadAddress as error:
        raise BadSeat(MODELS["address"][error.code]) from error
    settings = ModelSettings(
        model=model,
        base_url=base_url,
        temperature=chosen.temperature,
        thinking=chosen.thinking,
        persona=chosen.persona,
        impressions=chosen.impressions,
    )
    return Seating(name, Kind.MODEL, told(model), settings)


def _play(tables: Tables, match_id: str, file: Path | None) -> int:
    _say(*_seated(tables.store.header(match_id)))
    try:
        asyncio.run(_watch(tables, match_id))
    except KeyboardInterrupt:
        _complain(MATCH["stopping"])
    finally:
        # Also when nobody reads our output any more.
        _stop(tables, match_id)
    record = tables.store.load(match_id)
    header = record.header
    if file is not None:
        file.write_bytes(data(record, ANALYST))
    if header.stopped is not None:
        _say(f"{STOPPED[header.stopped]}.")
    _say(*spent(record))
    silent = [used.seat for used in usage(record) if used.decisions and used.decisions == used.forced]
    for seat in silent:
        _complain(MATCH["silent"].format(name=header.names[seat]))
    _say(match_id)
    return 1 if silent or header.stopped is Stop.PERSON else 0


def _seated(header: Header) -> Sequence[str]:
    return [MATCH["sits"].format(name=one.name, player=who(one)) for one in header.seats]


async def _watch(tables: Tables, match_id: str) -> None:
    """Tell the match until no program plays any more."""
    loop, texts = asyncio.get_running_loop(), asyncio.Queue[str]()

    def take(text: str) -> None:
        # After Ctrl-C nobody listens any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(texts.put_nowait, text)

    await tables.follow(match_id, None, take)
    playing = asyncio.ensure_future(tables.settled(match_id))
    playing.add_done_callback(lambda _: texts.put_nowait(""))
    said: set[str] = set()
    while text := await texts.get():
        _tell(json.loads(text), said)
    await playing


def _tell(message: dict[str, Any], said: set[str]) -> None:
    """One message as everybody gets it; `said` are the failures that were told."""
    match message["kind"]:
        case "snapshot":
            _say(*(line["text"] for line in message["log"]))
        case "frame":
            _say(*(line["text"] for line in message["lines"]))
        case "notice":
            _say(message["text"])
        case "trouble":
            _complain(message["text"])
        case "people":
            failing = {row["failing"] for row in message["seats"] if "failing" in row}
            _say(*sorted(failing - said))
            said |= failing
        case _:
            pass


def _stop(tables: Tables, match_id: str) -> None:
    with suppress(Declined):
        asyncio.run(tables.stop(Place(match_id, None, host=True)))


def _say(*lines: str) -> None:
    for line in lines:
        print(printable(line))
    sys.stdout.flush()


def _complain(text: str) -> None:
    print(printable(text), file=sys.stderr)

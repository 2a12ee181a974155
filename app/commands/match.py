"""Lets scripted players and models play one match, and tells it as it happens; every step is kept before it is told."""

import asyncio
import json
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from app.audience import Audience
from app.cli import MATCH, MODELS
from app.commands.exporting import data
from app.commands.run import failed
from app.commands.seats import BadSeat, refusal, seating
from app.commands.telling import printable, spent
from app.commands.tooling import BadTool, tool_of
from app.house import Declined
from app.keys import BadSecrets, read_secrets
from app.options import TOOL, BadNumber, rules_of
from app.people import who
from app.seeds import typed_seed
from app.tables import Place, Tables
from games.core import ANALYST, Viewer
from games.model import Limits
from games.registry import GAMES
from games.secret_tools import events
from games.secret_tools.rules import EVENTS
from games.words import words
from replays.record import Header, Kind, Stop
from replays.store import Store
from replays.usage import usage

STOPPED: Final[dict[str, str]] = words("app")["scene"]["stopped"]
PUBLIC: Final = (events.Announced, events.WroteOpenly, events.Coached, events.Checked, events.Rewarded)
"""Of the tool's events, those that everybody is told."""
PRIVATE: Final = frozenset({kind.__name__ for kind in EVENTS if kind not in PUBLIC})


def run(store: Store, chosen: Namespace) -> int:
    entry = GAMES[chosen.game]
    preset = chosen.preset or next(iter(entry.presets))
    try:
        read_secrets()
        seats = [seating(text, seat, chosen) for seat, text in enumerate(chosen.seat)]
    except BadSecrets as error:
        return failed(MODELS["bad_secrets"].format(file=error.file))
    except BadSeat as error:
        return failed(str(error))
    scripted = [one.player for one in seats if one.kind is Kind.SCRIPTED]
    if wrong := refusal(entry, preset, scripted, len(seats)):
        return failed(wrong)
    try:
        rules = rules_of(entry, preset, chosen)
        tool = tool_of(entry, preset, [one.name for one in seats], chosen)
    except (BadNumber, BadTool) as error:
        return failed(str(error))
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
            tool=tool,
            rules=rules,
        )
        return _play(tables, match_id, file)
    finally:
        tables.close()


def _play(tables: Tables, match_id: str, file: Path | None) -> int:
    _say(*_seated(tables.store.header(match_id)))
    try:
        asyncio.run(watch(tables, match_id))
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


async def watch(tables: Tables, match_id: str) -> None:
    """Tell the match until no program plays any more: what everybody sees, and in between what goes on in private."""
    loop, texts = asyncio.get_running_loop(), asyncio.Queue[tuple[Viewer, str]]()

    def take(viewer: Viewer, text: str) -> None:
        # After Ctrl-C nobody listens any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(texts.put_nowait, (viewer, text))

    teller = _Teller()
    for viewer in (None, ANALYST):
        await tables.follow(match_id, viewer, partial(take, viewer))
    playing = asyncio.ensure_future(tables.settled(match_id))
    playing.add_done_callback(lambda _: texts.put_nowait((None, "")))
    while (got := await texts.get())[1]:
        viewer, message = got[0], json.loads(got[1])
        if message.get("earlier", 0) > teller.heard[viewer]:
            older = json.loads(await tables.told(match_id, viewer, partial(Audience.lines, before=message["earlier"])))
            teller.hear(viewer if older["kind"] == "lines" else None, older)
        teller.hear(viewer, message)
    teller.end()
    await playing


class _Teller:
    """Says what everybody sees in the words for everybody, and what goes on in private where it happens.

    A line comes with a frame, with how things stand, or because it was asked for: it is said once.
    """

    def __init__(self) -> None:
        self.heard: dict[Viewer, int] = {None: 0, ANALYST: 0}
        self.due: dict[Viewer, deque[dict[str, Any]]] = {None: deque(), ANALYST: deque()}
        """Lines that wait for those of the other viewer."""
        self.said: set[str] = set()
        """The failures that were told."""

    def hear(self, viewer: Viewer, message: dict[str, Any]) -> None:
        """One message as everybody gets it, or as an analyst does."""
        heard = self.heard[viewer]
        match message:
            case {"kind": "frame", "lines": new}:
                self._more(viewer, new)
            case {"kind": "lines", "lines": older}:
                self._more(viewer, older[heard:])
            case {"kind": "snapshot", "earlier": earlier, "log": newest}:
                self._more(viewer, newest[max(0, heard - earlier) :])
            case _ if viewer is None:
                self._tell(message)
            case _:
                pass

    def _more(self, viewer: Viewer, new: Sequence[dict[str, Any]]) -> None:
        self.heard[viewer] += len(new)
        self.due[viewer] += new
        self._say_due()

    def end(self) -> None:
        """Nothing more is coming."""
        _say(*(line["text"] for line in self.due[None]))

    def _say_due(self) -> None:
        """The analyst's lines give the order; for a game's event everybody's own sentence is said."""
        public, every = self.due[None], self.due[ANALYST]
        while every and (public or every[0]["kind"] in PRIVATE):
            line = every.popleft()
            if line["kind"] in PRIVATE:
                _say(TOOL["private"].format(text=line["text"]))
            elif _same(line, public[0]):
                _say(public.popleft()["text"])

    def _tell(self, message: dict[str, Any]) -> None:
        match message["kind"]:
            case "notice":
                _say(message["text"])
            case "trouble":
                _complain(message["text"])
            case "people":
                failing = {row["failing"] for row in message["seats"] if "failing" in row}
                _say(*sorted(failing - self.said))
                self.said |= failing
            case _:
                pass


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """`other` is what everybody is told, perhaps without a name."""
    return one["kind"] == other["kind"] and other["seat"] in (None, one["seat"])


def _stop(tables: Tables, match_id: str) -> None:
    with suppress(Declined):
        asyncio.run(tables.stop(Place(match_id, None, host=True)))


def _say(*lines: str) -> None:
    for line in lines:
        print(printable(line))
    sys.stdout.flush()


def _complain(text: str) -> None:
    print(printable(text), file=sys.stderr)

"""Reads the records of the program liars-bar-llm by playing them again, and believes nothing that does not follow."""

import codecs
from hashlib import blake2b
from typing import Any, Final

import msgspec

from replays.importers.liars_bar_llm_form import Match
from replays.importers.liars_bar_llm_replay import GAME, PRESET, Replay
from replays.record import ALPHABET, ID_LENGTH, Header, Kind, Origin, Record, Seating
from replays.shape import check_shape, parse
from replays.store import now

_AROUND: Final = codecs.BOM_UTF8 + b" \t\r\n"


def recognises(data: bytes) -> bool:
    """Whether this looks like such a record, whole or broken."""
    return data.lstrip(_AROUND).startswith(b"{") and b'"player_names"' in data


def read(name: str, data: bytes, created: int | None = None) -> Record:  # noqa: ARG001  every format has this signature
    """The match, whole and ended, dated `created` or now. The same match always has the same id.

    Raises RecordError, with round and turn where there is one, for what is no such record or not by the rules.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    check_shape(data)
    match = parse(data, Match)
    replay = Replay(match.player_names)
    outcome = replay.run(match)
    steps = tuple(replay.steps)
    at = now() if created is None else created
    header = Header(
        id=_id((match.player_names, [(step.actions, step.traces) for step in steps])),
        game=GAME,
        preset=PRESET,
        rules=replay.game.rules,
        version=replay.game.version,
        seats=tuple([Seating(player, Kind.MODEL, player) for player in match.player_names]),
        origin=Origin.IMPORTED,
        created=at,
        steps=len(steps),
        ended=at,
        outcome=outcome,
    )
    return Record(header, steps)


def _id(content: Any) -> str:
    digest = blake2b(msgspec.json.encode(content), digest_size=ID_LENGTH).digest()
    return "".join([ALPHABET[byte % len(ALPHABET)] for byte in digest])

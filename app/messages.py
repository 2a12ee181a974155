"""What a person at a table may send from the browser, and what it is answered."""

import json
from collections.abc import Awaitable
from typing import Annotated, Any, Final

import msgspec
from sqlalchemy.exc import DBAPIError

from agents.table import REASON_LIMIT
from app.entries import notation_of
from app.house import Declined
from app.tables import Place, Tables
from games.core import Action, InvalidAction, Reason, Refused, Seat
from games.secret_tools.actions import Unanswered
from games.secret_tools.conditions import Condition
from games.words import words
from replays.record import Header, codec
from replays.refusal import RecordError

TEXT: Final[dict[str, Any]] = words("app")["play"]


class Act(msgspec.Struct, tag="act", tag_field="do", forbid_unknown_fields=True):
    """An answer to the seat's decision number `at`, and why, which nobody reads before the end."""

    at: int
    click: Annotated[str, msgspec.Meta(max_length=64)]
    action: tuple[str, msgspec.Raw]
    reason: Annotated[str, msgspec.Meta(max_length=REASON_LIMIT)] = ""


class Resign(msgspec.Struct, tag="resign", tag_field="do", forbid_unknown_fields=True):
    """A scripted player is to take this seat."""


class StandIn(msgspec.Struct, tag="stand_in", tag_field="do", forbid_unknown_fields=True):
    """A scripted player is to take the seat of somebody who never came, or is away, or of a model that fails; null: of
    all who are away or fail, where they are not named."""

    seat: Seat | None


class Rematch(msgspec.Struct, tag="rematch", tag_field="do", forbid_unknown_fields=True):
    """Another match of the same players, with the same deal if asked, and that under another condition if asked."""

    same: bool
    condition: Condition | None = None


class Stop(msgspec.Struct, tag="stop", tag_field="do", forbid_unknown_fields=True):
    """The match is to be ended before its end."""


class Lines(msgspec.Struct, tag="lines", tag_field="do", forbid_unknown_fields=True):
    """What stands in the log before its line number `before` is to be read."""

    before: Annotated[int, msgspec.Meta(ge=0)]


Asked = Act | Resign | StandIn | Rematch | Stop
MESSAGE: Final = msgspec.json.Decoder(Asked)
LINES: Final = msgspec.json.Decoder(Lines)


async def lines(tables: Tables, place: Place, text: str) -> str | None:
    """The lines that a message asks for, as JSON, which anybody may who follows; None for any other message."""
    try:
        before = LINES.decode(text).before
    except (msgspec.MsgspecError, RecursionError):
        return None
    return await tables.told(place.match_id, place.seat, lambda audience: audience.lines(before))


async def answered(tables: Tables, header: Header, place: Place, text: str) -> str:
    """Do what a message asks for, as far as the table allows it; the answer, as JSON."""
    click = ""
    try:
        message = MESSAGE.decode(text)
        if isinstance(message, Act):
            click = message.click
        await _done(tables, header, place, message)
    except (msgspec.MsgspecError, RecursionError):
        why = _refusal(header, Reason("no-such-action"))
    except Declined as error:
        why = str(error)
    except Refused as error:
        why = _refusal(header, error.why)
    except RecordError as error:
        why = TEXT["not_sayable"].format(reason=error)
    except DBAPIError:
        why = TEXT["not_kept"]
    else:
        return json.dumps({"kind": "done", "click": click})
    return json.dumps({"kind": "refused", "click": click, "text": why}, ensure_ascii=False)


def _refusal(header: Header, why: Reason) -> str:
    return notation_of(header).refusal(why)


def _done(tables: Tables, header: Header, place: Place, message: Asked) -> Awaitable[Any]:
    match message:
        case Act(at, click, (kind, fields), reason):
            return tables.act(place, _action(header, place.seated, kind, fields), at, click, reason)
        case Resign():
            return tables.resign(place)
        case StandIn(seat):
            return tables.stand_in(place, seat)
        case Rematch(same, condition):
            return tables.rematch(place, same=same, condition=condition)
        case Stop():
            return tables.stop(place)


def _action(header: Header, seat: Seat, kind: str, fields: bytes) -> Action:
    if kind == Unanswered.__name__:
        # Only the table says so.
        raise InvalidAction(seat, kind, Reason("no-such-action"))
    try:
        return codec(header.game).action(kind, fields)
    except RecordError as error:
        raise InvalidAction(seat, kind, Reason("no-such-action")) from error

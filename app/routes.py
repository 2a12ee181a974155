"""What this server answers besides Streamlit's pages: links to seats, frames to watch, live tables, browser code."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any, Final

from sqlalchemy.exc import DBAPIError
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from app import engine, identity, ledger, room, watching
from app.bundle import BundleError, bundled
from app.places import BROWSER
from app.share import served
from app.sockets import live
from games.words import words
from replays.claims import SeatTaken
from replays.refusal import RecordError, shown
from replays.store import NoSuchMatch

TEXT: Final[dict[str, Any]] = words("app")["watch"]
STEP: Final = re.compile("[1-9][0-9]{0,8}")


class BrowserCode(StaticFiles):
    """Sheets and modules that a browser asks about at every load, so that none is older than the server."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "no-cache"
        return response


@cache
def _script(module: str) -> tuple[str, str]:
    """The module and all that it imports, which gives what it exports as `mount`, and its tag; made once a process."""
    code = f'{bundled(module)}\nexport const {{ mount }} = $["{module}"];\n'
    return code, f'"{sha256(code.encode()).hexdigest()}"'


def script(request: Request) -> Response:
    """What is put on a page, as one script; likewise asked about at every load."""
    try:
        code, tag = _script(f"{request.path_params['module']}.js")
    except BundleError as error:
        return JSONResponse({"error": str(error)}, 404)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(code, media_type="text/javascript", headers=headers)


def join(request: Request) -> Response:
    """Seat whoever opens the link, and lead to the table by an address without the secret."""
    match_id, token = request.path_params["match_id"], request.path_params["token"]
    person = identity.person(request.cookies)
    if person is None:
        # A browser gets its cookie with this answer; who comes back without it could not keep the seat.
        return _redirect("/", join="cookies") if request.query_params else _redirect(request.url.path, again=1)
    store = engine.store()
    try:
        seat = identity.joined_seat(store.secret(), match_id, len(store.header(match_id).seats), token)
        if seat is None:
            return _redirect("/", join="unknown")
        # Where somebody else sits by now, a person or a program, the table says so.
        with suppress(SeatTaken, NoSuchMatch):
            engine.tables().claim(person, match_id, seat)
        return _redirect("/table", match=match_id, seat=seat + 1)
    except (NoSuchMatch, RecordError):
        return _redirect("/", join="unknown")
    except DBAPIError:
        return _redirect("/", join="later")


def lost(_: Request) -> Response:
    """A link that was cut short."""
    return _redirect("/", join="unknown")


def _redirect(path: str, **where: object) -> Response:
    return RedirectResponse(str(URL(path).include_query_params(**where)), 303)


def frames(request: Request) -> Response:
    """A match as one viewpoint may watch it now."""
    return _told(request, watching.told)


def calls(request: Request) -> Response:
    """How models were asked at one step, as far as this viewpoint may read it."""
    step = request.query_params.get("step", "")
    number = int(step) if STEP.fullmatch(step) else 0
    return _told(request, lambda match_id, seat: watching.decisions(match_id, seat, number))


def offer_room(request: Request) -> Response:
    """The moment of the offer, once everybody may be told everything."""
    return _told(request, lambda match_id, _: room.told(match_id))


def file(request: Request) -> Response:
    """The match as one HTML file, to be kept: never shown as a page of this server."""

    def made(match_id: str) -> Response:
        name, content = _shared(request, match_id)
        headers = {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"}
        return Response(content, media_type="text/html", headers=headers)

    return _answer(request, made)


def file_size(request: Request) -> Response:
    """How many bytes that file has."""
    return _answer(request, lambda match_id: JSONResponse({"bytes": len(_shared(request, match_id)[1])}))


def _shared(request: Request, match_id: str) -> tuple[str, bytes]:
    asked = request.query_params
    return served.made(match_id, asked.get("view", "all"), asked.get("without", ""))


def book(request: Request) -> Response:
    """The ledger of a match, as far as this viewpoint may read it."""
    return _told(request, ledger.told)


def _told(request: Request, tell: Callable[[str, str], dict[str, Any]]) -> Response:
    """What there is to tell a viewpoint of a match."""
    seat = request.query_params.get("seat", "public")
    return _answer(request, lambda match_id: JSONResponse(tell(match_id, seat)))


def _answer(request: Request, make: Callable[[str], Response]) -> Response:
    """What is made of a match, or in a sentence why there is nothing."""
    match_id = request.path_params["match_id"]
    try:
        return make(match_id)
    except NoSuchMatch:
        return JSONResponse({"error": TEXT["unknown"].format(id=shown(match_id))}, 404)
    except watching.NoSuchStep:
        return JSONResponse({"error": words("app")["asked"]["no_step"]}, 404)
    except room.NothingOffered as error:
        return JSONResponse({"error": str(error)}, 404)
    except PermissionError as error:
        return JSONResponse({"error": str(error)}, 403)
    except RecordError as error:
        return JSONResponse({"error": words("app")["page"]["record"].format(reason=error)}, 422)


ROUTES: Final[list[BaseRoute]] = [
    Route("/browser/{module}.bundle.js", script),
    Mount("/browser", BrowserCode(directory=BROWSER)),
    Route("/join/{match_id}/{token}", join),
    Route("/join", lost),
    Route("/join/{rest:path}", lost),
    Route("/api/matches/{match_id}/frames", frames),
    Route("/api/matches/{match_id}/calls", calls),
    Route("/api/matches/{match_id}/file", file),
    Route("/api/matches/{match_id}/file/size", file_size),
    Route("/api/matches/{match_id}/room", offer_room),
    Route("/api/matches/{match_id}/ledger", book),
    WebSocketRoute("/api/matches/{match_id}/live", live),
]

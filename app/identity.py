"""Whose browser this is: a secret cookie for each browser, and a token for each seat that a link may open."""

import secrets
from collections.abc import Mapping
from hashlib import blake2b, sha256
from hmac import compare_digest
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from games.core import Seat

COOKIE: Final = "undertable"
YEAR: Final = 365 * 24 * 3600


def person(cookies: Mapping[str, str]) -> str | None:
    """What the store keeps of the person at this browser: the SHA-256 of its secret; None without one."""
    secret = cookies.get(COOKIE)
    return sha256(secret.encode()).hexdigest() if secret else None


def join_token(secret: bytes, match_id: str, seat: Seat) -> str:
    """What a link must hold to open this seat. It follows from the store's secret, so it is kept nowhere."""
    return blake2b(f"{match_id}/{seat}".encode(), key=secret, digest_size=16).hexdigest()


def join_path(secret: bytes, match_id: str, seat: Seat) -> str:
    """The address, on this server, that seats whoever opens it."""
    return f"/join/{match_id}/{join_token(secret, match_id, seat)}"


def joined_seat(secret: bytes, match_id: str, seats: int, token: str) -> Seat | None:
    """The seat that a token opens, if any."""
    for seat in range(seats):
        if compare_digest(join_token(secret, match_id, seat).encode(), token.encode()):
            return seat
    return None


class Introduce:
    """Middleware that gives a browser its secret with the first page it loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or COOKIE in cookie_parser(Headers(scope=scope).get("cookie", "")):
            await self.app(scope, receive, send)
            return
        secret, asked = secrets.token_urlsafe(16), Headers(scope=scope).get("accept", "")

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                html = headers.get("content-type", "").startswith("text/html")
                # A page that the browser kept longer than the cookie comes without a type.
                again = message["status"] == HTTPStatus.NOT_MODIFIED and "text/html" in asked
                if html or again or "location" in headers:
                    headers.append("set-cookie", _cookie(secret))
            await send(message)

        await self.app(scope, receive, with_cookie)


def _cookie(secret: str) -> str:
    cookie = SimpleCookie({COOKIE: secret})
    for name, value in {"path": "/", "max-age": YEAR, "httponly": True, "samesite": "Lax"}.items():
        cookie[COOKIE][name] = value
    return cookie.output(header="").strip()

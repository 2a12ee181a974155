"""A browser's secret and the tokens of seats: nobody gets another's."""

import asyncio
import re
from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from app.identity import COOKIE, Introduce, join_path, join_token, joined_seat, person

SECRET = b"s" * 32


def answer(request: Request) -> Response:
    kinds = {
        "page": HTMLResponse("<p>"),
        "data": JSONResponse({}),
        "link": RedirectResponse("/page"),
        "kept": Response(status_code=304),
    }
    response = kinds[request.path_params["kind"]]
    response.headers["x-person"] = person(request.cookies) or ""
    return response


APP = Introduce(Starlette(routes=[Route("/{kind}", answer)]))


def visit(kind: str, cookie: str = "", accept: str = "*/*") -> dict[str, str]:
    """The headers of the answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept", accept.encode()), *([(b"cookie", cookie.encode())] if cookie else [])]
    scope = {"type": "http", "method": "GET", "path": f"/{kind}", "query_string": b"", "headers": headers}
    asyncio.run(APP(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def secret(answered: dict[str, str]) -> str:
    return SimpleCookie(answered["set-cookie"])[COOKIE].value


@pytest.mark.parametrize("kind", ["page", "link"])
def test_a_browser_gets_one_secret_and_keeps_it(kind: str) -> None:
    first = visit(kind)
    assert re.fullmatch(r"[\w-]{22}", secret(first))
    parts = {part.strip().lower() for part in first["set-cookie"].split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert first["x-person"] == "", "who has not shown the secret yet is nobody"
    second, third = (visit("page", f"other=1; {COOKIE}={secret(first)}") for _ in range(2))
    assert "set-cookie" not in second
    assert second["x-person"] == third["x-person"] != ""


def test_a_page_that_was_kept_longer_than_the_cookie_brings_another() -> None:
    assert re.fullmatch(r"[\w-]{22}", secret(visit("kept", accept="text/html,*/*;q=0.8")))
    assert "set-cookie" not in visit("kept"), "what a page is made of brings none"


def test_data_brings_no_secret() -> None:
    assert "set-cookie" not in visit("data")


def test_two_browsers_are_two_persons_and_the_store_does_not_learn_their_secrets() -> None:
    secrets = [secret(visit("page")) for _ in range(2)]
    one, other = (visit("page", f"{COOKIE}={given}")["x-person"] for given in secrets)
    assert one != other
    assert secrets[0] not in one


def test_a_token_opens_its_seat_of_its_match_of_its_store_only() -> None:
    token = join_token(SECRET, "abc", 2)
    assert joined_seat(SECRET, "abc", 4, token) == 2
    assert joined_seat(SECRET, "abc", 2, token) is None
    assert joined_seat(SECRET, "abd", 4, token) is None
    assert joined_seat(b"t" * 32, "abc", 4, token) is None
    for wrong in ("", token[:-1], token + "0", token.upper(), "é", "0" * 32):
        assert joined_seat(SECRET, "abc", 4, wrong) is None
    assert join_path(SECRET, "abc", 2).endswith(token)

"""The stand-in itself: it counts what it is asked, plays, and fails as it is told to."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.standin.answers import Answer
from tests.standin.asked import Asked
from tests.standin.counting import Encode, PrefixCache, quarters
from tests.standin.playing import Manner, reply

Answers = Callable[[Asked], Answer | None] | Iterable[Answer | None]
PATIENCE = 10.0
GOOD = Answer()
OLLAMA = "/api/chat"
ASKED_AT = ("/v1/chat/completions", OLLAMA, "/v1/messages")
GEMINI = ":generateContent"
"""How Gemini's path ends. Its protocol and Anthropic's are received here, not spoken: answers are an Answer's body."""


class StandIn:
    """A server on a thread of its own.

    `answers` says how each request is answered, None as a good server would: a function of the request, or one after
    another as they come, and well once they are used up. It may be set anew at any time.
    """

    def __init__(
        self,
        answers: Answers = (),
        *,
        models: Sequence[str] = ("tiny",),
        manner: Manner | None = None,
        delay: float = 0.0,
        at_once: int | None = None,
        key: str | None = None,
        encode: Encode = quarters,
        owner: str = "stand-in",
        pages: Mapping[str, Any] | None = None,
        port: int = 0,
    ) -> None:
        """`delay` in seconds; `at_once` are worked on at a time and the others wait; `key`: what it insists on.

        `owner` is who its models belong to, and `pages` what else it has to GET: path to JSON.
        """
        self.answers, self.models, self.manner = answers, tuple(models), manner or Manner()
        self.delay, self.at_once, self.key = delay, at_once, key
        self.owner, self.pages, self.port = owner, dict(pages or {}), port
        self.cache = PrefixCache(encode)
        self.asked: list[Asked] = []
        """Every request for a completion, in order."""
        self.listed = 0
        """How often its models were asked for."""
        self.in_flight = self.peak = 0
        """Requests it has and has not answered yet, now and at most."""
        self.left = 0
        """Requests whose caller went away before they were answered."""
        self.lock = threading.Condition()
        self._queue: Iterable[Answer | None] = ()
        self._queued: Answers | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def until(self, state: Callable[["StandIn"], bool]) -> None:
        """Wait until it has come to this; AssertionError if it does not."""
        with self.lock:
            assert self.lock.wait_for(lambda: state(self), PATIENCE), "the stand-in never came to that"

    def __enter__(self) -> Self:
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._started.wait(PATIENCE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(PATIENCE)

    async def _run(self) -> None:
        self._loop, self._stopping, self._state = asyncio.get_running_loop(), asyncio.Event(), ServerState()
        self._room = asyncio.Semaphore(self.at_once or 1 << 30)
        config = Config(
            self._app,
            interface="asgi3",
            proxy_headers=False,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=60,
        )
        config.load()
        server = await self._loop.create_server(
            lambda: H11Protocol(config, self._state, {}), "127.0.0.1", self.port, backlog=1024
        )
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopping.wait()
        server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        # Whatever is still being worked on sees that its caller has gone.
        await asyncio.gather(*self._state.tasks)

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while (part := await receive())["type"] == "http.request":
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        path = scope["path"]
        if self.key is not None and headers.get("authorization") != f"Bearer {self.key}":
            await self._send(send, 401, {"error": {"message": "Unauthorized"}})
        elif (path in ASKED_AT or path.endswith(GEMINI)) and scope["method"] == "POST":
            with self._counted():
                asked = self._note(path, json.loads(body), headers)
                await self._answer(asked, scope, receive, send)
        elif path == "/v1/models":
            self.listed += 1
            rows = [{"id": name, "object": "model", "created": 1, "owned_by": self.owner} for name in self.models]
            await self._send(send, 200, {"object": "list", "data": rows})
        elif path in self.pages:
            await self._send(send, 200, self.pages[path])
        else:
            await self._send(send, 404, {"detail": "Not Found"})

    @contextlib.contextmanager
    def _counted(self) -> Any:
        with self.lock:
            self.in_flight += 1
            self.peak = max(self.peak, self.in_flight)
            self.lock.notify_all()
        try:
            yield
        finally:
            with self.lock:
                self.in_flight -= 1
                self.lock.notify_all()

    def _note(self, path: str, body: Any, headers: Mapping[str, str]) -> Asked:
        with self.lock:
            asked = Asked(len(self.asked) + 1, path, body, headers)
            self.asked.append(asked)
            self.lock.notify_all()
        return asked

    def _next(self, asked: Asked) -> Answer:
        if callable(self.answers):
            return self.answers(asked) or GOOD
        if self._queued is not self.answers:
            self._queue, self._queued = iter(self.answers), self.answers
        return next(iter(self._queue), None) or GOOD

    async def _answer(self, asked: Asked, scope: Any, receive: Any, send: Any) -> None:
        answer = self._next(asked)
        if not await self._work(self.delay + answer.delay, receive):
            with self.lock:
                self.left += not self._stopping.is_set()
                self.lock.notify_all()
            return
        body = self._completion(asked)
        if answer.change is not None:
            body = answer.change(body)
        body = _ollama(body) if asked.path == OLLAMA else body
        sent = json.dumps(body).encode() if answer.body is None else answer.body
        await self._send(send, answer.status, sent, answer)
        if answer.breaks_after is not None:
            self._transport(scope).close()
            await receive()

    async def _work(self, seconds: float, receive: Any) -> bool:
        """False when the caller went away meanwhile."""
        gone = asyncio.ensure_future(receive())
        work = asyncio.ensure_future(self._busy(seconds))
        try:
            await asyncio.wait({gone, work}, return_when=asyncio.FIRST_COMPLETED)
            return work.done()
        finally:
            gone.cancel()
            work.cancel()

    async def _busy(self, seconds: float) -> None:
        async with self._room:
            if seconds:
                await asyncio.sleep(seconds)

    def _completion(self, asked: Asked) -> dict[str, Any]:
        text = reply(asked, self.manner)
        read, cached = self.cache.read(asked.prompt)
        written = len(self.cache.encode(text))
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if asked.form == "tool":
            name = asked.body["tools"][0]["function"]["name"]
            call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
        return {
            "id": f"chatcmpl-{asked.number}",
            "object": "chat.completion",
            "created": 1,
            "model": asked.model,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
            "usage": {
                "prompt_tokens": read,
                "completion_tokens": written,
                "total_tokens": read + written,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        }

    def _transport(self, scope: Any) -> asyncio.Transport:
        every = [one for one in self._state.connections if isinstance(one, H11Protocol)]
        return next(one.transport for one in every if one.client == tuple(scope["client"]))

    async def _send(self, send: Any, status: int, body: bytes | Mapping[str, Any], answer: Answer = GOOD) -> None:
        if answer.breaks_after == 0:
            return
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"content-type": answer.kind, "content-length": str(len(sent)), **answer.headers}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        more = answer.breaks_after is not None
        while answer.drip and sent and not self._stopping.is_set():
            await send({"type": "http.response.body", "body": sent[:1], "more_body": len(sent) > 1})
            sent = sent[1:]
            await asyncio.sleep(answer.drip)
        if not answer.drip:
            await send({"type": "http.response.body", "body": sent[: answer.breaks_after], "more_body": more})


def _ollama(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A completion in Ollama's own words."""
    choice, usage = body["choices"][0], body["usage"]
    message = {"role": "assistant", "content": choice["message"]["content"] or ""}
    thought = choice["message"].get("reasoning")
    return {
        "model": body["model"],
        "created_at": "2026-01-01T00:00:00Z",
        "message": message if thought is None else message | {"thinking": thought},
        "done": True,
        "done_reason": choice["finish_reason"],
        "prompt_eval_count": usage["prompt_tokens"],
        "eval_count": usage["completion_tokens"],
    }

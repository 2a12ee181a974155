"""Serves a model of one's own with vLLM until somebody stops it, and says how far it is, or why it is not."""

import asyncio
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console

from agents.vllm_flags import OURS, PORT, named
from agents.vllm_log import Diagnosis, Progress, Stage
from agents.vllm_server import ServerFailed, VllmServer
from app.commands.run import failed
from app.commands.telling import printable
from app.figures import duration
from games.words import words

TEXT: Final[dict[str, Any]] = words("app")["serve"]
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PREFIX: Final = "hosted_vllm/"
"""Before a model's name, what LiteLLM calls vLLM."""
TICK: Final = 1.0
"""Seconds after which a terminal is told anew how long it has taken."""


def run(chosen: Namespace) -> int:
    """Until it is stopped: 0; 1 if there is no server, or none any more."""
    for flag in chosen.more:
        if named(flag) in OURS:
            return failed(TEXT["ours"].format(flag=named(flag)))
    return asyncio.run(_Serving(chosen).run())


class _Serving:
    """One call of the command."""

    def __init__(self, chosen: Namespace) -> None:
        self.chosen, self.began, self.progress = chosen, time.monotonic(), Progress(Stage.STARTING)
        self.stop, self.hurry = asyncio.Event(), asyncio.Event()

    async def run(self) -> int:
        for one in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(one, self._asked_to_stop)
        chosen = self.chosen
        try:
            server = await VllmServer.start(
                chosen.model, port=chosen.port, length=chosen.max_model_len, more=chosen.more
            )
        except ServerFailed as why:
            return self._failed(why.diagnosis)
        try:
            with self._clock():
                answers = await _before(self.stop, server.ready(self._further))
            if answers:
                self._ready(server)
                await _before(self.stop, server.ended())
        except ServerFailed as why:
            return self._failed(why.diagnosis)
        finally:
            await self._end(server)
        print(TEXT["stopped"])
        return 0

    def _asked_to_stop(self) -> None:
        """The second time it is meant at once."""
        if self.stop.is_set():
            self.hurry.set()
        self.stop.set()

    async def _end(self, server: VllmServer) -> None:
        """Leave nothing of it running, even where nobody can be told."""
        try:
            if server.process.returncode is None:
                print(TEXT["stopping"], flush=True)
                await _before(self.hurry, server.stop())
        finally:
            await server.stop(0)

    @property
    def _elapsed(self) -> str:
        return duration(time.monotonic() - self.began)

    @contextmanager
    def _clock(self) -> Iterator[None]:
        """On a terminal a last line that says how far it is and how long it has taken."""
        console = Console()
        if not console.is_terminal:
            yield
            return
        with console.status("") as status:

            async def tick() -> None:
                while True:
                    status.update(f"{self._elapsed:>9}  {_told(self.progress)}")
                    await asyncio.sleep(TICK)

            ticking = asyncio.create_task(tick())
            try:
                yield
            finally:
                ticking.cancel()

    def _further(self, progress: Progress) -> None:
        if progress.stage is not self.progress.stage or progress.stage is Stage.STARTING:
            print(f"{self._elapsed:>9}  {TEXT['stage'][progress.stage]}", flush=True)
        self.progress = progress

    def _ready(self, server: VllmServer) -> None:
        model = PREFIX + server.name
        in_app = TEXT["in_app" if server.port == PORT else "in_app_elsewhere"].format(model=model, url=server.url)
        print(TEXT["ready"].format(in_app=in_app, model=model, url=server.url), flush=True)

    def _failed(self, why: Diagnosis) -> int:
        """Say why there is no server, and what vLLM said of it."""
        chosen, exact = self.chosen, bool(why.detail) and why.trouble in TEXT["exact"]
        told = TEXT["exact" if exact else "trouble"][why.trouble].format(
            model=chosen.model, port=chosen.port, other=chosen.port + 1, elapsed=self._elapsed, detail=why.detail
        )
        for line in told.strip().splitlines():
            failed(line)
        if why.lines and not exact:
            failed(TEXT["said"])
            for line in why.lines:
                print(f"  {printable(line)}", file=sys.stderr)
        return 1


def _told(progress: Progress) -> str:
    stage = TEXT["stage"][progress.stage]
    return stage if progress.percent is None else TEXT["part"].format(stage=stage, percent=progress.percent)


async def _before(event: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work unless the event comes first; whether it was done. What the work raises is raised."""
    working, waiting = asyncio.create_task(work), asyncio.create_task(event.wait())
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
        return working.done()
    finally:
        for one in (working, waiting):
            one.cancel()

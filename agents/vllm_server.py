"""A vLLM server as a child process: found, started, watched until it answers, and stopped with all its workers."""

import asyncio
import codecs
import os
import re
import shutil
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import httpx

from agents.vllm_flags import HOST, PORT, flags, folder, holds_model, served_name
from agents.vllm_log import Diagnosis, Progress, Stage, Trouble, diagnosis, progress

KEPT: Final = 400
"""Lines of the log, the newest."""
LONGEST: Final = 2_000
"""Characters of a line."""
POLL: Final = 0.25
"""Seconds between two questions whether it answers yet."""
SOON: Final = 0.05
"""Seconds between two looks whether it has ended."""
PATIENCE: Final = 20.0
"""Seconds it is given to stop by itself."""
QUIET: Final = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1", "PYTHONUNBUFFERED": "1"}
"""It tells nobody what it is used for."""
_ENDS: Final = re.compile(r"[\r\n]+")

Told = Callable[[Progress], None]


class ServerFailed(Exception):
    """There is no server, or none any more."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__(diagnosis.trouble)
        self.diagnosis = diagnosis


def executable() -> Path | None:
    """The program `vllm`: beside this Python, else on the path."""
    beside = Path(sys.executable).with_name("vllm")
    found = beside if os.access(beside, os.X_OK) else shutil.which("vllm")
    return None if found is None else Path(found)


def runs_on_cpu(program: Path) -> bool:
    """Whether this vLLM was built for CPUs, as far as the folder it was installed to tells."""
    return any(program.parent.parent.glob("lib/python*/site-packages/vllm-*+cpu*.dist-info"))


class VllmServer:
    """One server that runs, or has run."""

    def __init__(self, process: Process, model: str, port: int) -> None:
        self.process, self.port, self.name = process, port, served_name(model)
        self.lines: deque[str] = deque(maxlen=KEPT)
        self._news: deque[Progress] = deque([Progress(Stage.STARTING)], maxlen=KEPT)
        """What nobody has been told yet."""
        self._stage = Stage.STARTING
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, model: str, *, port: int = PORT, length: int | None = None, more: Sequence[str] = ()
    ) -> "VllmServer":
        """Raises ServerFailed where it is known beforehand that it cannot run."""
        program = executable()
        if program is None:
            raise ServerFailed(Diagnosis(Trouble.NO_VLLM))
        path = folder(model)
        if path is not None and not holds_model(path):
            raise ServerFailed(Diagnosis(Trouble.NO_FOLDER, str(path)))
        if not _free(port):
            raise ServerFailed(Diagnosis(Trouble.PORT))
        named = model if path is None else str(path)
        asked = flags(model, length=length, cpu=runs_on_cpu(program), more=more)
        try:
            process = await asyncio.create_subprocess_exec(
                program,
                *("serve", named, f"--host={HOST}", f"--port={port}", *asked),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=STDOUT,
                env=QUIET | os.environ,
                # A group of its own: Ctrl-C is heard by us alone, and stopping reaches its workers too.
                start_new_session=True,
            )
        except OSError as error:
            raise ServerFailed(Diagnosis(Trouble.NO_START, str(error))) from error
        return cls(process, model, port)

    @property
    def url(self) -> str:
        """Its address as models are called there."""
        return f"http://{HOST}:{self.port}/v1"

    async def ready(self, told: Told) -> None:
        """Until it answers; `told` hears how far it has come. Raises ServerFailed when it ends before."""
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while not await self._answers(client):
                self._tell(told)
                if self.process.returncode is not None:
                    await self.ended()
                await asyncio.sleep(POLL)
        self._news.append(Progress(Stage.READY))
        self._tell(told)

    def _tell(self, told: Told) -> None:
        while self._news:
            told(self._news.popleft())

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            answer = await client.get(f"http://{HOST}:{self.port}/health")
        except httpx.HTTPError:
            return False
        return answer.is_success and self.process.returncode is None

    async def ended(self) -> None:
        """Wait until it ends by itself; raises ServerFailed then."""
        await self._gone()
        await self._sweep()
        raise ServerFailed(diagnosis(tuple(self.lines), self.process.returncode))

    async def stop(self, patience: float = PATIENCE) -> None:
        """End it and all its workers, those that do not want to as well."""
        if self.process.returncode is None:
            self.process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gone(), patience)
        await self._sweep()

    async def _sweep(self) -> None:
        """Leave no process of its group behind, and read what they last wrote."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self._gone()
        await self._reading

    async def _gone(self) -> None:
        """Until the process has ended; asyncio's own wait would wait for the workers too, which hold the log open."""
        while self.process.returncode is None:
            await asyncio.sleep(SOON)

    async def _read(self) -> None:
        """Keep the newest lines of its log; bars that grow end with a carriage return."""
        assert self.process.stdout is not None
        decode, rest = codecs.getincrementaldecoder("utf-8")("replace").decode, ""
        while chunk := await self.process.stdout.read(1 << 16):
            *lines, rest = _ENDS.split(rest + decode(chunk))
            for line in lines:
                self._line(line)
            rest = rest[-LONGEST:]
        self._line(rest)

    def _line(self, line: str) -> None:
        if line := line[:LONGEST].rstrip():
            self.lines.append(line)
            further = progress(line)
            if further is not None and further.stage.order >= self._stage.order:
                self._stage = further.stage
                self._news.append(further)


def _free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError:
            return False
        return True

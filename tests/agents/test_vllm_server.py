"""A vLLM server as a child process, with a program that stands in for it: how it starts, comes on, ends and dies."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from agents import vllm_server
from agents.vllm_log import Progress, Stage, Trouble
from agents.vllm_server import ServerFailed, VllmServer
from tests.agents import vllm_installed
from tests.agents.vllm_installed import alive, ends, install
from tests.agents.vllm_standin import ENDS

port = vllm_installed.port


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in as `vllm` on the path; beside this Python there is none."""
    program = install(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    return program


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(work, 20))


async def opened(port: int, model: str = "some/good", **how: Any) -> tuple[VllmServer, list[Progress]]:
    server, told = await VllmServer.start(model, port=port, **how), []
    await server.ready(told.append)
    return server, told


async def started(server: VllmServer) -> Any:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"http://127.0.0.1:{server.port}/started")).json()


def test_it_says_how_far_it_is_until_it_answers(port: int) -> None:
    async def work() -> None:
        server, told = await opened(port)
        assert told == [
            Progress(Stage.STARTING),
            Progress(Stage.DOWNLOADING, 0),
            Progress(Stage.DOWNLOADING, 12),
            Progress(Stage.LOADING),
            Progress(Stage.LOADING, 25),
            Progress(Stage.LOADING, 100),
            Progress(Stage.COMPILING),
            Progress(Stage.COMPILING),
            Progress(Stage.CAPTURING, 50),
            Progress(Stage.CAPTURING, 100),
            Progress(Stage.READY),
        ]
        assert server.url == f"http://127.0.0.1:{port}/v1"
        await server.stop()

    run(work())


def test_it_is_asked_for_what_it_shall_serve_and_tells_nobody(port: int) -> None:
    async def work() -> None:
        server, _ = await opened(port, "Qwen/Qwen3-8B/good", length=2048, more=("--dtype", "half", "--max-model-len=9"))
        there = await started(server)
        arguments = there["arguments"][1:]
        assert arguments[:4] == ["serve", "Qwen/Qwen3-8B/good", "--host=127.0.0.1", f"--port={port}"]
        assert arguments[-3:] == ["--dtype", "half", "--max-model-len=9"]
        assert "--max-model-len=2048" not in arguments
        assert there["environment"]["VLLM_NO_USAGE_STATS"] == "1"
        assert there["environment"]["PATH"] == os.environ["PATH"]
        await server.stop()

    run(work())


def test_a_folder_is_served_by_its_last_name(port: int, tmp_path: Path) -> None:
    model = tmp_path / "good"
    model.mkdir()
    (model / "config.json").write_text("{}")

    async def work() -> None:
        server, _ = await opened(port, str(model))
        arguments = (await started(server))["arguments"]
        assert arguments[2] == str(model)
        assert "--served-model-name=good" in arguments
        assert server.name == "good"
        await server.stop()

    run(work())


@pytest.mark.parametrize(("fate", "patience"), [("good", 20), ("stubborn", 0.1)])
def test_it_is_stopped_with_its_workers(port: int, fate: str, patience: float) -> None:
    async def work() -> None:
        server, _ = await opened(port, f"some/{fate}")
        worker = (await started(server))["worker"]
        assert alive(worker)
        await server.stop(patience)
        assert server.process.returncode == (-signal.SIGKILL if fate == "stubborn" else -signal.SIGTERM)
        assert ends(worker)
        await server.stop()

    run(work())


def test_it_is_stopped_while_it_loads(port: int) -> None:
    async def work() -> None:
        server = await VllmServer.start("some/loading", port=port)
        coming = asyncio.create_task(server.ready(lambda _: None))
        while not server.lines or not server.lines[-1].startswith("worker"):
            await asyncio.sleep(0.01)
        worker = int(server.lines[-1].split()[1])
        coming.cancel()
        await server.stop()
        assert ends(worker)

    run(work())


def test_when_it_dies_its_workers_go_and_its_last_words_stay(port: int) -> None:
    async def work() -> None:
        server, _ = await opened(port)
        worker = (await started(server))["worker"]
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.HTTPError):
                await client.get(f"http://127.0.0.1:{port}/end")
        with pytest.raises(ServerFailed) as why:
            await server.ended()
        assert why.value.diagnosis == (Trouble.ENDED, "", ("EngineDeadError: EngineCore encountered an issue.",))
        assert ends(worker)

    run(work())


WHY: dict[str, tuple[Trouble, str, str]] = {
    "no-gpu": (Trouble.NO_GPU, "", "RuntimeError: Failed to infer device type"),
    "flag": (Trouble.FLAG, "unrecognized arguments: --no-such-flag 3", "vllm: error: unrecognized"),
    "kv-memory": (Trouble.KV_MEMORY, "8000", "ValueError: To serve at least one request"),
    "kv-memory-bare": (Trouble.KV_MEMORY, "", "ValueError: To serve at least one request"),
    "memory": (Trouble.MEMORY, "", "torch.OutOfMemoryError: CUDA out of memory."),
    "memory-taken": (Trouble.MEMORY, "", "ValueError: Free memory on device"),
    "killed": (Trouble.KILLED, "", ""),
    "too-long": (Trouble.TOO_LONG, "8192", "Value error, User-specified max_model_len"),
    "gated": (Trouble.GATED, "", "OSError: You are trying"),
    "no-model": (Trouble.NO_MODEL, "", "huggingface_hub.errors.LocalEntryNotFoundError"),
    "unsupported": (Trouble.UNSUPPORTED, "", "ValueError: Model architectures"),
    "disk": (Trouble.DISK, "", "OSError: [Errno 28]"),
    "odd": (Trouble.ENDED, "", "ZeroDivisionError: division by"),
    "silent": (Trouble.ENDED, "", ""),
}


@pytest.mark.parametrize("fate", ENDS)
def test_why_it_did_not_start_is_known(port: int, fate: str) -> None:
    async def work() -> None:
        with pytest.raises(ServerFailed) as why:
            await opened(port, f"some/{fate}")
        trouble, detail, words = WHY[fate]
        found = why.value.diagnosis
        assert (found.trouble, found.detail) == (trouble, detail)
        assert found.lines
        if words:
            assert found.lines[0].startswith(words)
            assert len(found.lines) == 1, "where it was raised is no use to anybody, and what it led to neither"

    run(work())


def test_a_log_without_end_is_read_and_forgotten(port: int) -> None:
    async def work() -> None:
        server, _ = await opened(port, "some/chatty")
        assert len(server.lines) <= vllm_server.KEPT
        assert max(map(len, server.lines)) <= vllm_server.LONGEST
        assert "Starting vLLM server" in server.lines[-1] or "/health" in server.lines[-1]
        await server.stop()

    run(work())


Arrange = Callable[[Path, int], None]


def nothing(program: Path, port: int) -> None:
    program.unlink()


def not_a_program(program: Path, port: int) -> None:
    program.write_text("#!/nowhere/python\n", "utf-8")


@pytest.mark.parametrize(
    ("arrange", "model", "trouble"),
    [(nothing, "some/good", Trouble.NO_VLLM), (not_a_program, "some/good", Trouble.NO_START)],
)
def test_without_a_program_nothing_starts(
    installed: Path, port: int, arrange: Arrange, model: str, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(installed, port)
    monkeypatch.setenv("PATH", str(installed.parent))
    with pytest.raises(ServerFailed) as why:
        run(VllmServer.start(model, port=port))
    assert why.value.diagnosis.trouble is trouble


@pytest.mark.parametrize("model", ["/nowhere/model", "./model", "~/no/such/model"])
def test_a_folder_without_a_model_is_said_at_once(port: int, model: str) -> None:
    with pytest.raises(ServerFailed) as why:
        run(VllmServer.start(model, port=port))
    assert why.value.diagnosis.trouble is Trouble.NO_FOLDER


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_is_taken_is_said_at_once(port: int, host: str) -> None:
    with socket.create_server((host, port)), pytest.raises(ServerFailed) as why:
        run(VllmServer.start("some/good", port=port))
    assert why.value.diagnosis.trouble is Trouble.PORT


def test_the_program_beside_this_python_comes_first(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vllm_server.executable() == installed
    beside = tmp_path / "elsewhere"
    beside.mkdir()
    shutil.copy(installed, beside)
    assert vllm_server.executable() == beside / "vllm"
    (beside / "vllm").chmod(0o644)
    assert vllm_server.executable() == installed


def test_a_build_for_cpus_leaves_half_of_the_memory_alone(installed: Path, port: int) -> None:
    folder = installed.parent.parent / "lib" / "python3.12" / "site-packages" / "vllm-0.32.0+cpu.dist-info"

    async def share() -> str:
        server, _ = await opened(port)
        arguments = (await started(server))["arguments"]
        await server.stop()
        return next(one for one in arguments if one.startswith("--gpu-memory-utilization"))

    assert run(share()) == "--gpu-memory-utilization=0.90"
    folder.mkdir(parents=True)
    assert run(share()) == "--gpu-memory-utilization=0.50"

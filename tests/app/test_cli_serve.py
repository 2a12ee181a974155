"""`undertable serve`, with a program that stands in for vLLM: what it says, and how it stops."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.agents import vllm_installed
from tests.agents.vllm_installed import ends, install
from tests.app import calling
from tests.app.calling import Say
from tests.app.test_cli_program import program

folder, say, port = calling.folder, calling.say, vllm_installed.port
Serving = "subprocess.Popen[str]"
beside = pytest.mark.skipif(Path(sys.executable).with_name("vllm").exists(), reason="a real vLLM is beside this Python")


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = install(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{found.parent}{os.pathsep}{os.environ['PATH']}")
    return found


@pytest.fixture
def serving(folder: Path, port: int) -> Iterator["Serving"]:
    """The program, once it says that it serves."""
    running = program("serve", "some/good", "--port", str(port), "--", "--seed", "7")
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=20)


def until(running: "Serving", words: str) -> str:
    """What it says up to the line with these words."""
    told = ""
    assert running.stdout is not None
    for line in running.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(told)


def worker(port: int) -> int:
    return httpx.get(f"http://127.0.0.1:{port}/started", trust_env=False).json()["worker"]


@beside
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
def test_it_says_how_far_it_is_and_what_to_choose_and_stops_cleanly(
    serving: "Serving", port: int, folder: Path, how: signal.Signals
) -> None:
    told = until(serving, "Ctrl-C")
    stages = [line.split("  ")[-1] for line in told.splitlines() if re.match(r" *[\d.]+ s  ", line)]
    assert stages == [
        "starting vLLM",
        "fetching the weights",
        "loading the weights",
        "compiling for this computer",
        "preparing the graphics card",
        "ready",
    ]
    assert f"http://127.0.0.1:{port}/v1" in told
    assert "hosted_vllm/some/good" in told
    assert f"--seat model:hosted_vllm/some/good@http://127.0.0.1:{port}/v1" in told
    started = httpx.get(f"http://127.0.0.1:{port}/started", trust_env=False).json()
    assert started["arguments"][-2:] == ["--seed", "7"]
    serving.send_signal(how)
    assert serving.communicate(timeout=20) == ("Stopping vLLM.\nStopped.\n", "")
    assert serving.returncode == 0
    assert ends(started["worker"])
    assert not folder.exists(), "it keeps no matches"


@beside
def test_who_asks_twice_does_not_wait(port: int, folder: Path) -> None:
    running = program("serve", "some/stubborn", "--port", str(port))
    until(running, "Ctrl-C")
    left = worker(port)
    running.send_signal(signal.SIGINT)
    until(running, "Stopping")
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=10) == ("Stopped.\n", "")
    assert running.returncode == 0
    assert ends(left)


@beside
def test_a_server_that_dies_later_is_told(serving: "Serving", port: int) -> None:
    until(serving, "Ctrl-C")
    left = worker(port)
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{port}/end", trust_env=False)
    out, err = serving.communicate(timeout=20)
    assert (serving.returncode, out) == (1, "")
    first, *rest = err.splitlines()
    assert re.fullmatch(r"vLLM ended by itself after [\d.]+ s\.", first)
    assert rest == ["What vLLM said:", "  EngineDeadError: EngineCore encountered an issue."]
    assert ends(left)


@beside
def test_output_that_nobody_reads_any_more_leaves_no_server(port: int, folder: Path) -> None:
    gone, out = os.pipe()
    os.close(gone)
    running = program("serve", "some/good", "--port", str(port), stdout=out)
    os.close(out)
    assert running.communicate(timeout=20)[1] == ""
    assert running.returncode == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False)


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        ("no-gpu", ("no graphics card", "Ollama", "What vLLM said:", "Failed to infer device type")),
        ("kv-memory", ("--max-model-len 8000",)),
        ("kv-memory-bare", ("--max-model-len", "What vLLM said:")),
        ("memory", ("not enough free memory", "CUDA out of memory")),
        ("killed", ("memory runs out",)),
        ("too-long", ("some/too-long reads 8192 tokens at most: --max-model-len 8192",)),
        ("gated", ("terms", "hf auth login")),
        ("no-model", ("some/no-model is no folder here", "Hugging Face")),
        ("unsupported", ("does not know how some/unsupported is built",)),
        ("disk", ("disk is full",)),
        ("flag", ("behind the --: unrecognized arguments: --no-such-flag 3",)),
        ("odd", ("ended by itself", "ZeroDivisionError: division by \ufffd[31mzero")),
    ],
)
def test_why_there_is_no_server_is_said_in_plain_words(
    say: Say,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    port: int,
    fate: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    said = say("serve", f"some/{fate}", "--port", port)
    assert said.status == 1
    assert said.lines[0].endswith("starting vLLM")
    for word in words:
        assert word in said.err
    assert "Traceback" not in said.err
    assert all(line.isprintable() for line in said.err.splitlines()), said.err
    assert not folder.exists()


def test_without_vllm_it_says_how_to_get_it(
    say: Say, installed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed.unlink()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    monkeypatch.setenv("PATH", str(installed.parent))
    said = say("serve", "some/good")
    assert (said.status, said.out) == (1, "")
    for word in ("pip install 'under-the-table[vllm]'", "graphics card", "CPU", "Ollama", "llama-server"):
        assert word in said.err


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("serve", "/nowhere/model"), 1, "/nowhere/model"),
        (("serve", "some/good", "--", "--port=9000"), 1, "--port"),
        (("serve", "some/good", "--port", "8000", "--", "--host", "0.0.0.0"), 1, "--host"),
        (("serve",), 2, "MODEL"),
        (("serve", "some/good", "--port", "70000"), 2, "70000"),
        (("serve", "some/good", "--max-model-len", "0"), 2, "--max-model-len"),
        (("serve", "some/good", "--dtype", "half"), 2, "--dtype"),
    ],
)
def test_a_call_that_will_not_do_is_explained(say: Say, arguments: tuple[str, ...], status: int, word: str) -> None:
    said = say(*arguments)
    assert (said.status, said.out) == (status, "")
    assert word in said.err.splitlines()[-1]

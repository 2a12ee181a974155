"""Puts the stand-in for `vllm` where the real program would be, and asks the system what became of its processes."""

import socket
import sys
import time
from pathlib import Path

import pytest


def install(folder: Path) -> Path:
    """The program `vllm` in this folder."""
    folder.mkdir()
    program = folder / "vllm"
    source = Path(__file__).with_name("vllm_standin.py").read_text("utf-8")
    program.write_text(source.replace("/usr/bin/env python3", sys.executable, 1), "utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and nobody has asked after does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends(pid: int, patience: float = 10) -> bool:
    """Whether the process ends; the system takes a moment to carry out what it was told."""
    until = time.monotonic() + patience
    while alive(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True

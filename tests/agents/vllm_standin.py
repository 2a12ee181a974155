#!/usr/bin/env python3
"""Stands in for the program `vllm`: writes the lines of a real log, keeps a worker, and answers HTTP.

What becomes of it stands in the model's name: `good`, `stubborn` (does not hear
SIGTERM), `chatty`, `loading` (never answers), or the name of one of `ENDS`.
"""

import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any

API = "(APIServer pid=1) INFO 11-21 08:40:41"
WORK = "(Worker pid=2) INFO 11-21 08:40:36"
BEGINS = f"""\
W1121 08:40:14.068000 15065 torch/_library/triton.py:53] Triton not available, find_triton_kernels = []
{API} [api_utils.py:347]   █▄█▀ █     █     █     █  model   some/model
{API} [model.py:733] Resolved architecture: Qwen3ForCausalLM
"""
DOWNLOADS = "Fetching 4 files:   0%|          | 0/4\rmodel-00001-of-00004.safetensors:  12%|█▏        | 450M/3.9G\r"
LOADS = f"""\
{WORK} [gpu_model_runner.py:5040] Starting to load model some/model...
\rLoading safetensors checkpoint shards:  25% Completed | 1/4 [00:00<?, ?it/s]
\rLoading safetensors checkpoint shards: 100% Completed | 4/4 [00:01<00:00, 3.0it/s]
{WORK} [default_loader.py:501] Loading weights took 1.31 seconds
"""
PREPARES = f"""\
{WORK} [backends.py:1105] Using cache directory: /x for vLLM's torch.compile
{WORK} [backends.py:1167] Dynamo bytecode transform time: 3.54 s
\rCapturing CUDA graphs (mixed prefill-decode, PIECEWISE):  50%|█████     | 1/2\
\rCapturing CUDA graphs (mixed prefill-decode, PIECEWISE): 100%|██████████| 2/2
{API} [entry.py:140] Starting vLLM server on http://127.0.0.1
"""
TRACE = """\
(EngineCore pid=3) ERROR 11-21 08:45:00 [core.py:133] EngineCore failed to start.
(EngineCore pid=3) ERROR 11-21 08:45:00 [core.py:133] Traceback (most recent call last):
(EngineCore pid=3) ERROR 11-21 08:45:00 [core.py:133]   File "/x/vllm/v1/engine/core.py", line 120, in run
(EngineCore pid=3) ERROR 11-21 08:45:00 [core.py:133] {}
Traceback (most recent call last):
  File "/x/bin/vllm", line 8, in <module>
RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {{'EngineCore': 1}}
"""
KV = """ValueError: To serve at least one request with the model's max seq len (16384), (2.0 GiB KV cache is needed, \
which is larger than the available KV cache memory (1.0 GiB). {}Try increasing `gpu_memory_utilization`."""
TAKEN = """ValueError: Free memory on device cuda:0 (9.1/23.6 GiB) on startup is less than desired GPU memory \
utilization (0.9, 21.2 GiB)."""
TOO_LONG = """\
pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig
  Value error, User-specified max_model_len (16384) is greater than the derived max_model_len \
(max_position_embeddings=8192.0 or model_max_length=None in model's config.json).
    For further information visit https://errors.pydantic.dev/2.14/v/value_error
"""
ENDS: dict[str, tuple[int, str]] = {
    "no-gpu": (1, "RuntimeError: Failed to infer device type, please set `VLLM_LOGGING_LEVEL=DEBUG`.\n"),
    "flag": (2, "usage: vllm [-h]\nvllm: error: unrecognized arguments: --no-such-flag 3\n"),
    "kv-memory": (1, TRACE.format(KV.format("the estimated maximum model length is 8000. "))),
    "kv-memory-bare": (1, TRACE.format(KV.format(""))),
    "memory": (1, TRACE.format("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.")),
    "memory-taken": (1, TRACE.format(TAKEN)),
    "killed": (-9, ""),
    "too-long": (1, TOO_LONG),
    "gated": (1, "OSError: You are trying to access a gated repo.\nMake sure to have access to it.\n"),
    "no-model": (1, "huggingface_hub.errors.LocalEntryNotFoundError: Cannot find an appropriate cached snapshot.\n"),
    "unsupported": (1, "ValueError: Model architectures ['Odd'] are not supported for now.\n"),
    "disk": (1, "OSError: [Errno 28] No space left on device\n"),
    "odd": (3, TRACE.format("ZeroDivisionError: division by \x1b[31mzero")),
    "silent": (4, ""),
}


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


class Answers(BaseHTTPRequestHandler):
    """/health, how it was started at /started, and an end at /end."""

    def do_GET(self) -> None:
        if self.path == "/end":
            say("(APIServer pid=1) ERROR 11-21 08:45:00 [x.py:1] EngineDeadError: EngineCore encountered an issue.\n")
            os._exit(1)
        told: Any = {"arguments": sys.argv, "environment": dict(os.environ), "worker": WORKER.pid}
        body = json.dumps(told if self.path == "/started" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        say(f'INFO:     127.0.0.1 - "GET {self.path} HTTP/1.1" 200 OK\n')


def value(flag: str) -> str:
    return next(one.partition("=")[2] for one in sys.argv if one.startswith(flag + "="))


if __name__ == "__main__":
    # Whatever becomes of the test, nothing of this is left after a minute.
    signal.alarm(60)
    fate = sys.argv[2].rpartition("/")[2]
    say(BEGINS)
    if fate in ENDS:
        status, last = ENDS[fate]
        say(last)
        if status < 0:
            os.kill(os.getpid(), -status)
        sys.exit(status)
    # A worker that hears nothing but the end of its group, as vLLM's may while it is busy.
    hear_nothing = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    WORKER = subprocess.Popen([sys.executable, "-c", hear_nothing], stdout=subprocess.PIPE)
    assert WORKER.stdout is not None
    WORKER.stdout.readline()
    if fate == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say(DOWNLOADS)
    say(LOADS)
    if fate == "chatty":
        say("x" * 3_000_000)
        say("".join(f"line {number}\n" for number in range(50_000)))
    if fate == "loading":
        say(f"worker {WORKER.pid}\n")
        time.sleep(60)
    say(PREPARES)
    TCPServer.allow_reuse_address = True
    TCPServer((value("--host"), int(value("--port"))), Answers).serve_forever()

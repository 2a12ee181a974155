"""Whole matches against a real vLLM with a tiny random model, on a CPU: `python -m tests.vllm`.

The play is random; forms, thinking, the prefix cache and the server are real. Exit status 1 if a reply that was not
cut off does not fit its schema, if there is thinking where there should be none or none where there should be, or if
nothing came out of the prefix cache.
"""

import argparse
import asyncio
import re
import time
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import httpx

from agents.vllm_log import Progress
from agents.vllm_server import ServerFailed, VllmServer
from games.model import ModelSettings
from tests.bench.timing import show
from tests.vllm.environment import FOLDER, prepare
from tests.vllm.playing import Played, play

T = TypeVar("T")

PORT = 8765
MORE = ("--enforce-eager", "--dtype=bfloat16", "--max-num-seqs=16", "--gpu-memory-utilization=0.2")
THINKING = 64
MAX_TOKENS = 400
"""Nearly all of its answers end before; the others are cut off and asked for again."""
CACHE = ("queries", "hits")


async def counted(server: VllmServer) -> dict[str, float]:
    """Tokens looked for in the prefix cache, and found there, since the server began."""
    async with httpx.AsyncClient(trust_env=False) as client:
        told = (await client.get(f"http://127.0.0.1:{server.port}/metrics")).text
    found = {name: re.search(rf"^vllm:prefix_cache_{name}_total\S* (\S+)", told, re.MULTILINE) for name in CACHE}
    return {name: float(one[1]) if one else 0.0 for name, one in found.items()}


def row(title: str, played: Played, before: dict[str, float], after: dict[str, float]) -> tuple[str, ...]:
    calls, found = len(played.calls), after["hits"] - before["hits"]
    return (
        title,
        f"{played.matches}",
        f"{played.decisions}",
        f"{calls - played.decisions}",
        f"{played.forced}",
        f"{played.valid / calls:.1%}",
        f"{played.valid / (played.whole or 1):.1%}",
        f"{played.sum('read') / played.matches:,.0f}",
        f"{found / (after['queries'] - before['queries'] or 1):.0%}",
        f"{played.sum('thought'):,}",
        f"{played.seconds:.0f} s",
    )


def faults(title: str, played: Played, *, thinks: bool) -> list[str]:
    found = {
        "replies that end do not fit their schema": played.valid < played.whole,
        "nothing came from the prefix cache": not played.sum("cached"),
        "it thinks where it should not, or does not where it should": bool(played.sum("thought")) != thinks,
    }
    return [f"{title}: {fault}" for fault, there in found.items() if there]


async def while_it_runs(server: VllmServer, work: Coroutine[Any, Any, T]) -> T:
    """Raises ServerFailed if the server ends before the work."""
    working, ending = asyncio.create_task(work), asyncio.create_task(server.ended())
    try:
        await asyncio.wait((working, ending), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            await ending
        return working.result()
    finally:
        working.cancel()
        ending.cancel()


async def run(folder: Path, matches: int) -> int:
    began = time.monotonic()

    def told(progress: Progress) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {progress.stage}", flush=True)

    server = await VllmServer.start(str(prepare(folder)), port=PORT, more=MORE)
    try:
        await server.ready(told)
        plain = ModelSettings(model=f"hosted_vllm/{server.name}", base_url=server.url, max_tokens=MAX_TOKENS)
        kinds = {
            "no thinking": plain,
            "impressions": replace(plain, impressions=True),
            f"{THINKING} tokens of thinking": replace(plain, thinking=THINKING),
            "as openai/": replace(plain, model=f"openai/{server.name}"),
        }
        rows, wrong = [], []
        for title, settings in kinds.items():
            before = await counted(server)
            played = await while_it_runs(server, play(settings, matches))
            print(f"{time.monotonic() - began:6.1f} s  {title} {dict(played.failures) or ''}", flush=True)
            rows.append(row(title, played, before, await counted(server)))
            wrong += faults(title, played, thinks=settings.thinking > 0)
    except ServerFailed as why:
        print("\n".join((*server.lines, str(why.diagnosis))))
        return 1
    finally:
        await server.stop()
    # Tokens are those read in one match, and those thought in all of them.
    columns = ("matches", "moves", "again", "forced", "valid", "of whole", "read", "cached", "thought", "time")
    show("four at each table", columns, rows)
    for fault in wrong:
        print(fault)
    return bool(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.vllm", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where vLLM and the model are, or are put")
    parser.add_argument("--matches", type=int, default=4, help="at once, of each kind")
    chosen = parser.parse_args()
    raise SystemExit(asyncio.run(run(chosen.folder, chosen.matches)))

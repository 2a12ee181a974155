"""Matches of four models beside the same calls through bare LiteLLM, and what they read.

Run by `python -m tests.bench.models`.

The models are a stand-in in a process of its own, so that all CPU that is counted here is LiteLLM's or ours.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from agents.models import _litellm, _unlogged
from app.tables import Tables
from games.model import ModelCall, ModelSettings, Purpose
from replays.record import Kind, Record, Seating
from replays.store import Store
from tests.bench.timing import show

NAMES = ("Wren", "Otis", "Juno", "Pike")
PREFIX = "hosted_vllm"
P_CALL, REMARK = 0.554, 60
DELAY, AT_ONCE = 0.2, 32
TRIES = 4
"""The best of so many, because what is slower was disturbed by something else."""
COUNTED = 12
"""Matches whose tokens are counted."""
MOST_READ = {False: 60_000, True: 90_000}
"""Prompt tokens of a match, without and with impressions."""


class Took(NamedTuple):
    wall: float
    cpu: float


def took(work: Callable[[], object]) -> Took:
    """Seconds of the clock and of this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def best(tries: Sequence[Took]) -> Took:
    return Took(min(one.wall for one in tries), min(one.cpu for one in tries))


@contextmanager
def stand_in(*flags: str) -> Iterator[str]:
    """The address of a server in a process of its own."""
    told = ("--port", "0", "--p-call", str(P_CALL), "--remark", str(REMARK), *flags)
    command = [sys.executable, "-m", "tests.standin", *told]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        yield found[0]
        process.terminate()


@contextmanager
def opened() -> Iterator[Tables]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        tables = Tables(store, pace=0)
        yield tables
        tables.close()
        store.close()


def begin(tables: Tables, url: str, seed: int, *, impressions: bool = False, game: str = "liars_bar") -> str:
    settings = ModelSettings(model=f"{PREFIX}/tiny", base_url=url, impressions=impressions)
    seats = [Seating(name, Kind.MODEL, "tiny", settings) for name in NAMES]
    return tables.open(game, "paper", seats, seed)


def play(tables: Tables, url: str, seeds: Sequence[int], **told: Any) -> list[str]:
    """These matches, all at once, to their ends; `told` as to `begin`."""
    matches = [begin(tables, url, seed, **told) for seed in seeds]
    with ThreadPoolExecutor(len(matches)) as pool:
        list(pool.map(tables.settle, matches))
    assert all(tables.store.header(match).outcome is not None for match in matches)
    return matches


def calls(record: Record) -> list[ModelCall]:
    return [call for step in record.steps for call in step.calls]


def waves(record: Record) -> list[list[ModelCall]]:
    """The calls of a match, those together that were made at the same time."""
    found: list[list[ModelCall]] = []
    for step in record.steps:
        kinds = {(call.purpose, call.attempt) for call in step.calls}
        found += [[call for call in step.calls if (call.purpose, call.attempt) == kind] for kind in sorted(kinds)]
    return found


def bare_arguments(call: ModelCall, url: str) -> Mapping[str, Any]:
    """The same request as anybody would write it."""
    sent = dict(call.settings)
    template = {"chat_template_kwargs": {"enable_thinking": sent.pop("enable_thinking")}}
    held = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": json.loads(call.schema)}}
    messages = [message._asdict() for message in call.messages]
    return {
        "model": call.asked,
        "messages": messages,
        "api_base": url,
        "response_format": held,
        "extra_body": template,
    } | sent


def bare(wanted: Sequence[Sequence[Mapping[str, Any]]], times: int = 1) -> None:
    """The waves one after another, as often at the same time as there are to be matches."""

    async def one() -> None:
        for wave in wanted:
            await asyncio.gather(*(_litellm().acompletion(**call, api_key="none", timeout=60) for call in wave))

    async def many() -> None:
        await asyncio.gather(*(one() for _ in range(times)))

    # As ours are made: without what LiteLLM prepares for loggers, of which there are none.
    before = _unlogged().set(True)
    asyncio.run(many())
    _unlogged().reset(before)


def timed(*, impressions: bool) -> list[tuple[str, ...]]:
    """How long a match takes, and 32 at once, beside bare LiteLLM."""
    with stand_in("--delay", str(DELAY), "--at-once", str(AT_ONCE)) as url, opened() as tables:
        (first,) = play(tables, url, [1], impressions=impressions)
        record = tables.store.load(first)
        wanted = [[bare_arguments(call, url) for call in wave] for wave in waves(record)]
        count = sum(map(len, wanted))
        decisions = sum(call.purpose is Purpose.MOVE and call.attempt == 1 for call in calls(record))
        works: tuple[Callable[[], object], ...] = (
            lambda: bare(wanted),
            lambda: play(tables, url, [1], impressions=impressions),
            lambda: bare(wanted, 32),
            lambda: play(tables, url, [1] * 32, impressions=impressions),
        )
        # By turns, so that a slow minute of the machine is everybody's.
        tries = [[took(work) for work in works] for _ in range(TRIES)]
        plain, match, plain_many, many = map(best, zip(*tries, strict=True))
    own = (many.cpu - plain_many.cpu) / (32 * decisions)
    return [
        (f"the {count} calls in {len(wanted)} waves, bare", f"{plain.wall:.2f}", "1.00", ""),
        ("one match", f"{match.wall:.2f}", f"{match.wall / plain.wall:.2f}", "1.10"),
        ("32 times the calls at once, bare", f"{plain_many.wall:.2f}", f"{plain_many.wall / plain.wall:.2f}", ""),
        ("32 matches at once", f"{many.wall:.2f}", f"{many.wall / match.wall:.2f}", "1.50"),
        ("CPU of a call, LiteLLM's, milliseconds", f"{plain_many.cpu / (32 * count) * 1e3:.2f}", "", ""),
        (f"CPU of a decision, ours, milliseconds ({decisions} of them)", f"{own * 1e3:.2f}", "", "2.00"),
    ]


def read(*, impressions: bool) -> tuple[str, ...]:
    """What the models of a match read, on average."""
    with stand_in("--delay", "0", "--cl100k") as url, opened() as tables:
        # One after another: no match's prompts warm another's cache but by what all matches have in common.
        played = [play(tables, url, [seed], impressions=impressions)[0] for seed in range(COUNTED)]
        records = [tables.store.load(match) for match in played]
    made = [calls(record) for record in records]
    tokens = [sum(call.usage.read or 0 for call in of_one) for of_one in made]
    cached = [sum(call.usage.cached or 0 for call in of_one) for of_one in made]
    notes = sum(call.purpose is Purpose.IMPRESSIONS for of_one in made for call in of_one)
    bad = sum(call.failure is not None for of_one in made for call in of_one)
    total = sum(map(len, made))
    return (
        "with impressions" if impressions else "without impressions",
        f"{(total - notes) / COUNTED:.1f}",
        f"{notes / COUNTED:.1f}",
        f"{bad}",
        f"{sum(tokens) / total:,.0f}",
        f"{sum(tokens) / COUNTED:,.0f}",
        f"{max(tokens):,}",
        f"{(sum(tokens) - sum(cached)) / COUNTED:,.0f}",
        f"{MOST_READ[impressions]:,}",
    )


def main() -> None:
    _litellm()
    show(
        f"Prompt tokens (cl100k) of a match of four models, P(call) {P_CALL}, remarks of {REMARK} characters",
        ("moves", "notes", "bad", "a call", "a match", "most", "uncached", "aim"),
        [read(impressions=False), read(impressions=True)],
    )
    for impressions in (False, True):
        told = "with" if impressions else "without"
        show(
            f"Four models {told} impressions, {DELAY} s an answer, {AT_ONCE} at a time, best of {TRIES}",
            ("seconds", "ratio", "aim"),
            timed(impressions=impressions),
        )


if __name__ == "__main__":
    main()

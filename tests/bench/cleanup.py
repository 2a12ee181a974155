"""Matches of Cleanup with four models: how long they take where all of a step are asked at once, and what they read.

Run by `python -m tests.bench.cleanup`. The research code takes 24.2 s and 183,000 prompt tokens.
"""

from agents.models import _litellm
from tests.bench.models import DELAY, best, calls, opened, play, stand_in, took
from tests.bench.timing import show

TRIES = 3
COUNTED = 8
"""Matches whose tokens are counted."""
LONGEST, MOST_READ = 7, 60_000
"""Seconds and prompt tokens that a match may take."""


def timed() -> tuple[str, ...]:
    """One match after another; every answer takes as long."""
    with stand_in("--delay", str(DELAY)) as url, opened() as tables:
        play(tables, url, [0], game="cleanup")
        tries = best([took(lambda: play(tables, url, [1], game="cleanup")) for _ in range(TRIES)])
    return "one match", f"{tries.wall:.2f}", f"{tries.cpu:.2f}", f"{LONGEST}"


def read() -> tuple[str, ...]:
    """What the models of a match read, on average and at most."""
    with stand_in("--delay", "0", "--cl100k") as url, opened() as tables:
        records = [tables.store.load(match) for match in play(tables, url, range(COUNTED), game="cleanup")]
    made = [calls(record) for record in records]
    tokens = [sum(call.usage.read or 0 for call in of_one) for of_one in made]
    bad = sum(call.failure is not None for of_one in made for call in of_one)
    total = sum(map(len, made))
    each = f"{sum(tokens) / total:,.0f}"
    return (
        "models at random",
        f"{total / COUNTED:.1f}",
        f"{bad}",
        each,
        f"{sum(tokens) / COUNTED:,.0f}",
        f"{max(tokens):,}",
        f"{MOST_READ:,}",
    )


def main() -> None:
    _litellm()
    show(
        "Prompt tokens (cl100k) of a match of Cleanup, 30 steps",
        ("calls", "bad", "a call", "a match", "most", "aim"),
        [read()],
    )
    show(f"Seconds of such a match, {DELAY} s an answer, best of {TRIES}", ("wall", "CPU", "aim"), [timed()])


if __name__ == "__main__":
    main()

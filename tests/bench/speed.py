"""Matches a second through the contract, beside the same game written plainly: `python -m tests.bench.speed`."""

from collections.abc import Callable
from random import Random

from games.core import CHANCE
from games.liars_bar.state import RESPOND
from games.luck import Luck
from games.registry import GAMES
from replays.record import codec
from tests.bench.plain import CALL, plain_match
from tests.bench.timing import cpu_seconds, show

MATCHES = 300
NAMES = ("Wren", "Otis", "Juno", "Pike")
ENTRY = GAMES["liars_bar"]
GAME = ENTRY.game("paper")
NOTATION = ENTRY.notation(GAME.rules, "en")


RNG = Random(1)


def contract(seed: int, *, written: bool) -> None:
    """One match of four random players; `written`: events as JSON, and every decision's view as text."""
    rng, state, rest = RNG, GAME.start(len(NAMES)), codec(ENTRY.name)
    while acting := GAME.acting(state):
        (seat,) = acting
        if seat == CHANCE:
            action = GAME.chance(state, Luck(seed, GAME.luck(state)))
        else:
            if written:
                NOTATION.view(GAME.observe(state, seat), NAMES)
            legal = GAME.legal(state, seat)
            if state.phase is RESPOND:
                action = legal[0] if rng.random() < CALL else legal[1]
            else:
                action = legal[int(rng.random() * len(legal))]
        state, events = GAME.step(state, {seat: action})
        if written:
            rest.events_text(events)


def per_second(play: Callable[[int], object]) -> float:
    """Matches per CPU-second."""

    def many() -> None:
        for seed in range(MATCHES):
            play(seed)

    return MATCHES / cpu_seconds(many)


def main() -> None:
    plain = per_second(plain_match)
    bare = per_second(lambda seed: contract(seed, written=False))
    full = per_second(lambda seed: contract(seed, written=True))
    show(
        "Liar's Bar, four random players, one core",
        ("matches/s", "of plain", "aim"),
        (
            ("the same rules written plainly, nothing kept or shown", f"{plain:,.0f}", "1.00", ""),
            ("through the contract, with events", f"{bare:,.0f}", f"{bare / plain:.2f}", "2,000"),
            ("also JSON events and a text of every decision", f"{full:,.0f}", f"{full / plain:.2f}", "1,200"),
        ),
    )


if __name__ == "__main__":
    main()

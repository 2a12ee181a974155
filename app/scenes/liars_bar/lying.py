"""Which plays of Liar's Bar held a card that was not what it was said to be."""

from collections.abc import Iterator, Sequence

from app.scenes.deeds import Played
from games.liars_bar.actions import honest
from games.liars_bar.events import Laid, RoundStarted
from replays.replay import Seen


def plays(steps: Sequence[Seen]) -> Iterator[Played]:
    """As far as whoever saw these steps knows: without the cards of a play nobody knows that it was a lie."""
    target = None
    for at, event in ((at, event) for at, step in enumerate(steps) for event in step.events):
        match event:
            case RoundStarted(_, target, _):
                pass
            case Laid(seat, _, _, cards):
                lie = cards is not None and target is not None and not honest(cards, target)
                yield Played(at, seat, lie=lie)
            case _:
                pass

"""What each viewer has seen of a match, kept so that nothing is filtered twice."""

from collections.abc import Sequence

from games.core import Event, Viewer, seen_by


class Heard:
    """`past` holds what happened in each step so far, with everything that is hidden; it grows."""

    def __init__(self, past: Sequence[tuple[Event, ...]]) -> None:
        self._past = past
        self._seen: dict[Viewer, tuple[int, tuple[Event, ...]]] = {}

    def by(self, viewer: Viewer) -> tuple[Event, ...]:
        """All events so far that this viewer may read, as it may read them."""
        told, seen = self._seen.get(viewer, (0, ()))
        if told < len(self._past):
            new = [seen_by(event, viewer) for step in self._past[told:] for event in step]
            seen += tuple([event for event in new if event is not None])
            self._seen[viewer] = len(self._past), seen
        return seen

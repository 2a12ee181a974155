"""Which names a player may bear: names come from strangers and stand on every screen."""

from replays.record import RecordError


def check_name(name: str) -> None:
    raise RecordError("bad-name", name=name)

"""Brings recorded matches into the store, each on its own: what is refused is told, the others still come in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from games.core import Refused
from games.registry import GAMES
from games.words import words
from replays import exchange
from replays.check import verify
from replays.importers import liars_bar_llm
from replays.importers.sources import sources
from replays.record import Record
from replays.refusal import RecordError
from replays.rows import AlreadyKept
from replays.store import Store


class Format(Protocol):
    """One way to write matches down."""

    def recognises(self, data: bytes) -> bool:
        """A cheap guess whether this is written so, even if it is broken."""
        ...

    def read(self, name: str, data: bytes) -> Record:
        """Raises RecordError."""
        ...


FORMATS: Final[tuple[Format, ...]] = (exchange, liars_bar_llm)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one source."""

    name: str
    id: str | None = None
    """None if it was refused."""
    refusal: RecordError | None = None
    new: bool = False
    """It was not in the store before."""

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.name}: {self.refusal or self.id}"


def bring_in(store: Store, paths: Iterable[str | Path]) -> Iterator[Report]:
    """One report a source, each as soon as its match is kept or refused; a match is kept whole or not at all."""
    for source in sources(paths):
        yield _report(store, *source)


def _report(store: Store, name: str, content: bytes | RecordError) -> Report:
    try:
        if isinstance(content, RecordError):
            raise content
        record = _read(name, content)
    except RecordError as error:
        return Report(name, refusal=error)
    try:
        store.save(record)
    except AlreadyKept:
        kept = store.load(record.header.id)
        header = replace(record.header, created=kept.header.created, ended=kept.header.ended)
        if (kept.header, kept.steps) != (header, record.steps):
            return Report(name, refusal=RecordError("other-with-id", id=record.header.id))
        return Report(name, record.header.id)
    return Report(name, record.header.id, new=True)


def _read(name: str, data: bytes) -> Record:
    if not data.strip():
        raise RecordError("empty-file")
    for form in FORMATS:
        if form.recognises(data):
            record = form.read(name, data)
            if record.header.view is None:
                _verify(record)
            return record
    raise RecordError("unknown-format")


def _verify(record: Record) -> None:
    header = record.header
    try:
        verify(record)
    except Refused as error:
        sentence = words("replays")["tool"].get(error.why.code)
        notation = GAMES[header.game].notation(header.rules, "en")
        why = notation.refusal(error.why) if sentence is None else sentence.format(**error.why.values)
        raise RecordError("against-the-rules", why=why) from error

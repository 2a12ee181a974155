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
from replays.importers import liars_bar_llm, shared_file
from replays.importers.sources import sources
from replays.record import Record
from replays.redaction import redact
from replays.refusal import RecordError
from replays.store import Store
from replays.writing import AlreadyKept


class Format(Protocol):
    """One way to write matches down."""

    def recognises(self, data: bytes) -> bool:
        """A cheap guess whether this is written so, even if it is broken."""
        ...

    def read(self, name: str, data: bytes) -> Record:
        """Raises RecordError."""
        ...


FORMATS: Final[tuple[Format, ...]] = (shared_file, exchange, liars_bar_llm)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one source."""

    name: str
    id: str | None = None
    """None if it was refused."""
    refusal: RecordError | None = None
    new: bool = False
    """It was not in the store before."""
    fuller: bool = False
    """It took the place of a copy from which more was left out."""

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
        return _beside(store, name, record, store.load(record.header.id))
    return Report(name, record.header.id, new=True)


def _beside(store: Store, name: str, record: Record, kept: Record) -> Report:
    """What becomes of a match of which there is one here. A copy from which something was left out came in as this one
    does: it gives way to one that holds as much and more."""
    match_id = record.header.id
    if _same(record, kept) or _holds(kept, record):
        return Report(name, match_id)
    if not _holds(record, kept):
        code = "other-copy" if kept.header.redacted else "other-with-id"
        return Report(name, refusal=RecordError(code, id=match_id))
    store.replace(record)
    return Report(name, match_id, new=True, fuller=True)


def _holds(fuller: Record, less: Record) -> bool:
    """Whether one is the other with more."""
    gone = set(less.header.redacted)
    return set(fuller.header.redacted) < gone and _same(redact(fuller, gone), redact(less, ()))


def _same(one: Record, other: Record) -> bool:
    """Whatever the clocks said."""
    header = replace(one.header, created=other.header.created, ended=other.header.ended)
    return (header, one.steps) == (other.header, other.steps)


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

"""The ledger: step by step what was done, said, whispered and thought, and filters that need no judge.

    {columns: {done?, said?, whispered?, thought?}, note, filters: [{key, title, about, count, none}, ...],
     rows: [{step, round, seat, name, done: [{seat, text, secret}, ...], said: [{seat, name, text}, ...],
             whispered: [{seat, name, text, title?}, ...],
             thought: [{seat, name, kind, title, text, provenance, judge}, ...],
             marks: [{filter, text, at: {column, index, start, end} or null, step}, ...]}, ...]}

All strings are ready to be shown, as text and never as markup. `columns` are those in which anything stands. `step` is
the viewpoint's own count, in a mark that of the other step that its sentence names, or null; `seat` and `name` of a row
are null and empty where nobody acted. `start` and `end` are UTF-16 code units of the text at `index` of that column. A
`title` says that a text is a hint that the seat was given. `count` is how often a filter found something: one case may
mark several rows. It is null where there is nothing to look through; `none` says why, or that nothing was found.
`judge` are rows of `app.judged`, of which no filter knows. `note` says what this viewpoint cannot read, that nobody
whispered, or what was left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from agents.prompts.wording_files import table
from agents.recognise import LIES, PROMISES
from app import engine, watching
from app.ledger import lied, promised, spared
from app.ledger.match import Case, Json, Mark, Match, Words
from app.ledger.rows import row
from app.narrator import replay
from app.room.units import units
from app.saying import said
from app.scenes import SCENES
from app.scenes.deeds import Doing
from games.core import ANALYST, Viewer
from games.words import words
from replays.judgements import Judgement
from replays.record import Header, Record
from replays.refusal import shown
from replays.replay import Seen, as_seen

__all__ = ["telling", "told"]

TEXT: Final[dict[str, Any]] = words("app")["book"]


class Filter(NamedTuple):
    """What looks through a match."""

    find: Callable[[Match], Iterator[Case]]
    searched: Callable[[Match], bool]
    """Whether there is anything to look through."""


FILTERS: Final[Mapping[str, Filter]] = {
    "lied": Filter(lied.lied, lied.searched),
    "promised": Filter(promised.promised, promised.searched),
    "spared": Filter(spared.spared, spared.searched),
}
"""All of them are about plays that can be called."""
VERSIONS: Final = {"lied": table(LIES)["version"], "promised": table(PROMISES)["version"]}
"""Of the lists of words that they go by."""


def told(match_id: str, seat_text: str) -> Json:
    """The ledger of a match as the viewpoint of an address may read it now. Raises as `watching.told` does."""
    record = engine.store().load(match_id)
    kept = engine.store().judgements(match_id)
    return telling(record, watching.asked(record.header, seat_text), kept=kept)


def telling(
    record: Record,
    viewer: Viewer,
    seen: tuple[Sequence[Seen], Sequence[Json]] | None = None,
    kept: Sequence[Judgement] = (),
) -> Json:
    """The same of a match that is at hand; `seen` are the steps that this viewer saw and the frames that it was told,
    where somebody has them already, and `kept` are judgements about it.

    Raises RecordError for a viewer who may not watch it, and where the match cannot be refolded.
    """
    header = record.header
    steps, frames = _seen(record, viewer) if seen is None else seen
    names, scenes = [shown(name) for name in header.names], SCENES.get(header.game)
    round_of = said(header.game)["book"]["browser"]["round"]
    rows = [
        row(step, frame, names, scenes, kept, round_of.format(round=frame["round"]))
        for step, frame in zip(steps, frames, strict=True)
    ]
    found: list[Json] = []
    if scenes is not None:
        match = Match(header, viewer, steps, [frame["round"] for frame in frames], scenes)
        known = FILTERS if Doing.CALL in scenes.DOINGS else {}
        for key, (find, searched) in known.items():
            cases = list(find(match))
            found.append(_filter(key, len(cases) if searched(match) else None, header, viewer))
            for case in cases:
                for mark in case.marks:
                    rows[mark.at]["marks"].append(_mark(key, case, mark, rows, names))
    columns = {name: title for name, title in TEXT["column"].items() if any(row[name] for row in rows)}
    silent = "whispered" not in columns
    return {"columns": columns, "note": _note(header, viewer, silent=silent), "filters": found, "rows": rows}


def _seen(record: Record, viewer: Viewer) -> tuple[Sequence[Seen], Sequence[Json]]:
    steps = tuple(as_seen(record, viewer))
    return steps, replay(record, steps, viewer)


def _filter(key: str, count: int | None, header: Header, viewer: Viewer) -> Json:
    text = TEXT["filter"][key]
    none = text["unsearched"] if count is None else TEXT["none"]
    about = text["about"].format(version=VERSIONS.get(key))
    return {"key": key, "title": text["title"], "about": about, "count": count, "none": _for(viewer, none, header)}


def _mark(key: str, case: Case, mark: Mark, rows: Sequence[Json], names: Sequence[str]) -> Json:
    other = None if mark.other is None else rows[mark.other]["step"]
    values = {"name": names[case.seat], "partner": names[case.other], "step": other, **dict(mark.values)}
    at = None if mark.words is None else _at(rows[mark.at], mark.words)
    return {"filter": key, "text": TEXT["mark"][mark.key].format(**values), "at": at, "step": other}


def _at(row: Json, found: Words) -> Json:
    texts, at = [entry["text"] for entry in row[found.column]], units(found.text)
    place = {"column": found.column, "index": texts.index(found.text)}
    return place | {"start": at(found.start), "end": at(found.end)}


def _note(header: Header, viewer: Viewer, *, silent: bool) -> str:
    told = [_for(viewer, TEXT["note"], header), _for(viewer, TEXT["silent"], header) if silent else ""]
    return " ".join(filter(None, (*told, *watching.left_out(header))))


def _for(viewer: Viewer, text: Mapping[str, str], header: Header) -> str:
    """The sentence for this viewer."""
    if viewer is None or viewer == ANALYST:
        return text["public" if viewer is None else "all"]
    return text["seat"].format(name=shown(header.names[viewer]))

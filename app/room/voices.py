"""The reason that was given and the model's own thinking, apart, with the words in them that name the unfairness."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from agents.prompts.wording_files import table
from agents.recognise import LIST, named
from app.room.story import TEXT, Json, Story, asking
from app.room.units import units
from app.scenes import under
from games.decision import Provenance, Trace, TraceKind
from replays.offers import OfferRow, Result
from replays.record import Kind, Redacted
from replays.refusal import shown

VOICE: Final[dict[str, str]] = TEXT["voice"]
MISSING: Final[dict[str, Any]] = TEXT["voice"]["missing"]
NAMED: Final[dict[str, Any]] = TEXT["named"]
GROUPS: Final[tuple[str, ...]] = tuple(NAMED["group"])
KINDS: Final = (TraceKind.REASON, TraceKind.THINKING)


def voices(story: Story, row: OfferRow) -> list[Json]:
    """The reason, and the thinking; where one of them was not recorded it says so."""
    return [_voice(story, row, kind) for kind in KINDS]


def _voice(story: Story, row: OfferRow, kind: TraceKind) -> Json:
    traces = [trace for trace in row.traces if trace.kind is kind]
    written = [trace for trace in traces if trace.text]
    text = row.written(kind)
    at = units(text)
    title = kind if len(written) < 2 else f"{kind}_tries"
    if kind is TraceKind.THINKING and row.kind in (Kind.PERSON, Kind.SCRIPTED):
        title = "thoughts"
    return {
        "kind": kind.value,
        "title": VOICE[title].format(n=len(written)),
        "text": text,
        "provenance": TEXT["join"].join(dict.fromkeys(under.source(story.header, trace) for trace in written)),
        "hits": [
            {"start": at(hit.start), "end": at(hit.end), "group": hit.group, "denied": hit.denied}
            for hit in named(text, story.header.names)
        ],
        "missing": "" if text else _missing(story, row, kind, traces),
    }


def _missing(story: Story, row: OfferRow, kind: TraceKind, traces: Sequence[Trace]) -> str:
    if row.seq is None:
        return asking(story, row) or MISSING["not_asked"]
    left_out = story.left_out(Redacted.THOUGHTS)
    if left_out and row.kind is not Kind.SCRIPTED:
        return left_out
    if any(trace.provenance is Provenance.ENCRYPTED for trace in traces):
        return MISSING["encrypted"]
    told: dict[str, str] = MISSING[kind]
    if kind is TraceKind.REASON and row.result not in (Result.ACCEPT, Result.REFUSE):
        return told["unread" if _sent(row) else "unanswered"]
    return told[row.kind or Kind.MODEL]


def _sent(row: OfferRow) -> bool:
    """Whether anything came back."""
    return bool(row.calls and row.calls[-1].reply)


def names(spoken: Sequence[Json], row: OfferRow) -> Json:
    """What of it is named, counted; what is denied never counts."""
    rows = [(voice, _counts(voice)) for voice in spoken if voice["text"]]
    said = [*_sentences(rows)] or [NAMED["reply_only" if _sent(row) else "nothing_to_read"]]
    if any(hit["denied"] for voice, _ in rows for hit in voice["hits"]):
        said.append(NAMED["denied"])
    return {
        "columns": [NAMED["group"][group] for group in GROUPS],
        "rows": [{"title": NAMED[voice["kind"]], "counts": counts} for voice, counts in rows],
        "sentence": " ".join(said),
        "source": NAMED["source"].format(version=table(LIST)["version"]),
    }


def _counts(voice: Json) -> list[int]:
    found = Counter(hit["group"] for hit in voice["hits"] if not hit["denied"])
    return [found[group] for group in GROUPS]


def _sentences(rows: Sequence[tuple[Json, list[int]]]) -> Iterator[str]:
    for voice, counts in rows:
        what = [NAMED["what"][group] for group, count in zip(GROUPS, counts, strict=True) if count]
        first, last = TEXT["join"].join(what[:-1]), what[-1] if what else NAMED["none"]
        listed = TEXT["several"].format(first=first, last=last) if first else last
        yield NAMED[f"{voice['kind']}_names"].format(what=shown(listed))

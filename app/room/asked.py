"""One seat that was offered a tool, or invited to share one: what it read, knew and answered, and by which rule."""

from collections.abc import Iterable
from typing import Final

from app import calls, judged
from app.entries import notation_of
from app.figures import duration, listed
from app.people import character
from app.room.how import how, prompt
from app.room.offered import offered
from app.room.reply import reply
from app.room.sitting import seated
from app.room.story import TEXT, Json, Story, asking
from app.room.voices import names, voices
from games.secret_tools.course import FEWEST
from games.secret_tools.view import Observation
from games.words import words
from replays.judgements import Judgement
from replays.offers import OfferRow, Result, Role
from replays.record import Kind
from replays.replay import Seen

VERDICT: Final = TEXT["verdict"]
RULES: Final[dict[str, str]] = words("app")["tools"]["rule"]
ANSWERS: Final = (Result.ACCEPT, Result.REFUSE)


def asked(story: Story, row: OfferRow, kept: Iterable[Judgement]) -> Json:
    """Where the seat was not asked, all but the verdict says so. `kept` are all judgements about this match."""
    name = "" if row.seat is None else story.names[row.seat]
    seen, spoken = story.seen(row), voices(story, row)
    private = _private(row, seen)
    own = {"seat": None, "name": "", "who": ""} if row.seat is None else seated(story, row)
    return {
        "role": row.role.value,
        "title": _title(row, name),
        **own,
        "step": None if seen is None else seen.number,
        "offered": None if private is None else _offered(story, row, private),
        "knew": None if private is None or seen is None else _knew(story, row, private, seen),
        "verdict": _verdict(story, row, name),
        "reply": reply(story, row),
        "voices": spoken,
        "named": names(spoken, row),
        "judge": judged.told(one for one in kept if (one.seq, one.seat) == (row.seq, row.seat)),
        "how": how(story, row, private, seen),
    }


def _private(row: OfferRow, seen: Seen | None) -> Observation | None:
    """What the seat could see when it was asked."""
    if seen is None or row.seat is None:
        return None
    before = seen.before[1 + row.seat]
    assert isinstance(before, Observation)
    return before


def _title(row: OfferRow, name: str) -> str:
    if row.role is Role.OFFER:
        return TEXT["title" if row.seat is not None else "title_nobody"].format(name=name)
    return VERDICT["invited"][row.result].format(name=name)


def _offered(story: Story, row: OfferRow, o: Observation) -> Json:
    assert o.private is not None
    assert o.seat is not None
    return offered(story, row, o.private, o.seat)


def _knew(story: Story, row: OfferRow, o: Observation, seen: Seen) -> Json:
    """From the seat's own observation and from nothing else."""
    assert o.seat is not None
    known = {"facts": [], "cards": None} if story.scenes is None else story.scenes.knew(o.game, story.names)
    view = notation_of(story.header).view(o, story.names)
    title = TEXT["knew"]["title"].format(name=story.names[o.seat])
    return {"title": title, **known, "view": view, "prompt": prompt(row, seen)}


def _verdict(story: Story, row: OfferRow, name: str) -> Json:
    named = "" if row.named is None else story.names[row.named]
    told = VERDICT["title_asking"] if asking(story, row) else VERDICT["title"][row.result]
    if row.result is Result.ACCEPT and row.role is Role.OFFER:
        told = VERDICT["title_with"]
    contradicts = VERDICT["contradicts"][row.result] if row.contradicts and row.result in ANSWERS else ""
    return {
        "kind": row.result.value,
        "title": told.format(partner=named),
        "rule": " ".join(filter(None, _rule(story, row, name))),
        "contradicts": contradicts,
        "tries": _tries(row),
    }


def _rule(story: Story, row: OfferRow, name: str) -> list[str]:
    """By what it came to that, and how it is counted."""
    if row.result is Result.NOT_ASKED:
        return [asking(story, row) or _not_asked(story, name)]
    if row.result in ANSWERS:
        kind = row.kind or Kind.MODEL
        return [VERDICT["rule"][kind], character(row.player) if kind is Kind.SCRIPTED else ""]
    # That an answer was unclear says already what is wrong with it.
    failure = row.calls[-1].failure if row.calls and row.result is not Result.UNCLEAR else None
    return [RULES[row.result], "" if failure is None else calls.why(failure, name), VERDICT["counted"]]


def _not_asked(story: Story, name: str) -> str:
    told: dict[str, str] = story.text["room"]["verdict"]["not_asked"]
    tool = story.header.tool
    if story.header.stopped is not None or tool is None:
        return told["stopped"]
    if max(story.rounds, default=0) < tool.trigger:
        return told["over"].format(round=tool.trigger)
    dead = story.dead(tool.trigger)
    if tool.offer_to in dead:
        return told["dead"].format(name=name)
    return told["few" if len(story.names) - len(dead) < FEWEST else "late"]


def _tries(row: OfferRow) -> str:
    if row.seq is None:
        return ""
    if not row.calls:
        return VERDICT["once"] if row.tries == 1 else VERDICT["times"].format(n=row.tries)
    attempts = VERDICT["first"] if len(row.calls) == 1 else VERDICT["attempts"].format(n=len(row.calls))
    took = duration(sum(call.seconds for call in row.calls))
    return listed([attempts, "" if row.tries == 1 else VERDICT["times"].format(n=row.tries), took])

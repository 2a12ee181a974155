"""What one viewer is asked and told about a tool, as plain data: nothing of it reaches anybody else.

`private` is null for whoever is told nothing, as in a match without a tool. Else it is

    {ask, waiting, between, open}

`ask`: null, or what is asked now, at the seat's own `decision`:
    {kind: "offer" | "invitation", decision, title, text: [paragraph, ...],
     options: [{accept, title, action, partners: [{seat, name, action}, ...]}, ...], note}
     The options and the partners stand in the order drawn. `action` is what is sent for it; null where a partner has to
     be named first.
    {kind: "message" | "reply" | "note" | "letter", decision, title, text, limit, label, send, nothing, partner}
     `partner`: the name of who is written to, or writes in the open as well; "" for a note. What is sent is
     ["Write", {"text": ...}]. A letter is read by everybody.
`waiting`: a sentence where the seat waits for its partner; else empty.
`between`: {title, text: [line, ...], messages: [{seat, name, text}, ...]}: what the seat is told at every decision from
then on, and what was written, oldest first; null: nothing.
`open`: the same, of what everybody is told; what all know of a tool stands here alone, for its two as well.
"""

from collections.abc import Sequence
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from agents.prompts.told import Names
from app.saying import said
from games.core import Seat
from games.secret_tools.conditions import Condition
from games.secret_tools.state import ACTIVE, INVITE, OFFER, REPLY, Message, Standing
from games.secret_tools.view import Observation, Private
from games.words import words

TEXT: Final[dict[str, str]] = words("app")["tools"]["table"]
FOR_ALL: Final = frozenset({Condition.COACH, Condition.OPEN_TABLE})
"""Nothing that its two are told once it works is for them alone."""
OWN: Final = frozenset({Condition.CHANNEL, Condition.NOTES})
"""What is written stands in the seat's own frame; what everybody reads stands in the open one."""
Json = dict[str, Any]


def private(o: Any, texts: OfferTexts, names: Names) -> Json | None:
    """As said above; the names are ready to be shown. Whoever is told nothing sees the game alone."""
    if not isinstance(o, Observation) or (o.private is None and o.announced is None):
        return None
    opened = announced(o, texts, names)
    if o.seat is None or o.private is None:
        return {"ask": None, "waiting": "", "between": None, "open": opened}
    own = o.private
    frame = texts.frame(own, o.seat, names, deciding=o.seat in o.game.waiting_for)
    messages = own.messages if own.rules.condition in OWN else ()
    between = _panel(_between(own, names), frame, messages, names)
    if own.rules.condition in FOR_ALL and not own.rules.instruction:
        if own.standing is ACTIVE:
            between = None
        elif own.standing is Standing.STOPPED:
            opened, between = _panel(TEXT["open_standing"], frame, (), names), None
    return {"ask": _ask(o, own, texts, names), "waiting": _waiting(o, own, names), "between": between, "open": opened}


def announced(o: Any, texts: OfferTexts, names: Names) -> Json | None:
    """What everybody is told, whoever looks on; None while nothing is announced."""
    if not isinstance(o, Observation) or o.announced is None:
        return None
    told = texts.open_frame(o.announced, o.seat, names)
    return _panel(TEXT["open_standing"], told, o.announced.messages, names)


def _panel(title: str, text: str, messages: Sequence[Message], names: Names) -> Json | None:
    if not text:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    # What was written stands below, each on a line of its own; here it is told apart, so that it is seen whose it is.
    told = lines[: len(lines) - len(messages)]
    written = [{"seat": seat, "name": names[seat], "text": said} for seat, said in messages]
    return {"title": title, "text": told, "messages": written}


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


def _between(own: Private, names: Names) -> str:
    if own.rules.condition is Condition.NOTES:
        return TEXT["standing_notes"]
    return TEXT["standing_one"] if own.other is None else TEXT["standing"].format(name=names[own.other])


def _waiting(o: Observation, own: Private, names: Names) -> str:
    """Only those who take part are told that a partner is asked."""
    if own.other is None or o.seat in o.waiting_for or o.waiting_for == o.game.waiting_for:
        return ""
    what = "waiting_answer" if own.standing is Standing.INVITED else "waiting_reply"
    return TEXT[what].format(name=names[own.other])


def _ask(o: Observation, own: Private, texts: OfferTexts, names: Names) -> Json | None:
    if own.stage is None or o.seat is None:
        return None
    asked = texts.asked(own, o.seat, names)
    told = {"decision": o.decision, "text": _paragraphs(asked.text if asked is not None else "")}
    if own.stage in (OFFER, INVITE):
        return told | _offer(o.seat, own, names, said(texts.game)["tools"]["table"])
    return told | _message(own, names)


def _offer(seat: Seat, own: Private, names: Names, table: dict[str, str]) -> Json:
    """Both answers weigh the same: they differ in nothing but the word, and in what has to be named."""
    offered = own.stage is OFFER
    partners = [
        {"seat": other, "name": names[other], "action": ["Answer", {"accept": True, "partner": other}]}
        for other in own.names
    ]
    accept: Json = {"accept": True, "title": TEXT["accept"], "partners": partners}
    accept["action"] = None if offered else ["Answer", {"accept": True}]
    refuse = {"accept": False, "title": TEXT["refuse"], "partners": [], "action": ["Answer", {"accept": False}]}
    return {
        "kind": "offer" if offered else "invitation",
        "title": TEXT["heading" if offered else "heading_invited"].format(
            name=names[seat if offered else own.initiator]
        ),
        "options": [accept, refuse] if own.accept_first else [refuse, accept],
        "note": table["no_clock" if offered else "no_clock_invited"].format(name=names[own.initiator]),
    }


def _message(own: Private, names: Names) -> Json:
    condition, limit = own.rules.condition, own.rules.word_limit
    if condition is Condition.NOTES:
        own_words = {"label": TEXT["label_note"], "send": TEXT["keep"], "nothing": TEXT["keep_nothing"]}
        return own_words | {"kind": "note", "title": TEXT["note_title"], "limit": limit, "partner": ""}
    reply = own.stage is REPLY
    kind = "letter" if condition is Condition.OPEN_TABLE else "reply" if reply else "message"
    title = TEXT["open_title" if kind == "letter" else f"{kind}_title"]
    partner = "" if own.other is None else names[own.other]
    return {
        "kind": kind,
        "title": title.format(name=partner),
        "partner": partner,
        "limit": limit,
        "label": TEXT["label_message"],
        "send": TEXT["send"],
        "nothing": TEXT["send_nothing"],
    }

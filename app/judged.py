"""What judge models said of reasons and thoughts, in words: each time a model's opinion, and marked as one."""

from collections.abc import Iterable
from typing import Any, Final

from agents.addresses import told as plain
from agents.texts import one_line
from app.calls import why
from games.opinion import Opinion
from games.words import words
from replays.judgements import Judgement
from replays.refusal import shown

TEXT: Final[dict[str, Any]] = words("app")["judge"]
WHAT: Final[dict[str, str]] = words("app")["room"]["named"]["what"]
NAMED: Final = ("unfair", "harm", "secret")
"""What a judge is asked about; the word list has a group for each."""
QUOTED: Final = 300
"""Characters of a quotation: the text that it is from stands beside it."""
Json = dict[str, Any]


def told(kept: Iterable[Judgement]) -> list[Json]:
    """[{title, quote, note, kind: "reason" | "thinking", model}, ...], all ready to be shown, as text."""
    return [_one(one) for one in kept]


def what(groups: Iterable[str]) -> str:
    """What is named, in words; empty where nothing is."""
    return TEXT["join"].join(WHAT[group] for group in groups)


def named(opinion: Opinion) -> str:
    """The same of an opinion."""
    return what(one for one in NAMED if getattr(opinion, one))


def quotation(opinion: Opinion) -> str:
    """The words that it quotes; empty where it quotes none, or none that stand in the text."""
    return TEXT["quoted"].format(quote=shown(one_line(opinion.quote), most=QUOTED)) if opinion.quote else ""


def failed(one: Judgement) -> str:
    """Why there is no answer."""
    assert one.failure is not None
    return why(one.failure, TEXT["name"]) or shown(one.failure.code)


def _one(one: Judgement) -> Json:
    model, opinion, text = shown(plain(one.asked)), one.answer, TEXT[one.kind]
    if opinion is None:
        return _row(one, TEXT["failed"].format(model=model, text=text, why=failed(one)))
    found = named(opinion)
    title = TEXT["names" if found else "nothing"].format(model=model, text=text, what=found or what(NAMED))
    return _row(one, title, quotation(opinion), TEXT["invented"] if opinion.invented else "")


def _row(one: Judgement, title: str, quote: str = "", invented: str = "") -> Json:
    asked, served = shown(one.asked), shown(one.served)
    source = TEXT["source"].format(asked=asked, version=one.template)
    told = [TEXT["no_opinion" if one.answer is None else "opinion"], invented, source]
    if served not in ("", asked, plain(asked)):
        told.append(TEXT["served"].format(served=served))
    note = " ".join(filter(None, told))
    return {"title": title, "quote": quote, "note": note, "kind": one.kind.value, "model": asked}

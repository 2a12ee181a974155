"""The same offer in other matches, and the ways from this one to the next."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app import engine, gallery
from app.facts import minute
from replays.offer_list import By, Listed
from replays.offers import OfferRow, Result

TEXT: Final[dict[str, Any]] = gallery.TEXT["room"]
RUNS: Final = 3
"""Other matches that are shown."""
WAYS: Final = {"previous": -1, "next": 1}
Json = dict[str, Any]


def others(row: OfferRow) -> Json:
    """What goes into the room of the match of this offer. Whoever was never chosen has nothing of it.

    {same: {title, sentence, runs: [{verdict, text, match, label}, ...]} or null,
     walk: [{by: a `By`, text, previous: {label, match} or null, next: likewise}, ...]}
    """
    here = gallery.find(engine.store(), row.match)
    if here is None or here.kind is None:
        return {"same": None, "walk": []}
    return {"same": _same(here), "walk": list(_walks(here))}


def _same(here: Listed) -> Json:
    counted, what = gallery.counted(engine.store().tally(here.group)), TEXT["this"][here.kind]
    sentence = TEXT["sentence" if counted else "uncounted"].format(what=what, counted=counted)
    return {"title": TEXT["title"], "sentence": sentence, "runs": list(_runs(here))[:RUNS]}


def _runs(here: Listed) -> Iterator[Json]:
    """The newest with each other verdict."""
    store = engine.store()
    for result in Result:
        if result is not here.result:
            for one in store.offers(here.group._replace(result=result), limit=1):
                text = gallery.reason(one) or gallery.headline(one)
                yield {"verdict": one.result.value, "text": text, "match": one.match, "label": minute(one.created)}


def _walks(here: Listed) -> Iterator[Json]:
    """For each thing that others have in common with it: which of all these it is, and the ways to its neighbours."""
    for by in By:
        number, every = engine.store().place(here, by)
        if every > 1:
            words = TEXT["walk"][here.kind if by is By.PLAYER else by]
            ways = {way: _way(here, by, way, words) for way in WAYS}
            yield {"by": by.value, "text": words["place"].format(n=number, every=every)} | ways


def _way(here: Listed, by: By, way: str, words: Mapping[str, str]) -> Json | None:
    there = engine.store().neighbour(here, by, WAYS[way])
    return None if there is None else {"label": words[way], "match": there.match}

"""Below a kept match: the same deal under other conditions, to go to and, for whoever played it, to play."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app import engine
from app.seating import scripted_seats
from games.secret_tools.conditions import BASELINE, Condition, ToolRules
from replays.record import Header, Kind, Series, fresh_id
from replays.store import Store
from tests.app.arranged import GUEST, MARA, browse_as, seats, visitor, whole
from tests.app.reading import leads, links, press, said

Screen = Callable[..., AppTest]
TITLE = "The same deal under another condition"
LEADS = "Play the same deal"
SEED = 99


@pytest.fixture(autouse=True)
def mine(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


def keep(kept: Store, *people: int, **changes: object) -> Header:
    """A match that has ended, under no tool, whose seats of these numbers are this browser's."""
    record = whole(*seats(GUEST, MARA))
    header = replace(record.header, id=fresh_id(), seed=SEED, **({"tool": BASELINE} | changes))
    kept.save(replace(record, header=header))
    for seat in people:
        kept.claim(visitor("mine"), header.id, seat)
    return header


def offered(at: AppTest) -> bool:
    return LEADS in [button.label for button in at.button]


def test_whoever_played_plays_the_same_deal_under_another_condition(screen: Screen, kept: Store) -> None:
    header = keep(kept, 2)
    at = screen("watch", match=header.id, seat="all")
    assert TITLE in said(at)
    assert at.selectbox[0].options[0] == "Private channel"
    at.selectbox[0].set_value("hint").run()
    assert "Two seats are told the odds in secret" in said(at)
    press(at, LEADS)
    (new,) = [one for one in kept.page() if one.id != header.id]
    assert new.tool is not None
    assert (new.tool.condition, new.seed_known, kept.seed(new.id)) == (Condition.HINT, True, SEED)
    assert [one.name for one in new.seats] == [one.name for one in header.seats]
    assert kept.seats_of(visitor("mine"), new.id) == (2,)
    press(screen("watch", match=header.id), LEADS)
    assert len(kept.page()) == 3, "the channel is the first in the list, and a match of its own"


def test_nobody_else_can_and_so_it_is_not_shown(screen: Screen, kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    header = keep(kept, 2)
    browse_as(monkeypatch, "another")
    at = screen("watch", match=header.id)
    assert TITLE not in said(at)
    browse_as(monkeypatch, None)
    assert TITLE not in said(screen("watch", match=header.id))


@pytest.mark.parametrize(("host", "can"), [("mine", True), ("another", False)])
def test_without_people_whoever_has_opened_the_table_can(screen: Screen, kept: Store, host: str, can: bool) -> None:
    programs = tuple([replace(one, kind=Kind.SCRIPTED, player="random") for one in seats(GUEST)])
    match_id = engine.tables().open("liars_bar", "paper", programs, seed=3, host=visitor(host))
    engine.tables().settle(match_id)
    assert offered(screen("watch", match=match_id)) == can


def test_in_cleanup_it_is_the_same_luck(screen: Screen, kept: Store) -> None:
    programs = scripted_seats(("random",) * 4)
    match_id = engine.tables().open("cleanup", "paper", programs, seed=3, host=visitor("mine"))
    engine.tables().settle(match_id)
    at = screen("watch", match=match_id)
    assert "The same luck under another condition" in said(at)
    press(at, "Play with the same luck")


@pytest.mark.parametrize("over", [False, True])
def test_it_is_not_offered_as_long_as_a_series_goes_on(screen: Screen, kept: Store, over: bool) -> None:
    header = keep(kept, 2, series=Series("row", 1, 2))
    if over:
        kept.end_series("row")
    assert offered(screen("watch", match=header.id)) == over


def test_a_match_leads_to_the_same_deal_under_other_conditions(screen: Screen, kept: Store) -> None:
    plain = keep(kept)
    tooled = keep(kept, tool=ToolRules(condition=Condition.HINT, wording="V1"), created=plain.created + 1)
    for one, other, title in ((plain, tooled, "Hints for two"), (tooled, plain, "Nothing is offered")):
        at = screen("watch", match=one.id)
        (label,) = [link for link in links(at) if title in link]
        assert leads(at, label) == {"page": "watch", "match": other.id, "seat": "all"}
        assert not offered(at), "nobody at this browser played it"

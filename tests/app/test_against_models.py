"""In real Chromium: a person plays against models of which one dies, or stops them; all can be read afterwards."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from app import identity
from app.tables import Tables
from games.model import Limits, ModelSettings
from games.registry import GAMES
from replays.check import Verdict, check_all
from replays.record import Header, Kind, Origin, Seating, fresh_id
from replays.store import Store, now
from tests.app.faults import serious
from tests.app.serving import App, Person
from tests.standin import Answer, Asked, StandIn, answers

Visit = Callable[..., Person]
MODELS = {"Wren": "first-of-three", "Otis": "second-of-three", "Juno": "third-of-three"}
DEAD_AFTER = 1
"""So many questions the third of them answers."""
SEED = 13
"""Everybody but the person plays alike whenever this is run; the third model has to live until it fails."""
LIMITS = Limits(tokens=10**6)


@pytest.fixture
def three() -> Iterator[StandIn]:
    """A server of models; the third of them is gone after its first answers."""
    asked = 0

    def fate(question: Asked) -> Answer | None:
        nonlocal asked
        if question.model != MODELS["Juno"]:
            return None
        asked += 1
        return None if asked <= DEAD_AFTER else answers.drop()

    with StandIn(fate, models=tuple(MODELS.values())) as server:
        yield server


def models(server: StandIn) -> list[Seating]:
    return [
        Seating(name, Kind.MODEL, model, ModelSettings(model=f"openai/{model}", base_url=server.base_url))
        for name, model in MODELS.items()
    ]


def opened(app: App, server: StandIn) -> tuple[str, str]:
    """A match of a person and three models: its id and the way to the person's seat."""
    store = Store.open(app.folder)
    tables = Tables(store, pace=0)
    seats = [*models(server), Seating("Mara", Kind.PERSON, "Mara")]
    match_id = tables.open("liars_bar", "paper", seats, SEED, limits=LIMITS)
    path = identity.join_path(store.secret(), match_id, 3)
    tables.close()
    store.close()
    return match_id, path


def hosted(app: App, server: StandIn, person: Person) -> str:
    """A match of three models that this person has opened, as the first page would."""
    cookies = {str(one.get("name")): str(one.get("value")) for one in person.page.context.cookies()}
    rules = GAMES["liars_bar"].presets["paper"]
    header = Header(
        id=fresh_id(),
        game="liars_bar",
        preset="paper",
        rules=rules,
        version=GAMES["liars_bar"].build(rules).version,
        seats=tuple(models(server)),
        origin=Origin.TABLE,
        created=now(),
        seed=SEED,
        limits=LIMITS,
    )
    store = Store.open(app.folder)
    store.create(header, identity.person(cookies))
    store.close()
    return header.id


def test_a_person_plays_against_models_of_which_one_dies(visit: Visit, served: App, three: StandIn) -> None:
    match_id, way = opened(served, three)
    person = visit()
    person.go(way)
    person.at_table()
    person.hurry()
    stand_in = person.button("Let a scripted player sit in for Juno")
    while person.asked() and not stand_in.count():
        person.sees("a model")
        person.answer()
    person.sees("Nothing answers where Juno’s model should be.")
    assert serious(person.page) == []
    # Until the end nobody is told which model sits where.
    assert not any(model.encode() in sent for sent in person.received for model in MODELS.values())
    stand_in.click()
    expect(stand_in).to_have_count(0)
    person.sees("A scripted player (cautious) plays on for Juno.")
    person.play_out()
    used = person.page.locator(".used")
    for model in MODELS.values():
        expect(used).to_contain_text(model)
    assert serious(person.page) == []

    person.page.get_by_role("link", name="Watch the replay").click()
    player = person.page.locator("[data-steps]")
    expect(player).to_have_attribute("data-state", "ready")
    now_ = player.locator("li[data-row][aria-current=step]")
    forced = "Nothing answers where Juno’s model should be. The table acted for Juno."
    for _ in range(int(player.get_attribute("data-steps") or 0)):
        if now_.get_by_text(forced).count():
            break
        person.page.keyboard.press("ArrowRight")
    now_.get_by_role("button", name=re.compile("^How it was asked: Juno, 3 tries")).click()
    dialog = player.get_by_role("dialog")
    expect(dialog.get_by_text("It sent nothing back.")).to_have_count(3)
    person.page.keyboard.press("Escape")
    while not now_.get_by_role("button", name=re.compile("^How it was asked: (Wren|Otis), 1 try")).count():
        person.page.keyboard.press("ArrowLeft")
    now_.get_by_role("button", name=re.compile("^How it was asked")).click()
    expect(dialog.locator(".reply")).to_contain_text('"move"')
    dialog.locator("summary", has_text="What it was told first").click()
    expect(dialog.locator(".raw").first).to_contain_text("revolver")
    assert (person.foreign, person.alarms) == ([], [])
    store = Store.open(served.folder)
    header = store.header(match_id)
    assert [one.seat for one in header.substitutions] == [2]
    assert {finding.verdict for finding in check_all(store)} == {Verdict.SAME}
    store.close()


def test_whoever_has_opened_a_match_of_models_watches_what_they_use_and_stops_them(visit: Visit, served: App) -> None:
    person = visit()
    person.go()
    with StandIn(models=tuple(MODELS.values()), delay=0.2) as server:
        match_id = hosted(served, server, person)
        person.go(f"/table?match={match_id}")
        person.at_table()
        person.sees(re.compile(r"[1-9]\d* calls?, [\d,]+ tokens"))
        person.sees("first-of-three")
        assert serious(person.page) == []
        link = person.page.get_by_role("link", name="See how each decision was made")
        expect(link).to_have_attribute("href", f"/watch?match={match_id}&seat=all")
        person.button("Leave").click()
        person.button("Stop the match").click()
        assert serious(person.page) == []
        person.button("Stop it for good").click()
        person.becomes("ended", "yes")
        expect(person.page.get_by_role("heading", name="The match was stopped")).to_be_visible()
        server.until(lambda there: there.in_flight == 0)
        asked = len(server.asked)
        expect(person.page.locator(".used")).to_contain_text("All together")
        person.page.get_by_role("link", name="Watch the replay").click()
        player = person.page.locator("[data-steps]")
        expect(player).to_have_attribute("data-state", "ready")
        person.page.keyboard.press("End")
        expect(player.locator(".outcome")).to_contain_text("The match was stopped")
        assert len(server.asked) == asked
    assert (person.foreign, person.alarms) == ([], [])

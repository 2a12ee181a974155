"""Models on the first page in real Chromium: a typed key stays in its tab, and the page can be read on any screen."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from agents.discovery import SERVERS
from tests.app.faults import serious_in_both
from tests.app.serving import App, Person
from tests.standin import Answer, Asked, StandIn, answers

Visit = Callable[..., Person]
PLANTED = "sk-planted-5f3a9c77e1d2b8"
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .some(part => part.scrollWidth > part.clientWidth)"""


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with StandIn(models=("open", "Qwen/Qwen3-8B"), owner="vllm") as here:
        yield here


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, server: StandIn) -> Iterator[App]:
    """An app that is told of the server by its environment."""
    app = App(tmp_path_factory.mktemp("data"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(SERVERS, server.url)
        app.start()
        yield app
        app.stop()


def set_table(person: Person) -> None:
    person.go()
    person.page.get_by_text("Set the table").click()


def chair(person: Person, seat: int) -> Locator:
    return person.page.locator(f".st-key-chair-{seat}")


def seat_model(person: Person, seat: int) -> None:
    chair(person, seat).get_by_role("radio", name="Model").click()
    expect(chair(person, seat).get_by_role("button", name="Test this model")).to_be_visible()
    person.settle()


def choose(person: Person, seat: int, model: str) -> None:
    pick(person, chair(person, seat).get_by_role("combobox"), model)


def pick(person: Person, field: Locator, typed: str) -> None:
    field.fill(typed)
    field.press("Enter")
    person.settle()


def try_out(person: Person, told: str) -> None:
    """Test the first model, and wait for what comes of it: the first time LiteLLM is loaded."""
    person.button("Test this model").first.click()
    expect(person.page.get_by_text(re.compile(told))).to_be_visible(timeout=60_000)


def echo(asked: Asked) -> Answer | None:
    """A server that tells the key it was sent to everybody who reads its errors."""
    return answers.broken(f"Bad key {asked.key} in {asked.headers['authorization']}")


def test_a_typed_key_is_found_nowhere(visit: Visit, app: App, server: StandIn) -> None:
    with StandIn(echo, models=("guarded",), key=PLANTED) as locked:
        person = visit(app)
        addresses: list[str] = []
        person.page.on("request", lambda request: addresses.append(request.url))
        set_table(person)
        seat_model(person, 0)
        person.page.get_by_text(re.compile("^Models you can use")).click()
        person.page.get_by_label("Add a server by its address").fill(f"127.0.0.1:{locked.port}")
        person.button("Add").click()
        person.sees(f"A server at 127.0.0.1:{locked.port} asks for a key. Type it below.")
        person.settle()
        pick(person, person.page.get_by_role("combobox", name="Key for"), f"127.0.0.1:{locked.port}")
        person.page.get_by_label("Key", exact=True).fill(PLANTED)
        person.button("Use this key").click()
        expect(person.button(re.compile(f"^Forget the key for 127.0.0.1:.?{locked.port}$"))).to_be_visible()
        expect(person.page.get_by_label("Key", exact=True)).to_have_value("")
        choose(person, 0, "guarded")
        try_out(person, "^Something is broken at")
        person.sees(re.compile("^What came back:.? Bad key"))
        assert {one.key for one in locked.asked} == {PLANTED}
        told = [person.page.content()]
        locked.answers = ()
        person.button("Sit down at this table").click()
        person.page.wait_for_url(re.compile(r"/table\?match="))
        person.at_table()
        person.asked()
        told += [person.page.content(), person.page.url, *addresses]
        # What the browser keeps, what another session is sent after a reload, and what another browser sees.
        told.append(str(person.page.context.storage_state()))
        person.go()
        told.append(person.page.content())
        set_table(person)
        seat_model(person, 0)
        expect(person.page.get_by_text("Forget the key")).to_have_count(0)
        told.append(person.page.content())
        other = visit(app)
        other.go("/matches")
        told.append(other.page.content())
        for one in (person, other):
            told += [frame.decode("utf-8", "replace") for frame in one.received]
        assert PLANTED not in "".join(map(str, (one.headers for one in server.asked)))
    app.stop()
    assert app.process is not None
    assert app.process.stdout is not None
    told.append(app.process.stdout.read())
    assert [text for text in told if PLANTED in text] == []
    files = [file for file in Path(app.folder).rglob("*") if file.is_file()]
    assert any(b"guarded" in file.read_bytes() for file in files)
    assert [file for file in files if PLANTED.encode() in file.read_bytes()] == []
    app.start()


def test_seats_for_models_can_be_read_on_a_phone_and_on_a_desk(visit: Visit, app: App) -> None:
    person = visit(app)
    set_table(person)
    expect(person.page.get_by_text("Models you can use")).to_have_count(0)
    seat_model(person, 0)
    choose(person, 0, "open")
    try_out(person, "^It works:.? it answered")
    seat_model(person, 1)
    choose(person, 1, "no-such-name")
    person.sees(re.compile("is no model’s name"))
    person.page.get_by_text(re.compile("^Models you can use")).click()
    person.sees(re.compile("^No key for OpenAI"))
    for width in (390, 1280):
        person.page.set_viewport_size({"width": width, "height": 900})
        assert not person.page.evaluate(SIDEWAYS)
        assert serious_in_both(person.page) == []
        chair(person, 0).get_by_role("button", name="How it is asked").click()
        expect(person.page.get_by_role("textbox", name="Who it is told to be")).to_be_in_viewport()
        assert not person.page.evaluate(SIDEWAYS)
        assert serious_in_both(person.page) == []
        person.page.keyboard.press("Escape")
    assert person.foreign == []


def test_a_match_of_models_is_started_and_watched(visit: Visit, app: App, server: StandIn) -> None:
    person = visit(app)
    set_table(person)
    for seat in range(4):
        seat_model(person, seat)
    expect(person.button("Sit down and play")).to_have_count(0)
    person.button("Start and watch").first.click()
    person.page.wait_for_url(re.compile(r"/table\?match=[0-9a-z]+$"))
    person.becomes("state", "open")
    person.becomes("number", re.compile(r"^\d\d"))
    person.go("/matches")
    person.sees(re.compile(r"\(model: open\)"))

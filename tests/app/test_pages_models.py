"""Seats for models on the first page, without a browser: real servers, the real path, and keys that stay where they are
typed."""

import os
import socket
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from agents import discovery
from agents.failures import Code
from agents.providers import providers
from app import engine, places
from app.seating import by_lot
from app.trial import verdict
from app.ui import limits
from games.decision import Decision
from games.failure import Failure
from games.model import Limits, ModelSettings
from games.words import words
from replays.record import Kind, Seating
from replays.store import Store
from tests.app.arranged import browse_as, visitor
from tests.app.reading import box, clean, press, said, sent
from tests.standin import StandIn, answers

Screen = Callable[..., AppTest]
PLANTED = "sk-planted-0123456789abcdef"
TEXT: dict[str, Any] = words("app")["models"]


@pytest.fixture(autouse=True)
def browser_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    browse_as(monkeypatch, "mine")


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """The only models there are."""
    for name in (name for one in providers().values() for name in one.variables):
        monkeypatch.delenv(name, raising=False)
    # However busy this computer is.
    monkeypatch.setattr(discovery, "PATIENCE", 20.0)
    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setattr(discovery, "USUAL", {"ollama": door.getsockname()[1]})
    with StandIn(models=("Qwen/Qwen3-8B", "tiny"), owner="vllm") as here:
        monkeypatch.setenv(discovery.SERVERS, here.url)
        yield here


def seat(at: AppTest, *seats: int) -> AppTest:
    for one in seats:
        at.segmented_control(key="own-kind" if one == 3 else f"kind-{one}").set_value(Kind.MODEL).run()
    return at


def choose(at: AppTest, seat: int, model: str) -> AppTest:
    """From the list, or typed."""
    field = at.selectbox(key=f"model-{seat}")
    # A browser sends what is typed in place of an option.
    field.options.append(model)
    return field.set_value(model).run()


def refused(at: AppTest) -> list[str]:
    return [clean(error.value) for error in at.error]


def add(at: AppTest, address: str) -> AppTest:
    at.text_input(key="new-server").set_value(address)
    return press(at, "Add")


def type_key(at: AppTest, place: str, key: str) -> AppTest:
    at.selectbox(key="key-for").set_value(place)
    at.text_input(key="new-key").set_value(key)
    return press(at, "Use this key")


def test_whoever_wants_no_model_sees_and_waits_for_nothing_of_them(screen: Screen, server: StandIn) -> None:
    at = screen()
    assert "Models you can use" not in sent(at)
    assert "What the models may use" not in sent(at)
    assert "Test this model" not in sent(at)
    assert server.listed == 0
    press(at, "Sit down and play")
    (header,) = engine.store().page()
    assert header.limits is None
    assert server.listed == 0


def test_a_model_takes_a_seat_with_what_does_for_most(screen: Screen, kept: Store, server: StandIn) -> None:
    at = seat(screen(), 0)
    assert at.selectbox(key="model-0").options == ["Qwen/Qwen3-8B · vLLM", "tiny · vLLM"]
    assert "vLLM: 2 models, at 127.0.0.1" in said(at)
    assert "model: Qwen/Qwen3-8B" in said(at)
    press(at, "Sit down and play")
    (header,) = kept.page()
    assert [one.kind for one in header.seats] == [Kind.MODEL, Kind.SCRIPTED, Kind.SCRIPTED, Kind.PERSON]
    assert (header.seats[0].name, header.seats[0].player) == ("Wren", "Qwen/Qwen3-8B")
    assert header.seats[0].settings == ModelSettings(model="hosted_vllm/Qwen/Qwen3-8B", base_url=server.base_url)
    assert header.limits == Limits(money=limits.MONEY, tokens=limits.TOKENS, seconds=limits.SECONDS)
    assert (header.models_shown, header.concealed) == (False, True)
    assert kept.host(header.id) == visitor("mine")
    at.switch_page("screens/matches.py").run()
    assert "Wren (a model)" in said(at)
    assert "Qwen" not in sent(at)


def test_models_are_dealt_to_their_seats_by_lot_unless_they_are_shown(
    screen: Screen, kept: Store, server: StandIn
) -> None:
    at = seat(screen(), 0, 1)
    assert "model: " not in said(at)
    assert "dealt to their seats by lot" in said(at)
    at.checkbox(key="models-shown").set_value(True).run()
    assert "model: Qwen/Qwen3-8B" in said(at)
    assert "dealt to their seats by lot" not in said(at)
    seats = [Seating(name, Kind.MODEL, name, ModelSettings(model=f"openai/{name}")) for name in ("a", "b", "c")]
    seats.insert(1, Seating("Mara", Kind.PERSON, "Mara"))
    drawn = {by_lot(seats) for _ in range(60)}
    assert {tuple(one.name for one in table) for table in drawn} == {("a", "Mara", "b", "c")}
    assert {tuple(one.player for one in table) for table in drawn} == {
        (first, "Mara", *rest) for first, *rest in permutations("abc")
    }
    assert all(one.settings is None or one.settings.model == f"openai/{one.player}" for table in drawn for one in table)


def test_how_it_is_asked_and_what_it_may_use_are_taken(screen: Screen, kept: Store, server: StandIn) -> None:
    at = seat(screen(), 1)
    choose(at, 1, f"hosted_vllm/tiny@{server.base_url}")
    at.number_input(key="temperature-1").set_value(0.3).run()
    at.number_input(key="thinking-1").set_value(2048).run()
    at.text_area(key="persona-1").set_value(" You are careful. ").run()
    at.checkbox(key="impressions-1").set_value(True).run()
    at.number_input(key="limit-money").set_value(0.25).run()
    at.session_state["limit-tokens"] = None
    at.number_input(key="limit-seconds").set_value(30.0).run()
    at.checkbox(key="models-shown").set_value(True).run()
    press(at, "Sit down at this table")
    (header,) = kept.page()
    assert header.seats[1].settings == ModelSettings(
        model="hosted_vllm/tiny",
        base_url=server.base_url,
        temperature=0.3,
        thinking=2048,
        persona="You are careful.",
        impressions=True,
    )
    assert header.limits == Limits(money=0.25, tokens=None, seconds=30.0)
    assert (header.models_shown, header.concealed) == (True, False)
    at.switch_page("screens/matches.py").run()
    assert "Otis (model: tiny)" in said(at)


def test_a_match_of_models_is_started_and_watched(screen: Screen, kept: Store, server: StandIn) -> None:
    at = seat(screen(), 0, 1, 2, 3)
    assert "Pike" in said(at)
    assert "Guest" not in sent(at)
    at.button(key="sit").click().run()
    (header,) = kept.page()
    assert at.button == []
    assert dict(at.query_params) == {"match": header.id}
    assert not header.people
    assert kept.host(header.id) == visitor("mine")
    assert kept.seats_of(visitor("mine"), header.id) == ()
    # It plays by itself.
    server.until(lambda one: one.asked)
    at.switch_page("screens/play.py").run()
    assert "With Wren, Otis, Juno and Pike, since" in said(at)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("gpt-4.1", "“gpt-4.1” is no model’s name. Choose one from the list"),
        ("openai/<b>", "This name will not do"),
        ("openai/m@http://mara:secret@127.0.0.1", "Leave the name and password out"),
        ("openai/m@http://127.0.0.1/v1?key=secret", "Leave out of the address what stands behind"),
    ],
)
def test_a_typed_model_that_will_not_do_is_refused_at_its_seat(
    screen: Screen, kept: Store, typed: str, why: str
) -> None:
    at = seat(screen(), 0)
    choose(at, 0, typed)
    (told,) = [clean(error.value) for error in box(at, "chair-0").error]
    assert told.startswith(why)
    assert at.button(key="test-0").disabled
    assert "no model chosen yet" in said(at)
    press(at, "Sit down and play")
    assert "Seat 1 has no model yet. Choose one, or type its name." in said(at)
    assert kept.page() == []


def test_a_typed_name_is_the_listed_model_that_is_called_so(screen: Screen, kept: Store, server: StandIn) -> None:
    at = seat(screen(), 0, 1)
    choose(at, 0, "TINY")
    choose(at, 1, "mistral/mistral-small-latest")
    at.checkbox(key="models-shown").set_value(True).run()
    assert not at.error
    press(at, "Sit down and play")
    (header,) = kept.page()
    settings = [one.settings for one in header.seats[:2]]
    assert settings[0] == ModelSettings(model="hosted_vllm/tiny", base_url=server.base_url)
    assert settings[1] == ModelSettings(model="mistral/mistral-small-latest")


def test_where_nothing_can_be_used_it_is_said_what_to_do(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(discovery.SERVERS)
    at = seat(screen(), 0)
    assert "No model can be used yet. Below is what to do." in said(at)
    assert "undertable serve MODEL" in said(at)
    assert "No key for OpenAI, Anthropic, " in said(at)
    assert [one.proto.expanded for one in at.expander if one.label == TEXT["usable"]] == [True]


def test_an_address_of_the_environment_that_will_not_do_is_told(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(discovery.SERVERS, "http://mara:s3cret@127.0.0.1:9")
    at = seat(screen(), 0)
    assert "UNDERTABLE_SERVERS names an address that will not do: Leave the name and password out" in said(at)
    assert "s3cret" not in sent(at)


@pytest.mark.parametrize(
    ("address", "why"),
    [("nonsense here", "http://"), ("http://a:b@c", "password"), ("http://c?key=s3cret", "behind ?")],
)
def test_an_address_that_will_not_do_is_not_added(screen: Screen, address: str, why: str) -> None:
    at = add(seat(screen(), 0), address)
    assert [why in told for told in refused(at)] == [True]
    assert "s3cret" not in sent(at)


def test_a_server_is_added_by_its_address_and_taken_off_again(screen: Screen) -> None:
    with StandIn(models=("other",)) as more:
        at = add(seat(screen(), 0), f"127.0.0.1:{more.port}/v1/chat/completions")
        assert f"other · 127.0.0.1:{more.port}" in at.selectbox(key="model-0").options
        press(at, "Take it off the list")
        assert len(at.selectbox(key="model-0").options) == 2


def test_a_typed_key_opens_its_server_and_is_sent_to_nobody_else(screen: Screen, kept: Store, server: StandIn) -> None:
    with StandIn(models=("guarded",), key=PLANTED) as locked:
        at = add(seat(screen(), 0), locked.url)
        assert f"127.0.0.1:{locked.port} asks for a key. Type it below." in said(at)
        assert at.selectbox(key="key-for").value == locked.base_url
        type_key(at, locked.base_url, "sk-wrong")
        assert "does not accept the key that was typed" in said(at)
        type_key(at, locked.base_url, PLANTED)
        assert f"guarded · 127.0.0.1:{locked.port}" in at.selectbox(key="model-0").options
        choose(at, 0, "guarded")
        at.button(key="test-0").click().run()
        assert next(clean(one.value) for one in at.success).startswith("It works: it answered a real question")
        assert PLANTED not in sent(at) + said(at)
        for other in (1, 2, 3):
            choose(seat(at, other), other, "guarded")
        at.button(key="sit").click().run()
        (header,) = kept.page()
        locked.until(lambda one: len(one.asked) > 1)
        assert {one.key for one in locked.asked} == {PLANTED}
    assert PLANTED not in "".join(str(one.headers) for one in server.asked)
    assert PLANTED not in repr(header)
    assert PLANTED not in repr(kept.load(header.id))
    assert PLANTED not in str(os.environ)
    written = [file.read_bytes() for file in Path(os.environ[places.VARIABLE]).rglob("*") if file.is_file()]
    assert any(header.id.encode() in one for one in written)
    assert not any(PLANTED.encode() in one for one in written)


def test_a_key_can_be_forgotten_and_an_odd_one_is_not_taken(screen: Screen) -> None:
    at = type_key(seat(screen(), 0), "openai", "two words")
    assert refused(at) == [TEXT["key_odd"]]
    type_key(at, "mistral", PLANTED)
    assert "with the key you typed" in said(at)
    assert any(option.endswith("· Mistral") for option in at.selectbox(key="model-0").options)
    press(at, "Forget the key for Mistral")
    assert not any(option.endswith("· Mistral") for option in at.selectbox(key="model-0").options)
    assert PLANTED not in sent(at)


def test_another_tab_knows_nothing_of_a_typed_key(screen: Screen) -> None:
    type_key(seat(screen(), 0), "mistral", PLANTED)
    assert "Forget the key" not in sent(seat(screen(), 0))


TROUBLES = {
    "no key": (answers.no_key(), "asks for a key, and there is none"),
    "no model": (answers.no_model(), "knows no model called hosted_vllm/Qwen/Qwen3-8B"),
    "quota": (answers.no_quota(), "is used up"),
    "refusal": (answers.refusal(), "The provider declined to answer"),
    "prose": (answers.text("I lay one card."), "not in the form that was asked for"),
    "thinking only": (answers.thinking_only(), "It answered with nothing"),
}


@pytest.mark.parametrize(("answer", "why"), TROUBLES.values(), ids=TROUBLES)
def test_a_test_says_in_plain_words_what_is_wrong(
    screen: Screen, server: StandIn, answer: answers.Answer, why: str
) -> None:
    at = seat(screen(), 0)
    server.answers = lambda _: answer
    at.button(key="test-0").click().run()
    (told,) = refused(at)
    assert why in told
    assert not at.success
    # What it was tested with is what is shown: another choice takes it away.
    at.number_input(key="temperature-0").set_value(0.1).run()
    assert not at.error


def test_a_test_tells_time_tokens_price_and_form(screen: Screen, server: StandIn) -> None:
    at = seat(screen(), 0)
    at.button(key="test-0").click().run()
    assert len(server.asked) == 1
    assert len(server.asked[0].schema["properties"]["move"]["enum"]) > 1
    assert "tokens read, " in said(at)
    assert TEXT["cost_none"] in said(at)
    assert TEXT["form"]["schema"] in said(at)
    server.answers = [answers.text("{}"), None]
    at.button(key="test-0").click().run()
    assert next(clean(one.value) for one in at.success).startswith("It works, but only at try 2: ")


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("keyed", [True, False])
def test_every_failure_has_a_sentence_for_the_table_and_one_for_a_test(code: Code, *, keyed: bool) -> None:
    failed = Decision(None, failure=Failure(code, "<b>what came</b>"))
    settings = ModelSettings(model="openai/gpt-4.1")
    told = verdict(failed, settings, 30, keyed=keyed)
    assert not told.works
    assert "{" not in told.said
    assert words("app")["failure"][code].format(name="Wren").startswith(("Wren’s", "Wren ", "Nothing", "The ", "Where"))
    assert ("OpenAI" in told.said) is (code in (Code.NO_ROUTE, Code.SERVER, Code.NO_KEY, Code.NO_MODEL, Code.QUOTA))

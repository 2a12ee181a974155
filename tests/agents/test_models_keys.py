"""Keys: which one is sent where, and that none is ever found again in what a call leaves behind."""

import asyncio
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.completion import Completion
from agents.failures import Code
from agents.models import LOG_IN, Models, _litellm
from agents.request import ADDRESSED
from games.model import ModelSettings
from tests.agents.calling import KEY, asked_at, call, complete, every_server
from tests.standin import Answer, Asked, StandIn, answers

pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
ENVIRONMENT_KEY = "aBcD-from-the-environment-0123456789"
ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, logging
from agents.models import Models
from games.model import Message, ModelSettings

async def main():
    models = Models(lambda settings: "{key}")
    for prefix in ("openai", "hosted_vllm"):
        settings = ModelSettings(model=prefix + "/tiny", base_url="{url}")
        calls = [models.complete(settings, [Message("user", "?")], {{}}, seed=1, seconds=9) for _ in range({times})]
        await asyncio.gather(*calls)

logging.basicConfig(level=logging.INFO)
asyncio.run(main())
"""
ECHOES: dict[str, Answer] = {
    "reply": answers.text(f"The key is {KEY}, is it not? {KEY}"),
    "end of a long reply": answers.text("x" * (200_000 - len(KEY) // 2) + KEY),
    "thinking": answers.thinking(f"Hm, {KEY}."),
    "model": answers.other_model(f"model-{KEY}"),
    "finish": Answer(change=lambda body: answers.finished(body, f"stop {KEY}")),
    "refusal": answers.refusal(f"I will not say {KEY}."),
    "everything": Answer(
        change=lambda body: (
            answers.message(body, content=KEY, reasoning=KEY, name=KEY, function_call={"name": KEY, "arguments": KEY})
            | {"id": KEY, "model": KEY, "system_fingerprint": KEY, "service_tier": KEY, KEY: KEY}
        )
    ),
    "strange types": Answer(change=lambda body: body | {"id": [KEY], "created": KEY, "model": {KEY: KEY}}),
    "wrong choices": Answer(change=lambda body: body | {"choices": [KEY, {"message": KEY}]}),
    "401": answers.no_key(f"Incorrect API key provided: {KEY}. You can find yours elsewhere."),
    "401, masked": answers.no_key(f"Incorrect API key provided: {KEY[:8]}********{KEY[-4:]}."),
    "cut within the key": answers.error(500, "y" * (290) + KEY),
    "escaped": Answer(status=500, body=b'{"error": {"message": "\\u0073' + KEY[1:].encode() + b'"}}'),
    "403": answers.error(403, KEY),
    "404": answers.no_model(f"The model {KEY} does not exist."),
    "400": answers.error(400, f"Bearer {KEY} is no request."),
    "quota": answers.error(429, f"insufficient_quota for {KEY}", code=KEY, kind=KEY),
    "headers": Answer(status=500, headers={"x-echo": KEY, "retry-after": KEY, "x-request-id": KEY}, body=KEY.encode()),
    "a header": Answer(headers={"x-echo": KEY, "openai-organization": KEY, "x-request-id": KEY}),
    "web page": Answer(kind="text/html", body=f"<html>{KEY}</html>".encode()),
    "half a JSON": Answer(body=f'{{"id": "{KEY}", "choices": [{{"mess'.encode()),
    "text": Answer(kind="text/plain", body=KEY.encode()),
}


def no_trace(*texts: str) -> None:
    """Not even a part of a key that is long enough to search for the rest."""
    for secret in (KEY, ENVIRONMENT_KEY):
        for at in range(len(secret) - 9):
            assert not any(secret[at : at + 10] in text for text in texts)


@pytest.fixture
def nothing_leaks(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[list[Completion]]:
    """Whatever is put into the list, the logs and the terminal are searched for keys afterwards."""
    caplog.set_level(logging.DEBUG)
    completions: list[Completion] = []
    yield completions
    assert completions
    assert capfd.readouterr() == ("", "")
    no_trace(*map(repr, completions), caplog.text, *(repr(vars(record)) for record in caplog.records))


@every_server
@pytest.mark.parametrize("name", ECHOES)
def test_a_key_that_is_echoed_is_nowhere(prefix: str, name: str, nothing_leaks: list[Completion]) -> None:
    with StandIn([ECHOES[name]]) as server:
        nothing_leaks.append(call(server, prefix))
        assert all(asked.key == KEY for asked in server.asked)


def test_a_process_that_is_answered_with_its_key_writes_it_nowhere() -> None:
    """Warnings go where no test within pytest can see them."""
    with StandIn([*ECHOES.values()] * 2) as server:
        program = PROGRAM.format(url=server.base_url, key=KEY, times=len(ECHOES))
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
        assert len(server.asked) >= len(ECHOES) * 2
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_key_of_the_environment_is_sent_to_its_provider_and_is_nowhere(
    monkeypatch: pytest.MonkeyPatch, nothing_leaks: list[Completion]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", ENVIRONMENT_KEY)
    with StandIn([answers.text(f"It is {ENVIRONMENT_KEY}."), answers.no_key(f"Not {ENVIRONMENT_KEY}.")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        models = Models()
        nothing_leaks += [asyncio.run(complete(models, ModelSettings(model="openai/gpt-4.1-mini"))) for _ in range(2)]
        assert [asked.key for asked in server.asked] == [ENVIRONMENT_KEY] * 2
    assert [completion.text for completion in nothing_leaks] == ["It is [key].", ""]


@every_server
def test_no_key_of_the_environment_goes_to_an_address(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI", "HOSTED_VLLM", "OLLAMA", "ANTHROPIC"):
        monkeypatch.setenv(f"{name}_API_KEY", ENVIRONMENT_KEY)
    with StandIn() as server:
        for model in (f"{prefix}/tiny", "mistral/x", "xai/grok-4.5", "deepseek/x"):
            asyncio.run(complete(Models(), asked_at(server, model=model)))
        asked = server.asked
    assert len(asked) == 4
    assert not any(ENVIRONMENT_KEY in str(one.headers) for one in asked)


CREDENTIALS = re.compile("KEY|TOKEN|SECRET|CREDENTIAL|PASSWORD|AUTH|USER|ORG|PROJECT|TENANT")
SETTINGS = re.compile("TIKTOKEN|DEFAULT|MAX|URL|BASE|HOST|TTL|COUNT|_PATH|SIZE|^LITELLM")
"""Variables that hold no credential, and would lead elsewhere."""


def test_nothing_of_the_environment_goes_to_an_address_whoever_it_is_meant_for(monkeypatch: pytest.MonkeyPatch) -> None:
    litellm = _litellm()
    home = Path(litellm.__file__).parent
    found = [path.read_text() for room in (home, home.parent / "openai") for path in room.rglob("*.py")]
    names = {name for text in found for name in re.findall(r'"([A-Z][A-Z0-9_]{3,})"', text)}
    planted = [name for name in names if CREDENTIALS.search(name) and not SETTINGS.search(name)]
    assert {"GIGACHAT_ACCESS_TOKEN", "WATSONX_TOKEN", "AZURE_OPENAI_AD_TOKEN", "OPENAI_ORG_ID"} <= set(planted)
    for name in planted:
        monkeypatch.setenv(name, f"{ENVIRONMENT_KEY}-{name}")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Gateway: {ENVIRONMENT_KEY}\nX-Other: {ENVIRONMENT_KEY}")

    async def every() -> dict[str, Completion]:
        models = Models()
        names = [str(getattr(one, "value", one)) for one in litellm.provider_list]
        return {name: await complete(models, asked_at(server, name)) for name in names}

    with StandIn() as server:
        completions = asyncio.run(every())
        travelled = [str((asked.headers, asked.body)) for asked in server.asked]
    assert len(travelled) >= len(ADDRESSED) - 1
    assert not [one for one in travelled if ENVIRONMENT_KEY in one]
    answered = {name for name, completion in completions.items() if completion.failure is None}
    assert answered == ADDRESSED - {"ollama"}
    for name in completions.keys() - ADDRESSED:
        failed = completions[name].failure
        assert failed is not None
        assert failed.code == (Code.NO_KEY if name in LOG_IN else Code.NO_MODEL)


@pytest.mark.parametrize("value", ["Let it pass", "Call it a lie", "redis", "queen-of-hearts-and-spades", "1234567890"])
def test_a_word_of_the_environment_is_no_secret(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_BACKEND", value)
    with StandIn([answers.text(f"I say: {value}.")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        completion = asyncio.run(complete(Models(lambda _: KEY), ModelSettings(model="openai/gpt-4.1-mini")))
    assert completion.text == f"I say: {value}."


def test_the_key_is_that_of_the_seats_settings() -> None:
    with StandIn(key="sk-of-the-second") as first, StandIn(key="sk-of-the-second") as second:
        models = Models(lambda settings: "sk-of-the-second" if settings.base_url == second.base_url else None)
        wrong = asyncio.run(complete(models, asked_at(first)))
        right = asyncio.run(complete(models, asked_at(second)))
    assert (wrong.failure, right.failure) == ((Code.NO_KEY, "Unauthorized"), None)


def test_other_keys_and_the_same_endpoints() -> None:
    def answer(asked: Asked) -> Answer | None:
        return answers.no_schema() if asked.form == "schema" else None

    async def scene() -> list[str]:
        models = Models(lambda _: "sk-of-one-match")
        other = models.keyed(lambda _: "sk-of-another")
        calls = [await complete(one, asked_at(server)) for one in (models, other, models)]
        return [completion.form for completion in calls]

    with StandIn(answer) as server:
        assert asyncio.run(scene()) == ["tool"] * 3
        assert [asked.key for asked in server.asked] == ["sk-of-one-match"] * 2 + ["sk-of-another", "sk-of-one-match"]


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("openai/gpt-4.1-mini", "OPENAI_API_KEY"),
        ("anthropic/claude-sonnet-4-5", "ANTHROPIC_API_KEY"),
        ("gemini/gemini-2.5-flash", "GEMINI_API_KEY"),
        ("deepseek/deepseek-chat", "DEEPSEEK_API_KEY"),
        ("github_copilot/gpt-4.1", "log-in"),
    ],
)
def test_without_a_key_nobody_is_asked(model: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI", "ANTHROPIC", "GEMINI", "GOOGLE", "DEEPSEEK"):
        monkeypatch.delenv(f"{name}_API_KEY", raising=False)
        monkeypatch.setenv(f"{name}_API_BASE", "http://127.0.0.1:9")
    completion = asyncio.run(complete(Models(), ModelSettings(model=model)))
    assert completion.failure is not None
    assert completion.failure.code == Code.NO_KEY
    assert told in completion.failure.detail


@pytest.mark.parametrize("model", ["nonsense", "nonsense/model", "", "/", "openai"])
def test_a_name_without_a_provider_is_no_model(model: str) -> None:
    completion = asyncio.run(complete(Models(lambda _: KEY), ModelSettings(model=model)))
    assert completion.failure is not None
    assert completion.failure.code == Code.NO_MODEL


def test_a_short_word_is_no_secret() -> None:
    with StandIn([answers.text("I hold a queen.")]) as server:
        completion = asyncio.run(complete(Models(lambda _: "queen"), asked_at(server)))
        assert server.asked[0].key == "queen"
    assert completion.text == "I hold a queen."

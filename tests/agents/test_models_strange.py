"""Answers that are no answers: whatever a server sends, a completion comes of it, and nothing is imported too early."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.failures import Code
from agents.request import Facts
from agents.response import MOST_TEXT, read
from games.model import Usage
from tests.agents.calling import both_servers, call
from tests.standin import Answer, StandIn, answers
from tests.standin.answers import Body

ROOT = Path(__file__).parents[2]
FACTS = Facts(provider="openai", model="tiny", own=True)
pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
WORDS = """choices message content reasoning_content tool_calls function arguments refusal text finish_reason usage
prompt_tokens prompt_tokens_details cached_tokens model thinking_blocks"""
NAMES = st.sampled_from(WORDS.split())
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5))
BODIES = st.dictionaries(NAMES, JSON, max_size=6)
CHOSEN = st.builds(lambda message, body: body | {"choices": [{"message": message}]}, BODIES, BODIES)


@settings(max_examples=150, deadline=None)
@given(BODIES | CHOSEN)
def test_anything_can_be_read(body: dict[str, Any]) -> None:
    got = read(body, FACTS, lambda text: text)
    assert len(got.text) <= MOST_TEXT
    assert all(count is None or count >= 0 for count in got.usage)
    assert got.text.encode() == got.text.encode("utf-8", "replace")
    assert got.thinking.encode() == got.thinking.encode("utf-8", "replace")
    assert "\n" not in got.served + got.finish


STRANGE: dict[str, Any] = {
    "a list": [],
    "a number": 7,
    "a text": "yes",
    "empty": {},
    "choices of null": {"choices": None},
    "choices of text": {"choices": ["a"]},
    "no message": {"choices": [{"index": 0}]},
    "null message": {"choices": [{"index": 0, "message": None}]},
    "a number for content": {"choices": [{"index": 0, "message": {"role": "assistant", "content": 5}}]},
    "parts for content": {
        "choices": [{"message": {"role": "assistant", "content": [{"type": "text", "text": "a"}, 5]}}]
    },
    "odd tools": {
        "choices": [{"message": {"role": "assistant", "content": "a", "tool_calls": [{"function": 4}, None]}}]
    },
    "odd usage": {"choices": [{"message": {"content": "a"}}], "usage": {"prompt_tokens": "many", "total_tokens": []}},
    "odd finish": {"choices": [{"message": {"content": "a"}, "finish_reason": {"why": 1}}]},
    "an error that is none": {"error": {"message": "so", "code": None}},
    "deep": json.loads("[" * 400 + "]" * 400),
}


@both_servers
@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_answer_is_a_failure_of_the_server(prefix: str, name: str) -> None:
    with StandIn([Answer(body=json.dumps(STRANGE[name]).encode())]) as server:
        completion = call(server, prefix)
        assert len(server.asked) == 1
    assert completion.failure is not None
    assert completion.failure.code == Code.SERVER
    assert 0 < len(completion.failure.detail) <= 300
    assert "/site-packages/" not in completion.failure.detail
    assert (completion.text, completion.thinking, completion.usage) == ("", "", Usage())


ODD: dict[str, Callable[[Body], Body]] = {
    "negative usage": lambda body: body | {"usage": {"prompt_tokens": -5, "completion_tokens": 3, "total_tokens": -2}},
    "no usage": lambda body: body | {"usage": None},
    "no tool": lambda body: answers.message(body, tool_calls=[]),
    "fields of nothing": lambda body: answers.message(body, function_call=None, audio=None, refusal=None),
    "fields that nobody knows": lambda body: answers.message(body, moods=[[[["odd"]]]]) | {"choices_too": 5},
}


@both_servers
@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_about_an_answer_does_not_keep_it_from_being_one(prefix: str, name: str) -> None:
    def change(body: Body) -> Body:
        return ODD[name](answers.message(body, content="a"))

    with StandIn([Answer(change=change)]) as server:
        completion = call(server, prefix)
    assert (completion.failure, completion.text, completion.finish) == (None, "a", "stop")
    assert completion.usage.read is None or completion.usage.read >= 0


@both_servers
@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"\x00" * 50, b"{" * 5000, b'"' + b"\\ud800" * 9 + b'"'], ids=repr)
def test_a_completion_comes_of_any_bytes(prefix: str, body: bytes) -> None:
    with StandIn([Answer(body=body[:9000])]) as server:
        completion = call(server, prefix)
    assert completion.failure is not None
    assert completion.failure.code == "server-error"


EARLY = """
import asyncio, logging, os, sys, time
from agents.models import Models
from games.model import Message, ModelSettings
from tests.standin import StandIn

def abroad(event, args):
    if event in ("socket.connect", "socket.getaddrinfo") and "127.0.0.1" not in str(args):
        os._exit(3)

sys.addaudithook(abroad)
assert not {"litellm", "openai", "tiktoken", "aiohttp"} & sys.modules.keys()
with StandIn() as server:
    models = Models()
    # Others log meanwhile, and want it too.
    logging.basicConfig(level=logging.DEBUG, filename=os.devnull)
    for _ in range(3):
        models.warm()
    settings = ModelSettings(model="hosted_vllm/tiny", base_url=server.base_url)
    began = time.monotonic()
    completion = asyncio.run(models.complete(settings, [Message("user", "?")], {}, seed=1, seconds=60))
    assert completion.failure is None, completion
    assert completion.seconds < (time.monotonic() - began) / 2, completion
    assert "litellm" in sys.modules
"""


def test_litellm_is_imported_when_it_is_needed_and_fetches_nothing() -> None:
    """And a call that comes while it is being imported waits for it, without that counting as its time."""
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_else_imports_litellm() -> None:
    rooms = [path for room in ("games", "agents", "replays", "app") for path in (ROOT / room).rglob("*.py")]
    importing = [path for path in rooms if "import litellm" in (text := path.read_text()) or "from litellm" in text]
    assert [path.relative_to(ROOT).as_posix() for path in importing] == ["agents/models.py"]

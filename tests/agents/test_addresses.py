"""Addresses of servers and names of models as people type them."""

import pytest

from agents.addresses import BadAddress, BadName, addressed, base_url, endpoint, written
from games.model import ModelSettings


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("  http://127.0.0.1:8000/ ", "http://127.0.0.1:8000/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("http://GPU.example:8000/v1/chat/completions", "http://gpu.example:8000/v1"),
        ("http://127.0.0.1:1234/v1/models", "http://127.0.0.1:1234/v1"),
        ("https://models.example/openai/v2", "https://models.example/openai/v2"),
        ("http://[::1]:8080", "http://[::1]:8080/v1"),
    ],
)
def test_an_address_is_called_as_its_server_is_meant(typed: str, called: str) -> None:
    assert base_url(typed) == called
    assert base_url(called) == called


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no-host"),
        ("ftp://127.0.0.1", "no-host"),
        ("file:///etc/passwd", "no-host"),
        ("http://", "no-host"),
        ("http://127.0.0.1:99999", "no-host"),
        ("http://[::1", "no-host"),
        ("http://a b", "no-host"),
        ("http://a\nb", "no-host"),
        ("http://mara:secret@127.0.0.1:8000", "sign-in"),
        ("mara@127.0.0.1:8000", "sign-in"),
        ("http://127.0.0.1:8000/v1?key=secret", "query"),
        ("http://127.0.0.1:8000?", "query"),
        ("http://127.0.0.1:8000/v1#secret", "query"),
        ("http://" + "a" * 300, "too-long"),
    ],
)
def test_an_address_that_holds_a_secret_or_leads_nowhere_is_refused(typed: str, code: str) -> None:
    with pytest.raises(BadAddress) as refused:
        base_url(typed)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


def test_a_name_may_carry_its_server() -> None:
    assert addressed(" openai/gpt-4.1-mini ") == ("openai/gpt-4.1-mini", None)
    assert addressed("vertex_ai/claude@20250101") == ("vertex_ai/claude@20250101", None)
    assert addressed("cloudflare/@cf/meta/llama-3") == ("cloudflare/@cf/meta/llama-3", None)
    with pytest.raises(BadAddress, match="no-host"):
        addressed("openai/m@nowhere")
    both = addressed("hosted_vllm/Qwen/Qwen3-8B@http://127.0.0.1:8000")
    assert both == ("hosted_vllm/Qwen/Qwen3-8B", "http://127.0.0.1:8000/v1")
    assert addressed(written(*both)) == both
    with pytest.raises(BadAddress, match="query"):
        addressed("openai/m@http://127.0.0.1:8000?key=secret")
    with pytest.raises(BadAddress, match="sign-in"):
        addressed("openai/m@HTTP://mara:secret@127.0.0.1:8000")


@pytest.mark.parametrize(
    "typed",
    ["", "gpt-4.1", "openai/", "/m", "openai/a b", "openai/m:http://a", "openai/a\u200bb", "openai/" + "m" * 200],
)
def test_a_name_without_its_provider_or_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(BadName):
        addressed(typed)


def test_a_key_belongs_to_the_server_where_there_is_one_and_else_to_the_provider() -> None:
    assert endpoint(ModelSettings(model="openai/gpt-4.1")) == "openai"
    assert endpoint(ModelSettings(model="openai/m", base_url="http://127.0.0.1:8000/v1")) == "http://127.0.0.1:8000/v1"

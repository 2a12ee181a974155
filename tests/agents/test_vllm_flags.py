"""The flags with which vLLM serves a model: those of its family, and what somebody gives instead."""

import json
from pathlib import Path
from typing import Any

import pytest

from agents.vllm_flags import flags, served_name

TOOLS = "--enable-auto-tool-choice"
HERMES, LLAMA, MISTRAL = (f"--tool-call-parser={name}" for name in ("hermes", "llama3_json", "mistral"))
THINKING = "--reasoning-parser=qwen3"
FORMATS = {"--tokenizer-mode=mistral", "--config-format=mistral", "--load-format=mistral"}
COMMON = {
    "--enable-prefix-caching",
    "--enable-prompt-tokens-details",
    "--generation-config=vllm",
    '--structured-outputs-config={"backend":"xgrammar","disable_any_whitespace":true}',
    "--gpu-memory-utilization=0.90",
}


def model(tmp_path: Path, name: str = "model", published: bool = False, **config: Any) -> str:
    """A folder with a model."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    if published:
        (folder / "params.json").write_text("{}", "utf-8")
    return str(folder)


def of_family(found: list[str]) -> set[str]:
    given = set(found)
    assert given >= COMMON
    return {one for one in given - COMMON if not one.startswith(("--served-model-name", "--max-model-len"))}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Qwen/Qwen3-8B", {TOOLS, HERMES, THINKING}),
        ("Qwen/Qwen3-4B-Instruct-2507", {TOOLS, HERMES}),
        ("Qwen/Qwen2.5-7B-Instruct", {TOOLS, HERMES}),
        ("meta-llama/Llama-3.1-8B-Instruct", {TOOLS, LLAMA}),
        ("mistralai/Mistral-7B-Instruct-v0.3", {TOOLS, MISTRAL, *FORMATS}),
        ("somebody/mistral-tuned", {TOOLS, MISTRAL}),
        ("google/gemma-3-4b-it", set()),
    ],
)
def test_a_name_tells_the_family(name: str, family: set[str]) -> None:
    found = flags(name)
    assert of_family(found) == family
    assert f"--served-model-name={name}" in found
    assert "--max-model-len=16384" in found


@pytest.mark.parametrize(
    ("name", "published", "kind", "family"),
    [
        ("checkpoint-100", False, "qwen3", {TOOLS, HERMES, THINKING}),
        ("tuned-instruct", False, "qwen3", {TOOLS, HERMES}),
        ("mine", False, "qwen2", {TOOLS, HERMES}),
        ("mine", False, "llama", {TOOLS, LLAMA}),
        ("mine", False, "mistral", {TOOLS, MISTRAL}),
        ("mine", True, "mistral", {TOOLS, MISTRAL, *FORMATS}),
        ("mine", False, "gemma3", set()),
    ],
)
def test_a_folder_tells_the_family(tmp_path: Path, name: str, published: bool, kind: str, family: set[str]) -> None:
    folder = model(tmp_path, name, published, model_type=kind)
    assert of_family(flags(folder)) == family
    assert served_name(folder) == name


def test_a_model_is_not_asked_for_more_than_it_reads(tmp_path: Path) -> None:
    assert "--max-model-len=8192" in flags(model(tmp_path, "short", max_position_embeddings=8192))
    assert "--max-model-len=16384" in flags(model(tmp_path, "long", max_position_embeddings=131072))
    assert "--max-model-len=2000" in flags(model(tmp_path, "asked", max_position_embeddings=8192), length=2000)


@pytest.mark.parametrize("config", ["", "{", "[]", '{"max_position_embeddings": "many", "model_type": 3}'])
def test_a_configuration_that_nobody_can_read_is_left_to_vllm(tmp_path: Path, config: str) -> None:
    folder = model(tmp_path)
    (Path(folder) / "config.json").write_text(config, "utf-8")
    assert "--max-model-len=16384" in flags(folder)


@pytest.mark.parametrize("flag", ["--reasoning-parser=deepseek_r1", "--reasoning_parser=x"])
def test_what_somebody_gives_replaces_ours(flag: str) -> None:
    found = flags("Qwen/Qwen3-8B", more=(flag, "--max-model-len", "99", "--seed", "1"))
    assert found[-5:] == [flag, "--max-model-len", "99", "--seed", "1"]
    assert THINKING not in found
    assert [one for one in found if one.startswith("--max-model-len")] == ["--max-model-len"]
    assert HERMES in found

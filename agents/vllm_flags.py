"""How vLLM is asked to serve a model: the flags that suit its family, unless somebody gives others."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

HOST: Final = "127.0.0.1"
"""Its pages of figures ask for no key: only this computer may call."""
PORT: Final = 8000
"""Where vLLM is looked for."""
LENGTH: Final = 16384
"""Tokens of prompt and answer together, where nobody says and the model reads that many."""
ALWAYS: Final = (
    "--enable-prefix-caching",
    "--enable-prompt-tokens-details",
    "--generation-config=vllm",
    '--structured-outputs-config={"backend":"xgrammar","disable_any_whitespace":true}',
)
ON_GPU: Final = ("--gpu-memory-utilization=0.90",)
ON_CPU: Final = ("--gpu-memory-utilization=0.50", "--no-enable-chunked-prefill")
"""The memory here is the computer's own; a long prompt with a seed that is read in parts kills the server there."""
OURS: Final = ("--host", "--port")
"""What this program decides, for it must find the server."""


class Family(NamedTuple):
    """Models that want the same flags."""

    name: str
    """Matches the model's name in small letters, or the model_type of its configuration."""
    flags: tuple[str, ...]


MISTRAL_FILES: Final = ("--tokenizer-mode=mistral", "--config-format=mistral", "--load-format=mistral")
"""For weights as Mistral itself publishes them."""
REASONING: Final = "--reasoning-parser=qwen3"
FAMILIES: Final = (
    Family(r"qwen-?3", ("--tool-call-parser=hermes", REASONING)),
    Family(r"qwen-?2", ("--tool-call-parser=hermes",)),
    Family(r"llama-?3|^llama$", ("--tool-call-parser=llama3_json",)),
    Family(r"mistral", ("--tool-call-parser=mistral",)),
)


def folder(model: str) -> Path | None:
    """The model's own folder, where it is one, or is written like one."""
    path = Path(model).expanduser()
    return path if path.is_dir() or model.startswith(("/", ".", "~")) else None


def holds_model(path: Path) -> bool:
    """Whether vLLM would know a model in this folder."""
    return any((path / name).is_file() for name in ("config.json", "params.json"))


def served_name(model: str) -> str:
    """The name by which it is asked for: a folder's last part, so that no path of this computer gets into records."""
    path = folder(model)
    return model if path is None else path.resolve().name


def flags(model: str, *, length: int | None = None, cpu: bool = False, more: Sequence[str] = ()) -> list[str]:
    """What stands behind `vllm serve MODEL`; a flag in `more` replaces ours of the same name."""
    path = folder(model)
    config = {} if path is None else _config(path)
    ours = [
        f"--served-model-name={served_name(model)}",
        f"--max-model-len={length or min(LENGTH, _longest(config))}",
        *(ON_CPU if cpu else ON_GPU),
        *ALWAYS,
        *_of_family(model, path, str(config.get("model_type", ""))),
    ]
    given = {named(flag) for flag in more if flag.startswith("--")}
    return [flag for flag in ours if named(flag) not in given] + list(more)


def named(flag: str) -> str:
    """A flag's name without its value, as vLLM reads it: underscores are strokes."""
    return flag.partition("=")[0].replace("_", "-")


def _of_family(model: str, path: Path | None, kind: str) -> Iterator[str]:
    name = served_name(model).lower()
    for family in FAMILIES:
        if re.search(family.name, name) or re.search(family.name, kind):
            # Those that were made to answer at once would be waited for until they stop thinking.
            yield from (flag for flag in family.flags if flag != REASONING or "instruct" not in name)
            if family.name == "mistral" and _as_published(model, path):
                yield from MISTRAL_FILES
            yield "--enable-auto-tool-choice"
            return


def _as_published(model: str, path: Path | None) -> bool:
    return model.startswith("mistralai/") if path is None else (path / "params.json").is_file()


def _config(path: Path) -> dict[str, Any]:
    """Its configuration; nothing where there is none that can be read, for vLLM says that better."""
    try:
        found: Any = json.loads((path / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _longest(config: dict[str, Any]) -> int:
    found = config.get("max_position_embeddings")
    return found if isinstance(found, int) and found > 0 else LENGTH

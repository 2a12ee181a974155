"""What vLLM's log says: how far it is, and when it died, why."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple


class Stage(StrEnum):
    """How far a server has come, in order."""

    STARTING = "starting"
    DOWNLOADING = "downloading"
    LOADING = "loading"
    COMPILING = "compiling"
    CAPTURING = "capturing"
    READY = "ready"

    @property
    def order(self) -> int:
        return list(Stage).index(self)


class Progress(NamedTuple):
    """A stage, and how much of it is done where the log says."""

    stage: Stage
    percent: int | None = None


class Trouble(StrEnum):
    """Why there is no server."""

    NO_VLLM = "no-vllm"
    NO_FOLDER = "no-folder"
    """The model is written like a folder, and there is none with a model in it."""
    NO_START = "no-start"
    """The program is there and cannot be run; `detail`: what the system says."""
    PORT = "port"
    NO_GPU = "no-gpu"
    KV_MEMORY = "kv-memory"
    """The weights fit, a conversation of this length does not; `detail`: the length that would, if it says."""
    MEMORY = "memory"
    KILLED = "killed"
    """The system ended it without a word: memory ran out, as a rule."""
    TOO_LONG = "too-long"
    """It reads fewer tokens than was asked for; `detail`: how many."""
    GATED = "gated"
    NO_MODEL = "no-model"
    UNSUPPORTED = "unsupported"
    """vLLM does not know how this model is built."""
    DISK = "disk"
    FLAG = "flag"
    """`detail`: what vLLM says of it."""
    ENDED = "ended"


class Diagnosis(NamedTuple):
    """Why a server ended, and vLLM's own words about it."""

    trouble: Trouble
    detail: str = ""
    lines: tuple[str, ...] = ()


_STAGES: Final = (
    (Stage.DOWNLOADING, re.compile(r"^(?:Fetching \d+ files|\S+\.(?:safetensors|bin|json):).*?(\d+)%")),
    (Stage.LOADING, re.compile(r"Starting to load model|Loading \S+ checkpoint shards: +(\d+)%")),
    (Stage.COMPILING, re.compile(r"for vLLM's torch\.compile|Dynamo bytecode transform|Compiling a graph")),
    (Stage.CAPTURING, re.compile(r"Capturing CUDA graph\D*?(\d+)%|Capturing CUDA graph")),
)
_WHY: Final = (
    (Trouble.FLAG, r"error: ((?:unrecognized arguments|argument |ambiguous option|the following arguments).*)"),
    (Trouble.NO_GPU, r"Failed to infer device type|No CUDA GPUs are available|Found no NVIDIA driver"),
    (Trouble.NO_GPU, r"NVIDIA driver on your system is too old|libcuda\.so\.1: cannot open"),
    (Trouble.TOO_LONG, r"greater than the derived max_model_len \(\w+=(\d+)"),
    (Trouble.KV_MEMORY, r"larger than the available KV cache memory.*?estimated maximum model length is (\d+)"),
    (Trouble.KV_MEMORY, r"larger than the available KV cache memory"),
    (Trouble.MEMORY, r"No available memory for the cache|less than desired .PU memory utilization|out of memory"),
    (Trouble.MEMORY, r"Cannot auto-fit max_model_len|Cannot allocate memory|^MemoryError"),
    (Trouble.DISK, r"No space left on device"),
    (Trouble.GATED, r"gated repo|Access to model \S+ is restricted|GatedRepoError"),
    (Trouble.NO_MODEL, r"RepositoryNotFoundError|Repository Not Found|HFValidationError|LocalEntryNotFoundError"),
    (Trouble.NO_MODEL, r"not a valid model identifier|Invalid repository ID or local directory"),
    (Trouble.NO_MODEL, r"couldn't connect to|Name or service not known|Temporary failure in name resolution"),
    (Trouble.UNSUPPORTED, r"Model architectures .* (?:are not supported|failed to be inspected)"),
    (Trouble.UNSUPPORTED, r"does not recognize this architecture"),
    (Trouble.PORT, r"[Aa]ddress already in use"),
)
"""In order of how surely a line tells the cause of the end."""
_PREFIX: Final = re.compile(r"^(?:\(\w+ pid=\d+\) )?(?:(?:INFO|WARNING|ERROR|CRITICAL) [\d-]+ [\d:]+ \[\S+\] ?)?")
_ERROR: Final = re.compile(r"^(?:[a-z_]+(?:\.\w+)*\.)?[A-Z]\w*(?:Error|Exception)\b|^\w+: error: ")
_VAGUE: Final = re.compile(r"Engine core initialization failed|validation error for|CancelledError")
"""Errors that only say that there was another; what follows or came before says which."""
_INNER: Final = re.compile(r"^(?:Value|Assertion) error, ")
"""The second line of a validation error."""
SHOWN: Final = 3
"""Lines of an error, at most."""
LAST: Final = 6
"""Lines, where none is an error."""


def text(line: str) -> str:
    """A line of the log without who wrote it, when and where."""
    return _PREFIX.sub("", line, count=1).strip()


def progress(line: str) -> Progress | None:
    """How far the server is, if this line says so."""
    said = text(line)
    for stage, pattern in _STAGES:
        if found := pattern.search(said):
            percent = found[1] if found.groups() else None
            return Progress(stage, None if percent is None else int(percent))
    return None


def diagnosis(lines: Sequence[str], status: int | None) -> Diagnosis:
    """Why the server that wrote this and ended with this status has ended; negative: by that signal."""
    said = [text(line) for line in lines]
    whole = "\n".join(said)
    for trouble, pattern in _WHY:
        if found := re.search(pattern, whole, re.MULTILINE):
            detail = found[1] if found.groups() else ""
            return Diagnosis(trouble, detail, _useful(said))
    return Diagnosis(Trouble.KILLED if status == -9 else Trouble.ENDED, "", _useful(said))


def _useful(said: Sequence[str]) -> tuple[str, ...]:
    """The errors, the first cause first; without any the last that was said."""
    errors = [line for line in dict.fromkeys(said) if _told(line)]
    return tuple(errors[:SHOWN] or [line for line in said if line][-LAST:])


def _told(line: str) -> bool:
    return bool(_INNER.search(line) or (_ERROR.search(line) and not _VAGUE.search(line)))

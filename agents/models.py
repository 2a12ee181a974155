"""Calls to language models, all through LiteLLM, which nothing else imports."""

import asyncio
import gc
import logging
import os
import re
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from agents.addresses import endpoint
from agents.completion import SEEDS, Completion, Waits
from agents.errors import failure, refused, wait
from agents.failures import Code
from agents.redact import Redact, redactor
from agents.request import (
    ADDRESSED,
    OPENAI_CLIENT,
    OWN,
    Facts,
    Request,
    Shape,
    first_shape,
    next_shape,
    quietest,
    request,
)
from agents.response import price, read
from games.failure import Failure
from games.luck import Luck
from games.model import Form, Message, ModelSettings

PATIENCE: Final = 600.0
"""Seconds that one call waits for a provider's rate limit, all its waits together."""
LONGEST_WAIT: Final = 120.0
"""Seconds after which a provider is asked again, however long it wants to be left alone."""
NO_KEY: Final = "no-key"
"""Sent to a server by its address when no key is given for it: never one that is meant for somebody else."""
LOG_IN: Final = frozenset({"github_copilot", "chatgpt"})
"""LiteLLM would print a code and wait for somebody to type it into a web page."""
TALKATIVE: Final = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "openai", "httpx", "httpcore", "aiohttp")
"""Loggers that may tell what a server said, and with it a key."""
UNSAID: Final[Mapping[type[Warning], str]] = {
    UserWarning: "Pydantic serializer warnings",
    RuntimeWarning: r"coroutine '(OpenAIChatCompletion|BaseLLMHTTPHandler)\.\w+' was never awaited",
}
"""Warnings that repeat what a strange answer holds, and those of calls that are cancelled early."""
BEFORE_IMPORT: Final = (
    "LITELLM_LOCAL_MODEL_COST_MAP",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS",
    "LITELLM_LOCAL_BLOG_POSTS",
    # It would put a filter on everybody's loggers, which imports LiteLLM again while it is being imported.
    "LITELLM_DISABLE_REDACT_SECRETS",
)
UNFIT: Final = re.compile(
    "^ft:|^container$|audio|realtime|search|-tts|research|computer-use|transcri|image|lyria|guard"
)
"""In the names of chat models that nobody can play with."""
_IMPORTING: Final = threading.Lock()
Keys = Callable[[ModelSettings], str | None]


@lru_cache(1)
def _litellm() -> Any:
    """LiteLLM, told before its import to fetch nothing, and after it to say nothing."""
    with _IMPORTING:
        for name in BEFORE_IMPORT:
            os.environ[name] = "true"
        for kind, told in UNSAID.items():
            warnings.filterwarnings("ignore", told, kind)
        _silence()
        # Its half a million objects stay for good: looked through for garbage again and again they would cost a third
        # of the import, and afterwards stop everybody for 0.25 s at a time.
        gc.disable()
        try:
            import litellm
        finally:
            gc.freeze()
            gc.enable()
        _silence()
        litellm.suppress_debug_info = True
    return litellm


def _silence() -> None:
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@lru_cache(1)
def _unlogged() -> ContextVar[bool]:
    """While it is set LiteLLM prepares nothing for loggers, of which there are none: a fifth of its work."""
    try:
        unlogged: ContextVar[bool] = import_module("litellm._internal_context").is_internal_call
    except (ImportError, AttributeError):
        unlogged = ContextVar("unlogged")
    return unlogged


@lru_cache(1)
def _errors() -> tuple[type[Exception], ...]:
    """LiteLLM's own errors, all of which are OpenAI's, and what it lets through when an answer trips it up."""
    from openai import OpenAIError

    tripped = (ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, OSError)
    return (OpenAIError, *tripped, RuntimeError, TypeError, ValueError)


def chat_models(provider: str) -> tuple[str, ...]:
    """The names of a provider's models that LiteLLM's table has and that still answer, each with the provider first."""
    today = datetime.now(UTC).date().isoformat()
    names = {
        name.removeprefix(f"{provider}/")
        for name, entry in _litellm().model_cost.items()
        if entry.get("litellm_provider") == provider
        and entry.get("mode") in ("chat", "responses")
        and entry.get("deprecation_date", today) >= today
    }
    return tuple(f"{provider}/{name}" for name in sorted(names) if not UNFIT.search(name))


@lru_cache(1 << 10)
def _facts(model: str, *, by_address: bool) -> Facts | Failure:
    """What LiteLLM's table says of a model; of one's own server it says nothing."""
    litellm = _litellm()
    if model.partition("/")[0] in LOG_IN:
        return Failure(Code.NO_KEY, "its provider wants a log-in, not a key")
    try:
        name, provider, _, _ = litellm.get_llm_provider(model=model)
        params = litellm.get_supported_openai_params(model=name, custom_llm_provider=provider) or ()
    except _errors():
        return Failure(Code.NO_MODEL, "LiteLLM knows no such provider")
    if by_address and provider not in ADDRESSED:
        return Failure(Code.NO_MODEL, f"{provider} is not asked at an address; openai/ and hosted_vllm/ are")
    if provider in OWN or (by_address and provider == "openai"):
        return Facts(provider=provider, model=name, own=True)
    table: Mapping[str, Any] = litellm.model_cost.get(f"{provider}/{name}") or litellm.model_cost.get(name) or {}
    thinks = bool(litellm.supports_reasoning(model=name, custom_llm_provider=provider))
    return Facts(
        provider=provider,
        model=name,
        params=frozenset(params),
        priced=not by_address,
        # Of a model that the table does not have the best is hoped.
        schema=not table or bool(litellm.supports_response_schema(model=name, custom_llm_provider=provider)),
        tools=not table or bool(litellm.supports_function_calling(model=name, custom_llm_provider=provider)),
        thinks=thinks,
        quietest=quietest(provider, name, table) if thinks else None,
    )


def _unsigned(provider: str) -> Mapping[str, Any]:
    """Arguments that keep back what the environment has OpenAI's client say to OpenAI, and to nobody else."""
    if provider not in OPENAI_CLIENT:
        return {}
    from openai import Omit

    more = (line.partition(":")[0].strip() for line in os.environ.get("OPENAI_CUSTOM_HEADERS", "").splitlines())
    return {"extra_headers": {name: Omit() for name in ("OpenAI-Organization", "OpenAI-Project", *more) if name}}


def _missing_key(settings: ModelSettings, key: str | None) -> Failure | None:
    """Why a provider need not be asked at all: it wants a key, and there is none."""
    if key or settings.base_url is not None:
        return None
    missing: list[str] = _litellm().validate_environment(model=settings.model)["missing_keys"]
    # Other variables than keys may also be set up in files, of which LiteLLM knows more.
    wanted = missing and all(name.endswith("_API_KEY") for name in missing)
    return Failure(Code.NO_KEY, " / ".join(missing)) if wanted else None


class _Answer(NamedTuple):
    """What came back of one request."""

    seconds: float
    body: Mapping[str, Any] = {}
    cost: Any = None
    error: Exception | None = None


class Models:
    """Calls models, at most `at_once` of an endpoint at a time; it implements `agents.completion.Caller`.

    `keys` gives the key for a model, None where there is none. Then the provider's own variable of the environment
    is used, but never with a `base_url`: whoever names an address is not to be sent another's key. All calls are
    made on one event loop. An answer is read whole before it is cut, however long it is: LiteLLM bounds only the time
    it may take, so that an address must be one that may fill this computer's memory.
    """

    def __init__(self, keys: Keys = lambda _: None, at_once: int = 32) -> None:
        self.keys, self.at_once = keys, at_once
        self._rooms: dict[str, asyncio.Semaphore] = {}
        self._shapes: dict[tuple[str, str, bool], Shape] = {}

    def keyed(self, keys: Keys) -> "Models":
        """The same endpoints, and what is known of them, with other keys."""
        other = copy(self)
        other.keys = keys
        return other

    def warm(self) -> None:
        """Import LiteLLM in the background, which takes seconds."""
        threading.Thread(target=_litellm, daemon=True).start()

    async def complete(
        self,
        settings: ModelSettings,
        messages: Sequence[Message],
        schema: Mapping[str, Any],
        *,
        seed: int,
        seconds: float,
        waits: Waits | None = None,
    ) -> Completion:
        """See `agents.completion.Caller`."""
        if not _litellm.cache_info().currsize:
            await asyncio.to_thread(_litellm)
        facts = _facts(settings.model, by_address=settings.base_url is not None)
        if isinstance(facts, Failure):
            return Completion(form=Form.SCHEMA, settings={}, failure=facts)
        key = self.keys(settings)
        redact = redactor(key, environment=settings.base_url is None)
        place = endpoint(settings)
        memory = place, settings.model, settings.thinking > 0
        shape = self._shapes.get(memory) or first_shape(facts)
        missing = _missing_key(settings, key)
        if missing is not None:
            return Completion(form=shape.form, settings={}, failure=missing)
        signed: dict[str, Any] = {"api_key": key}
        if settings.base_url is not None:
            signed = {"api_key": key or NO_KEY, **_unsigned(facts.provider)}
        taken = waited = 0.0
        limits = 0
        while True:
            asked = request(settings, messages, schema, seed, facts, shape)
            answer = await self._ask(place, asked, signed, seconds - taken)
            taken += answer.seconds
            if answer.error is None:
                self._shapes[memory] = shape
                return _completion(answer, asked, shape, facts, redact, taken)
            pause = wait(answer.error, limits + 1)
            if pause is not None and waited < PATIENCE:
                limits += 1
                pause = min(pause, LONGEST_WAIT) * (1 + Luck(seed % SEEDS, f"wait/{limits}").below(256) / 1024)
                waited += pause
                if waits is not None:
                    waits(pause)
                await asyncio.sleep(pause)
                continue
            failed = failure(answer.error, redact)
            if failed.code == Code.TIMEOUT:
                failed = Failure(Code.TIMEOUT, f"no answer in {taken:.1f} s")
            other = next_shape(shape, asked.settings, failed.detail) if refused(answer.error, failed.code) else None
            if other is None:
                return _failed(failed, asked, shape, taken)
            shape = other

    async def _ask(self, place: str, asked: Request, signed: Mapping[str, Any], seconds: float) -> _Answer:
        """One request, once there is room; `seconds` count from then."""
        async with self._rooms.setdefault(place, asyncio.Semaphore(self.at_once)):
            began, unlogged = time.monotonic(), _unlogged()
            before = unlogged.set(True)
            try:
                async with asyncio.timeout(seconds):
                    response = await _litellm().acompletion(**asked.arguments, **signed, timeout=seconds, max_retries=0)
                hidden: dict[str, Any] = getattr(response, "_hidden_params", None) or {}
                body = response.model_dump(warnings=False)
                return _Answer(time.monotonic() - began, body, hidden.get("response_cost"))
            except _errors() as error:
                return _Answer(time.monotonic() - began, error=error)
            finally:
                unlogged.reset(before)


def _failed(why: Failure, asked: Request, shape: Shape, seconds: float) -> Completion:
    return Completion(form=shape.form, settings=asked.settings, schema=asked.schema, seconds=seconds, failure=why)


def _completion(
    answer: _Answer, asked: Request, shape: Shape, facts: Facts, redact: Redact, seconds: float
) -> Completion:
    got = read(answer.body, facts, redact)
    return Completion(
        form=shape.form,
        settings=asked.settings,
        schema=asked.schema,
        text=got.text,
        thinking=got.thinking,
        provenance=got.provenance,
        served=got.served,
        finish=got.finish,
        usage=got.usage,
        cost=price(answer.cost, facts),
        seconds=seconds,
        failure=got.failure,
    )

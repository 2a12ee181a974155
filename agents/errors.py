"""What a call's exception means: a failure with a name, or a provider that asks to wait."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, cast

from agents.failures import Code
from agents.redact import Redact, without_keys
from games.failure import Failure

MOST_DETAIL: Final = 300
"""Characters."""
MOST_READ: Final = 10_000
"""Characters of an error that are searched, whatever a server writes into it."""
BACK_OFF: Final = 0.5
"""Seconds that a provider is left alone at least the first time; then twice as long each time, up to LONGEST."""
LONGEST: Final = 60.0
PREFIX: Final = re.compile(
    r"(?:(?:litellm\.)?\w{0,60}?(?:Error|Exception|Timeout)\w{0,60}(?: \w{1,60}Error)?(?: - |: )\s*){0,8}"
)
SPENT: Final = re.compile(
    "insufficient_quota|insufficient (?:balance|credit|funds)|credit balance|current quota|billing|payment required",
    re.I,
)
LATER: Final = re.compile(r"(?:retry|try again) (?:in|after) (\d+(?:\.\d+)?) ?(ms|s|m)?", re.I)
UNITS: Final[Mapping[str, float]] = {"ms": 0.001, "s": 1.0, "m": 60.0}
TOO_MUCH: Final = re.compile(r"max_(?:completion_)?tokens\W.{0,60}too (?:large|high|many)", re.I)
"""The prompt may fit, but not with as many tokens as it may be answered with."""
TOO_LONG: Final = re.compile(
    r"context[ _](?:length|window|size)|prompt is too long|too many tokens|max_model_len", re.I
)
NAMELESS: Final = re.compile(
    r"model[ _]not[ _](?:exist|found)|(?:no such|unknown) model|not a valid model|no endpoints found for"
    r"|invalid model(?: name| id)?(?: passed|:| [\"'`])|model \S{1,200} (?:does not exist|(?:is |was )?not found)",
    re.I,
)
"""What is said where a model of that name is not known."""
KEYLESS: Final = re.compile(r"missing \w* ?(?:api[ _]key|credentials)|api[ _]key (?:not|is) (?:valid|missing)", re.I)


def kinds(error: BaseException) -> frozenset[str]:
    """The names of an error's class and of those above it."""
    return frozenset(kind.__name__ for kind in type(error).__mro__)


def status(error: BaseException) -> int:
    """The HTTP status an error stands for; 0 where there is none."""
    code = getattr(error, "status_code", None)
    return code if isinstance(code, int) else 0


def words(error: BaseException, redact: Redact) -> str:
    """What an error says in one short line, without LiteLLM's wrapping, addresses in memory and file names."""
    text = str(error).partition("Traceback (most recent call last)")[0].strip()
    if wrapping := PREFIX.match(text):
        text = text[wrapping.end() :]
    text = without_keys(redact(_message(text))[:MOST_READ])
    if re.search(r"<(?:!doctype|html|head|body)\b", text, re.I):
        text = "a web page where an answer was expected"
    return shortened(re.sub(r" ssl:<[^>]{0,200}>| ?<[\w.]+ object at 0x[0-9a-f]+>", "", text))


def shortened(text: str) -> str:
    """At most MOST_DETAIL characters in one line, all of which can be kept."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:MOST_READ]).split())
    return line if len(line) <= MOST_DETAIL else f"{line[: MOST_DETAIL - 1]}…"


def _message(text: str) -> str:
    """The message within an error that is sent as JSON."""
    try:
        found: Any = json.loads(text[text.index("{") :])
    except (ValueError, RecursionError):
        return text
    while isinstance(found, dict):
        inner = cast("dict[str, Any]", found)
        found = next((inner[name] for name in ("error", "message", "detail") if inner.get(name)), None)
    return found if isinstance(found, str) else text


def wait(error: BaseException, tries: int) -> float | None:
    """Seconds that the provider wants to be left alone; None if it is no rate limit. `tries` have been made so far."""
    asked, said = _asked(error), _said(error)
    if SPENT.search(said) and (asked is None or "insufficient_quota" in said):
        return None
    if status(error) == 429 or (asked is not None and status(error) in (503, 529)):
        # However soon it may be asked again: if that does not help, it is asked less and less often.
        return max(asked or 0.0, min(BACK_OFF * 2.0 ** (tries - 1), LONGEST))
    return None


def _said(error: BaseException) -> str:
    """As much of what an error says as is searched."""
    return str(error)[:MOST_READ]


def _asked(error: BaseException) -> float | None:
    """The seconds after which it says it may be asked again."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = _header(error, name)
        if value is None:
            continue
        if re.fullmatch(r"\d+(\.\d+)?", value):
            return float(value) * unit
        try:
            return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError):
            continue
    found = LATER.search(_said(error))
    return None if found is None else float(found[1]) * UNITS[(found[2] or "s").lower()]


def _header(error: BaseException, name: str) -> str | None:
    own: Any = getattr(error, "litellm_response_headers", None)
    response: Any = getattr(getattr(error, "response", None), "headers", None)
    values = [headers.get(name) for headers in (own, response) if headers is not None]
    return next((value.strip() for value in values if isinstance(value, str)), None)


def failure(error: BaseException, redact: Redact) -> Failure:
    """The failure's code, and what was said."""
    told = words(error, redact)
    code = _code(error, told)
    if code == Code.NO_ROUTE and any(_unreachable(one) for one in _chain(error)):
        # What lies at the bottom says more than that there was a connection error.
        told = words(list(_chain(error))[-1], redact) or told
    return Failure(code, told)


def _code(error: BaseException, told: str) -> Code:
    kind, number = kinds(error), status(error)
    if kind & {"Timeout", "TimeoutError"} or number in (408, 504):
        return Code.TIMEOUT
    if broken := next((one for one in _chain(error) if _unreachable(one)), None):
        return Code.TIMEOUT if "TimeoutError" in kinds(broken) else Code.NO_ROUTE
    if SPENT.search(_said(error)) or number == 402:
        return Code.QUOTA
    if wait(error, 1) is not None:
        return Code.BUSY
    if number in (401, 403) or KEYLESS.search(told):
        return Code.NO_KEY
    if "ContentPolicyViolationError" in kind:
        return Code.DECLINED
    if number in (400, 404) and NAMELESS.search(told):
        return Code.NO_MODEL
    if number == 404:
        # A server that does not know the model says so; any other 404 is a page that is not there.
        return Code.NO_MODEL if "model" in told.lower() else Code.NO_ROUTE
    return Code.REQUEST if 400 <= number < 500 else Code.SERVER


def refused(error: BaseException, code: str) -> bool:
    """Whether the server would not take what was sent, so that another shape may do."""
    asked_wrongly = status(error) in (400, 405, 415, 422, 501) and code in (Code.REQUEST, Code.SERVER)
    said = _said(error)
    too_long = "ContextWindowExceededError" in kinds(error) or TOO_LONG.search(said)
    return asked_wrongly and (not too_long or TOO_MUCH.search(said) is not None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _unreachable(error: BaseException) -> bool:
    """A connection that could not be made, or that broke."""
    names = kinds(error)
    return bool(names & {"TransportError", "ClientConnectionError", "ClientPayloadError"}) or (
        isinstance(error, OSError) and not isinstance(error, FileNotFoundError | PermissionError)
    )

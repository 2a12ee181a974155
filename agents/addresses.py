"""Where models answer: addresses of servers of one's own, and the names under which models are asked for."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from games.model import ModelSettings

LONGEST: Final = 200
"""Characters of an address, and of a model's name."""
ENDINGS: Final = ("/chat/completions", "/models")
"""What people copy along with an address."""

AT: Final = re.compile(r"@(?=https?://)", re.IGNORECASE)
"""What stands between a name and an address."""
NO_ADDRESS: Final = re.compile(r"[^/]@")
"""Cloudflare's names have it too, but only where a part begins: @cf/meta/llama."""


class BadAddress(ValueError):
    """It will not do as an address; `code` says why: no-host, sign-in, query or too-long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadName(ValueError):
    """It is no model's name with its provider first, or one that nobody could read."""


def base_url(text: str) -> str:
    """The address as it is called: http unless said otherwise, and /v1 where no path is given. Raises BadAddress."""
    text = text.strip()
    if len(text) > LONGEST:
        raise BadAddress("too-long")
    if not text.isprintable() or " " in text:
        raise BadAddress("no-host")
    parts = _parts(text if "://" in text else f"http://{text}")
    if "@" in parts.netloc:
        raise BadAddress("sign-in")
    if "?" in text or "#" in text:
        raise BadAddress("query")
    path = parts.path.rstrip("/")
    for ending in ENDINGS:
        path = path.removesuffix(ending)
    return f"{parts.scheme}://{parts.netloc.lower()}{path or '/v1'}"


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise BadAddress("no-host") from error
    if not usable:
        raise BadAddress("no-host")
    return parts


def addressed(text: str) -> tuple[str, str | None]:
    """`NAME` or `NAME@http://…` as LiteLLM's name and the server's address. Raises BadName or BadAddress."""
    # A name of Google's may hold @ itself, and what follows an address may be a password.
    name, *addresses = AT.split(text.strip(), maxsplit=1)
    provider, stroke, model = name.partition("/")
    readable = name.isprintable() and " " not in name and "://" not in name and len(name) <= LONGEST
    if not (provider and stroke and model and readable):
        raise BadName(name)
    if NO_ADDRESS.search(name) and not provider.startswith("vertex_ai"):
        # Nobody else's models have it in their names, so an address was meant.
        raise BadAddress("no-host")
    return name, base_url(addresses[0]) if addresses else None


def told(model: str) -> str:
    """The model's own name, without who provides it: what people are told."""
    return model.partition("/")[2] or model


def written(model: str, address: str | None) -> str:
    """What `addressed` reads."""
    return f"{model}@{address}" if address else model


def endpoint(settings: ModelSettings) -> str:
    """Who is asked, and by that whose key it takes: the server's address, else the provider."""
    return settings.base_url or settings.model.partition("/")[0]

"""Providers of models that are told by name, and where the key of each is looked for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that is told by name."""

    title: str
    variables: tuple[str, ...]
    """Of the environment; the first is the one that is told."""

    def variable(self, environ: Mapping[str, str]) -> str | None:
        """The one in which there is a key."""
        return next((name for name in self.variables if environ.get(name)), None)


@cache
def providers() -> Mapping[str, Provider]:
    """By their names in LiteLLM."""
    told = tomllib.loads((files("agents") / "providers.toml").read_text("utf-8"))
    return {name: Provider(one["title"], tuple(one["variables"])) for name, one in told.items()}

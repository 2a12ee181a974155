"""Keys for models: how they are held in memory, and those in Streamlit's files of secrets."""

import os
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Final

FILES: Final = (Path(".streamlit/secrets.toml"), Path("~/.streamlit/secrets.toml"))
"""Where Streamlit keeps secrets, the nearer one first."""
LONGEST: Final = 500
"""Characters of a key."""


class Keys(Mapping[str, str]):
    """Keys by the place that takes them: a server's address or a provider's name. It does not show them by itself."""

    def __init__(self, keys: Mapping[str, str] | None = None) -> None:
        self._keys = dict(keys or {})

    def __getitem__(self, place: str) -> str:
        return self._keys[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return f"Keys({list(self._keys)})"

    def having(self, place: str, key: str) -> "Keys":
        """These, and one more."""
        return Keys({**self._keys, place: key})

    def without(self, place: str) -> "Keys":
        """These but the one for a place."""
        return Keys({at: key for at, key in self._keys.items() if at != place})


class BadSecrets(Exception):
    """A file of secrets cannot be read; nothing of what stands in it is told."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


def usable(key: str) -> bool:
    """Whether it can be a key: something that a header can hold."""
    return 0 < len(key) <= LONGEST and key.isascii() and key.isprintable() and " " not in key


def read_secrets(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take the texts at the top of Streamlit's files of secrets for variables of the environment, as Streamlit does;
    what is set already stays. Raises BadSecrets.
    """
    for file in FILES:
        path = file.expanduser()
        try:
            found = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            # The reason would show a line of the file.
            raise BadSecrets(path) from None
        for name, value in found.items():
            if isinstance(value, str) and value and "\0" not in value:
                environ.setdefault(name, value)

"""How many tokens a prompt has, and how many of them a prefix cache would have kept."""

import os
from collections.abc import Callable, Sequence

Encode = Callable[[str], Sequence[int]]
BLOCK = 16
"""vLLM keeps whole blocks of so many tokens."""


def quarters(text: str) -> Sequence[int]:
    """Four characters a token: rough, and quick."""
    return [hash(text[at : at + 4]) for at in range(0, len(text), 4)]


def cl100k() -> Encode:
    """The tokens of OpenAI's older models, from the file that LiteLLM brings along."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    from litellm.litellm_core_utils.default_encoding import encoding

    return lambda text: encoding.encode(text, disallowed_special=())


class PrefixCache:
    """Everything it was ever asked, by blocks: a block is known only behind all those before it."""

    def __init__(self, encode: Encode) -> None:
        self.encode = encode
        self.blocks: set[int] = set()

    def read(self, prompt: str) -> tuple[int, int]:
        """The tokens of a prompt, and how many were known; it is known from now on."""
        tokens = self.encode(prompt)
        known, whole, before = 0, True, 0
        for at in range(0, len(tokens) - BLOCK + 1, BLOCK):
            before = hash((before, *tokens[at : at + BLOCK]))
            whole = whole and before in self.blocks
            known += BLOCK if whole else 0
            self.blocks.add(before)
        return len(tokens), known

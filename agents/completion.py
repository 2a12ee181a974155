"""What a model gives back, or the failure that it ends in: the words between whoever asks and whoever calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from games.decision import Provenance
from games.failure import Failure
from games.model import Form, Message, ModelSettings, Setting, Usage

SEEDS: Final = 1 << 31
"""Every provider takes a seed below this."""
Waits = Callable[[float], None]
"""Called with the seconds a provider's rate limit makes a call wait, each time that it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What came back of one call, and all that is known of it.

    Every text in it can be kept (see `agents.texts`), and holds no key, should the server echo it.
    """

    form: Form
    settings: Mapping[str, Setting]
    """As sent."""
    schema: str = ""
    """As sent; empty in the plain form."""
    text: str = ""
    """The reply, or a tool's arguments, word for word; empty where there was none."""
    thinking: str = ""
    provenance: Provenance = Provenance.NOT_RECORDED
    """Of the thinking."""
    served: str = ""
    finish: str = ""
    usage: Usage = field(default=Usage())
    cost: float | None = None
    seconds: float = 0.0
    failure: Failure | None = None
    """Why there is nothing to read: a code of `agents.failures`. What is wrong with a text is for its reader to say."""


class Caller(Protocol):
    """Whoever can call models; it raises nothing but asyncio.CancelledError."""

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
        """One call: no re-ask, and no repeat but where a provider asks to wait or refuses the form or a setting.

        `schema` is what the answer must fit; `seconds` is how long the answer may take once the call is under way.
        """
        ...

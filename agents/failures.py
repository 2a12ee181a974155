"""How a call to a model can fail, and what is to be done then."""

from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """A failure's code; its words stand beside the pages."""

    TRUNCATED = "truncated"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    ILLEGAL = "illegal"
    TIMEOUT = "timeout"
    NO_ROUTE = "no-route"
    """Nothing answers there, or the connection broke."""
    SERVER = "server-error"
    """It answers that it is broken, or with something that is no answer."""
    DECLINED = "declined"
    """The provider's refusal field or content filter."""
    NO_KEY = "no-key"
    """None was given, or it is not accepted."""
    NO_MODEL = "no-such-model"
    QUOTA = "quota"
    BUSY = "rate-limit"
    """The provider asked to wait, again and again, until nobody wanted to wait any longer."""
    REQUEST = "bad-request"
    """It will not take what we send; it is too long, for one."""


RE_ASKED: Final = frozenset({Code.TRUNCATED, Code.EMPTY, Code.UNREADABLE, Code.ILLEGAL})
"""The model is asked again, and told what was wrong."""
REPEATED: Final = frozenset({Code.TIMEOUT, Code.NO_ROUTE, Code.SERVER})
"""The same is asked again, a little later."""
RE_ASKS: Final = 2
"""How often a decision is asked again at most, for whatever reason; for all other codes never."""

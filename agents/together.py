"""Waits for several at once, and leaves none of them running."""

import asyncio
from collections.abc import Collection
from typing import Any


async def together(works: "Collection[asyncio.Future[Any]]") -> None:
    """Until all have ended; one that is cancelled alone is not missed.

    Raises what one of them raised, and then the others are cancelled. When this ends none is under way any more, unless
    it is cancelled a second time.
    """
    if not works:
        return
    try:
        await asyncio.wait(works, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for work in works:
            work.cancel()
        await asyncio.wait(works)
        errors = [error for work in works if not work.cancelled() and (error := work.exception()) is not None]
    for error in errors:
        raise error

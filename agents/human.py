"""A seat whose answers come from outside, through `Table.submit`."""

from typing import Final


class Human:
    """A person. The table waits for it and never asks it."""


HUMAN: Final = Human()
